/**
 * Keeps the documentation true: every Java, XML and Gradle block in a Markdown file is a region of a source file that
 * the build compiles and runs, and every compile error that is shown is what javac prints.
 *
 * <p>A comment before the block says where it comes from:
 *
 * <pre>{@code
 * <!-- snippet: RetryExample.java#declaration -->
 * <!-- compile-error: UnknownJob.java -->
 * }</pre>
 *
 * <p>In the source, a region lies between {@code // snippet: declaration} and {@code // end}.
 */
@NullMarked
package dev.typedqueue.examples.docs;

import org.jspecify.annotations.NullMarked;
