@NullMarked
package dev.typedqueue.processor.contract;

import org.jspecify.annotations.NullMarked;
