package dev.typedqueue.benchmarks.measure;

import java.nio.file.Path;

/**
 * One thing that is measured.
 *
 * @param group the table it belongs to
 * @param system what is measured, such as {@code TypedQueue}
 * @param condition under which condition, such as {@code 8 threads}
 * @param run measures once, in an empty folder
 */
public record Cell(String group, String system, String condition, Run run) {

    /** Measures once. */
    @FunctionalInterface
    public interface Run {

        /**
         * Measures once.
         *
         * @throws Exception if it failed, or if a job did not run exactly once
         */
        Measurement measure(Path folder) throws Exception;
    }
}
