/** What runs in processes of its own: nodes that add and run jobs, and write down what they do. */
@NullMarked
package dev.typedqueue.reliability.node;

import org.jspecify.annotations.NullMarked;
