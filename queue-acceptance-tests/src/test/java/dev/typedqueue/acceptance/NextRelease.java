package dev.typedqueue.acceptance;

import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;

/** The same queue as the next release declares it: one job and its payload's class have new names, one has gone. */
@Queue(name = "deployed", store = "next")
interface NextRelease {

    @Job(formerNames = "resize")
    void scale(PicturePayload payload);

    record PicturePayload(String image) {}
}
