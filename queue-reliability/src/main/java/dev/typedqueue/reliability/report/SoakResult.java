package dev.typedqueue.reliability.report;

import java.util.List;

/** What a soak gave, one course for each database. */
public record SoakResult(Machine machine, List<Course> courses) {

    /**
     * A database under load.
     *
     * @param store the database, with its version
     * @param samples in order
     */
    public record Course(String store, List<Sample> samples) {}

    /**
     * A moment of it.
     *
     * @param second since its begin
     * @param heap of one node after a collection of garbage, the greatest of all nodes, in mebibytes
     * @param size of the tables with their indexes, or of the files, in mebibytes
     * @param rate jobs run a second since the last sample
     */
    public record Sample(double second, double heap, double size, double rate) {}
}
