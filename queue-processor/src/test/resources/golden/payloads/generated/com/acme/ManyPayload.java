package com.acme;

import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.annotation.processing.Generated;

/**
 * The payload of the job {@link Payloads#many}.
 *
 * @param client the client
 * @param nickname the nickname
 * @param title the title
 * @param counts the counts
 * @param days the days
 * @param image the image
 * @param matrix the matrix
 */
@Generated("dev.typedqueue.processor.QueueProcessor")
public record ManyPayload(
        Client client,
        @Nullable String nickname,
        Optional<String> title,
        @org.jspecify.annotations.Nullable Map<String, @org.jspecify.annotations.Nullable Integer> counts,
        List<@org.jspecify.annotations.Nullable DayOfWeek> days,
        byte @org.jspecify.annotations.Nullable [] image,
        long[][] matrix) {}
