package dev.typedqueue.examples;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was sent. */
final class SentMails implements Outbox {

    private final List<UUID> receipts = new CopyOnWriteArrayList<>();
    private final List<String> digests = new CopyOnWriteArrayList<>();
    private volatile Runnable beforeNextReceipt = () -> {};

    /** What happens before the next receipt is sent. */
    void beforeNextReceipt(Runnable event) {
        beforeNextReceipt = event;
    }

    @Override
    public void receipt(UUID orderId) {
        Runnable event = beforeNextReceipt;
        beforeNextReceipt = () -> {};
        event.run();
        receipts.add(orderId);
    }

    @Override
    public void digest(String user, LocalDate day) {
        digests.add(user + " " + day);
    }

    List<UUID> receipts() {
        return receipts;
    }

    List<String> digests() {
        return digests;
    }
}
