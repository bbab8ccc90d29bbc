package dev.typedqueue.reliability.scenario;

import dev.typedqueue.AddOptions;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.reliability.arena.Trial;
import dev.typedqueue.reliability.node.Conduct;
import dev.typedqueue.reliability.node.Deed;
import dev.typedqueue.reliability.node.Deeds;
import dev.typedqueue.reliability.node.NodeSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Rows that somebody has spoilt. */
record MalformedRows() implements Scenario {

    private static final String SOUND = "{\"conduct\":\"PROMPT\",\"ballast\":\"\"}";
    private static final List<String> SPOILT = List.of(
            "", "{", "null", "[]", "{\"conduct\":\"NO SUCH CONDUCT\",\"ballast\":\"\"}", "{\"conduct\":7}", "\u0007");

    @Override
    public String name() {
        return "malformed rows";
    }

    @Override
    public String description() {
        return "Stored payloads are overwritten by what cannot be read; the jobs must be parked, and run once a person has"
                + " repaired them";
    }

    @Override
    public void inject(Trial trial) throws Exception {
        trial.startWorkers(NodeSettings.worker());
        trial.start(NodeSettings.producer(Load.RATE));
        try (QueueRuntime person = trial.reader()) {
            while (!trial.isOver()) {
                trial.pause(Duration.ofMillis(500), Duration.ofSeconds(1));
                for (String spoilt : SPOILT) {
                    spoilAndRepair(trial, person, spoilt);
                }
            }
        }
    }

    private static void spoilAndRepair(Trial trial, QueueRuntime person, String spoilt) throws Exception {
        Instant later = Instant.now().plus(Duration.ofHours(1));
        JobId id = person.client(Deeds.NEW)
                .add(Deeds.DEED, new Deed(Conduct.PROMPT, ""), AddOptions.at(later))
                .id();
        trial.database().setPayload(id, spoilt);
        person.jobs().retry(id);
        Trial.await(
                Duration.ofSeconds(30),
                "parking of job " + id + " with payload " + spoilt,
                () -> person.jobs()
                        .find(id)
                        .filter(job -> job.state() == JobState.PARKED)
                        .isPresent());
        trial.repeated();
        trial.database().setPayload(id, SOUND);
        person.jobs().retry(id);
        Trial.await(
                Duration.ofSeconds(30),
                "completion of job " + id,
                () -> person.jobs()
                        .find(id)
                        .filter(job -> job.state() == JobState.COMPLETED)
                        .isPresent());
    }
}
