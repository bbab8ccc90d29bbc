package dev.typedqueue.reliability.node;

import java.util.List;

/**
 * How a process takes part in a trial.
 *
 * @param release the release of its handlers, or {@code NONE} if it runs no jobs
 * @param rate how many jobs it adds a second; 0 for none
 * @param extra what one job in each half second does beside the usual mix, in turn
 * @param ballast how many characters the payload of the first of these has
 * @param pool how many connections it has at most on PostgreSQL; 0 for no pool
 * @param clock the seed of a clock that jumps; 0 for a clock that is right
 * @param clockEnds when the jumps end, in milliseconds since 1970
 * @param maxNodeDeaths how many nodes may die while they run a job
 * @param waits whether it opens the store only once it is told to by a line of its input
 */
public record NodeSettings(
        Release release,
        int rate,
        List<Conduct> extra,
        int ballast,
        int pool,
        long clock,
        long clockEnds,
        int maxNodeDeaths,
        boolean waits) {

    /** What a process knows how to run. */
    public enum Release {
        NONE,
        OLD,
        NEW
    }

    /** Random kills must not turn an innocent job into a dead letter. */
    private static final int ANY_NUMBER = 1_000_000;

    /** Runs jobs. */
    public static NodeSettings worker() {
        return new NodeSettings(Release.NEW, 0, List.of(), 0, 0, 0, 0, ANY_NUMBER, false);
    }

    /** Adds jobs. */
    public static NodeSettings producer(int rate) {
        return new NodeSettings(Release.NONE, rate, List.of(), 0, 0, 0, 0, ANY_NUMBER, false);
    }

    /** The same, but adds jobs too. */
    public NodeSettings adding(int rate) {
        return new NodeSettings(release, rate, extra, ballast, pool, clock, clockEnds, maxNodeDeaths, waits);
    }

    /** The same with another release. */
    public NodeSettings withRelease(Release release) {
        return new NodeSettings(release, rate, extra, ballast, pool, clock, clockEnds, maxNodeDeaths, waits);
    }

    /** The same with other jobs now and then. */
    public NodeSettings withExtra(List<Conduct> extra, int ballast) {
        return new NodeSettings(release, rate, extra, ballast, pool, clock, clockEnds, maxNodeDeaths, waits);
    }

    /** The same with a pool of connections. */
    public NodeSettings withPool(int pool) {
        return new NodeSettings(release, rate, extra, ballast, pool, clock, clockEnds, maxNodeDeaths, waits);
    }

    /** The same with a clock that jumps until a time. */
    public NodeSettings withJumpingClock(long seed, long endsAt) {
        return new NodeSettings(release, rate, extra, ballast, pool, seed, endsAt, maxNodeDeaths, waits);
    }

    /** The same with the deaths after which a job is a dead letter. */
    public NodeSettings withMaxNodeDeaths(int maxNodeDeaths) {
        return new NodeSettings(release, rate, extra, ballast, pool, clock, clockEnds, maxNodeDeaths, waits);
    }

    /** The same, but waits to be told to begin. */
    public NodeSettings waiting() {
        return new NodeSettings(release, rate, extra, ballast, pool, clock, clockEnds, maxNodeDeaths, true);
    }
}
