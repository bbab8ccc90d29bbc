package dev.typedqueue.benchmarks;

import java.nio.file.Path;

/**
 * One thing that is measured.
 *
 * @param group the table it belongs to
 * @param system what is measured, such as {@code TypedQueue}
 * @param condition under which condition, such as {@code 8 threads}
 * @param unit the unit of the result
 * @param run measures once, in an empty folder
 */
record Cell(String group, String system, String condition, String unit, Run run) {

    /** Measures once. */
    @FunctionalInterface
    interface Run {
        double measure(Path folder) throws Exception;
    }
}
