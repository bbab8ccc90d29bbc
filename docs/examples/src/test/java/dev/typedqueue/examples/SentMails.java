package dev.typedqueue.examples;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was sent. */
final class SentMails implements Outbox {

    private final List<UUID> receipts = new CopyOnWriteArrayList<>();
    private final List<String> digests = new CopyOnWriteArrayList<>();

    @Override
    public void receipt(UUID orderId) {
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
