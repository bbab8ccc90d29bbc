package dev.typedqueue.acceptance;

import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;

/** A queue as the last release of an application declares it. */
@Queue(name = "deployed", store = "last")
interface LastRelease {

    @Job
    void resize(ImagePayload payload);

    @Job
    void upload(DocumentPayload payload);

    record ImagePayload(String image) {}

    record DocumentPayload(String document) {}
}
