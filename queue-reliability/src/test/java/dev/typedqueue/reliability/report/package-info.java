@NullMarked
package dev.typedqueue.reliability.report;

import org.jspecify.annotations.NullMarked;
