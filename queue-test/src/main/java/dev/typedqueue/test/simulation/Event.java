package dev.typedqueue.test.simulation;

/**
 * Something that is to happen. What is due at the same time happens in the order in which it was scheduled.
 *
 * @param time when, in nanoseconds since the simulation began
 * @param number how many events were scheduled before
 * @param platform where
 * @param task what
 */
record Event(long time, long number, SimulatedPlatform platform, Runnable task) implements Comparable<Event> {

    void happen() {
        platform.happen(this);
    }

    @Override
    public int compareTo(Event other) {
        int byTime = Long.compare(time, other.time);
        return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
}
