package dev.typedqueue.examples;

import java.util.UUID;

/** Which order the receipt is for. */
// snippet: payload
public record ReceiptPayload(UUID orderId) {}
// end
