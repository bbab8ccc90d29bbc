package com.acme;

import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;
import dev.typedqueue.annotation.Unique;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Payloads of all kinds, with names that the generated class uses too. */
@Queue
public interface Payloads {

    @Job
    void generic(Envelope<List<Client>> envelope);

    @Job
    void ownName(Client payload);

    @Job
    @Unique(by = {"client", "nickname"})
    void many(
            Client client,
            @Nullable String nickname,
            Optional<String> title,
            @org.jspecify.annotations.Nullable Map<String, @org.jspecify.annotations.Nullable Integer> counts,
            List<@org.jspecify.annotations.Nullable DayOfWeek> days,
            byte @org.jspecify.annotations.Nullable [] image,
            long[][] matrix);

    @Job
    void job(int job, String payload, boolean add);
}
