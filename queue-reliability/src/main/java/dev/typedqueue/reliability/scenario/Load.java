package dev.typedqueue.reliability.scenario;

/** How much is added. */
final class Load {

    /** Jobs a second where nothing speaks against it. */
    static final int RATE = 3_000;

    /** Jobs a second where the fault has the store hold less. */
    static final int LOW_RATE = 400;

    private Load() {}
}
