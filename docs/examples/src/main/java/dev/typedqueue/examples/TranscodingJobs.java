package dev.typedqueue.examples;

import dev.typedqueue.JobContext;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Says what shall become of each attempt. */
final class TranscodingJobs implements Transcodings {

    enum Video {
        UPLOADING,
        UPLOADED,
        BROKEN
    }

    private final ConcurrentMap<String, Video> videos;

    TranscodingJobs(Map<String, Video> videos) {
        this.videos = new ConcurrentHashMap<>(videos);
    }

    void uploaded(String video) {
        videos.put(video, Video.UPLOADED);
    }

    // snippet: handler
    @Override
    public void transcode(String video, JobContext job) {
        Video found = videos.get(video);
        if (found == null) {
            job.delete(); // without a trace
        } else if (found == Video.UPLOADING) {
            job.requeue(job.addedAt().plus(Duration.ofHours(1))); // costs no attempt
        } else if (found == Video.BROKEN) {
            job.fail("the file is damaged"); // costs an attempt, as an exception does
        } // to return is to complete
    }
    // end
}
