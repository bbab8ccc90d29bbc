package dev.typedqueue.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What handlers did, in order, to be waited for. */
final class Journal<E> {

    private final BlockingQueue<E> unread = new LinkedBlockingQueue<>();

    void write(E entry) {
        unread.add(entry);
    }

    /** Waits for the next entry. */
    E next() throws InterruptedException {
        E entry = unread.poll(60, TimeUnit.SECONDS);
        if (entry == null) {
            throw new AssertionError("Nothing was written for a minute");
        }
        return entry;
    }

    /** Waits for the next entries. */
    List<E> next(int count) throws InterruptedException {
        List<E> entries = new ArrayList<>();
        while (entries.size() < count) {
            entries.add(next());
        }
        return entries;
    }

    /** What was written and has not been read, without waiting. */
    List<E> unread() {
        return List.copyOf(unread);
    }
}
