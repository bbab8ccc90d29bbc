package dev.typedqueue.examples;

import java.time.LocalDate;
import java.util.UUID;

/** What the handlers of the examples do their work with. Stands for a mail server. */
interface Outbox {

    void receipt(UUID orderId);

    void digest(String user, LocalDate day);
}
