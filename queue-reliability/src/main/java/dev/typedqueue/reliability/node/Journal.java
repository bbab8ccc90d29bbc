package dev.typedqueue.reliability.node;

import dev.typedqueue.JobId;
import dev.typedqueue.reliability.node.Entry.Event;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * What a process writes down of itself. A line is with the operating system when the method returns, and so outlives
 * the process however it ends.
 */
final class Journal implements AutoCloseable {

    private final OutputStream file;

    Journal(Path file) throws IOException {
        this.file = new FileOutputStream(file.toFile(), true);
    }

    void ready() {
        write(new Entry(Event.READY, JobId.next(Instant.EPOCH), 0, System.currentTimeMillis()).line());
    }

    void acknowledged(Collection<JobId> jobs) {
        long now = System.currentTimeMillis();
        write(jobs.stream()
                .map(job -> new Entry(Event.ACKNOWLEDGED, job, 0, now).line())
                .collect(Collectors.joining()));
    }

    void attempt(Event event, JobId job, long fencingToken) {
        write(new Entry(event, job, fencingToken, System.currentTimeMillis()).line());
    }

    private synchronized void write(String lines) {
        try {
            file.write(lines.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
