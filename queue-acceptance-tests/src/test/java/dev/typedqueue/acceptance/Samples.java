package dev.typedqueue.acceptance;

import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A queue of payloads of all kinds: declared, generic, and generated from parameters. */
@Queue
interface Samples {

    @Job
    void takeSample(SamplePayload payload);

    @Job
    void takeGeneric(SamplePayload.Page<Shape> payload);

    @Job
    void takeParameters(
            Shape shape, List<SamplePayload.Page<Shape>> pages, Map<String, Optional<Shape>> named, long[] numbers);
}
