/** Looks at the model of a queue and reports what is wrong with it. Each class has one subject. */
@NullMarked
package dev.typedqueue.processor.validation;

import org.jspecify.annotations.NullMarked;
