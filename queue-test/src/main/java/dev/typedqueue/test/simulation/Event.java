package dev.typedqueue.test.simulation;

/**
 * Something that is to happen. What is due at the same time happens in the order of its lots, and of equal lots in the
 * order in which it was scheduled.
 *
 * @param time when, in nanoseconds since the simulation began
 * @param lot drawn by chance, or 0
 * @param number how many events were scheduled before
 * @param platform where
 * @param task what
 */
record Event(long time, int lot, long number, SimulatedPlatform platform, Runnable task) implements Comparable<Event> {

    void happen() {
        platform.happen(this);
    }

    @Override
    public int compareTo(Event other) {
        int byTime = Long.compare(time, other.time);
        int byLot = byTime != 0 ? byTime : Integer.compare(lot, other.lot);
        return byLot != 0 ? byLot : Long.compare(number, other.number);
    }
}
