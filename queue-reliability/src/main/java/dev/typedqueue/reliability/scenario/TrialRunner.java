package dev.typedqueue.reliability.scenario;

import dev.typedqueue.reliability.arena.Database;
import dev.typedqueue.reliability.arena.Fault;
import dev.typedqueue.reliability.arena.Folders;
import dev.typedqueue.reliability.arena.PostgresDatabase;
import dev.typedqueue.reliability.arena.SmallDisk;
import dev.typedqueue.reliability.arena.SqliteDatabase;
import dev.typedqueue.reliability.arena.Trial;
import dev.typedqueue.reliability.check.Checker;
import dev.typedqueue.reliability.check.Verdict;
import dev.typedqueue.reliability.report.TrialResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Runs a scenario on a database of its own, and has the checker look at what came of it. */
public final class TrialRunner {

    private final Path scratch;
    private final long seed;

    /**
     * Runs trials below a folder.
     *
     * @param seed from which each trial's random choices come, with its name
     */
    public TrialRunner(Path scratch, long seed) {
        this.scratch = scratch.toAbsolutePath();
        this.seed = seed;
    }

    /** Runs a trial. The journals and logs of one that failed are kept. */
    public TrialResult run(Scenario scenario, Scenario.Kind kind, Duration duration) throws Exception {
        String name = (scenario.name() + " " + kind).toLowerCase(Locale.ROOT).replace(' ', '-');
        long own = seed + name.hashCode();
        Path folder = Files.createDirectories(scratch.resolve(name));
        Folders.empty(folder);
        SmallDisk disk = null;
        if (scenario.smallDisk() > 0) {
            disk = SmallDisk.mount(scratch.resolve(name + "-disk"), scenario.smallDisk())
                    .orElse(null);
            if (disk == null) {
                return result(
                        scenario,
                        kind.toString(),
                        own,
                        0,
                        null,
                        null,
                        TrialResult.notRun("it needs the right to mount a file system"));
            }
        }
        try {
            return run(scenario, kind, duration, own, folder, disk);
        } finally {
            if (disk != null) {
                disk.unmount();
            }
        }
    }

    private static TrialResult run(
            Scenario scenario, Scenario.Kind kind, Duration duration, long seed, Path folder, @Nullable SmallDisk disk)
            throws Exception {
        Path data = disk == null ? folder : disk.folder();
        long began = System.nanoTime();
        TrialResult result;
        try (Database database = open(kind, data);
                Trial trial = new Trial(database, folder, disk, seed, duration)) {
            Verdict verdict = null;
            String failure = null;
            String version = kind.toString();
            try {
                scenario.inject(trial);
                trial.drain();
                String integrity = database.integrity();
                verdict = Checker.check(trial);
                version = database.version();
                failure = integrity.equals("ok") ? null : "the database says: " + integrity;
            } catch (Exception e) {
                failure = e.toString();
            }
            result = result(
                    scenario, version, seed, (System.nanoTime() - began) / 1_000_000_000, trial, verdict, failure);
        }
        if (result.isSound()) {
            Folders.empty(folder);
        }
        return result;
    }

    private static Database open(Scenario.Kind kind, Path data) throws IOException {
        return switch (kind) {
            case SQLITE -> new SqliteDatabase(data.resolve("jobs.db"));
            case POSTGRES -> PostgresDatabase.start(data.resolve("postgres"));
        };
    }

    private static TrialResult result(
            Scenario scenario,
            String store,
            long seed,
            long seconds,
            @Nullable Trial trial,
            @Nullable Verdict verdict,
            @Nullable String failure) {
        return new TrialResult(
                scenario.name(),
                scenario.description(),
                store,
                seed,
                seconds,
                trial == null
                        ? 0
                        : (int) trial.faults().stream()
                                .filter(fault -> fault.kind() != Fault.Kind.END)
                                .count(),
                trial == null ? 0 : trial.repetitions(),
                verdict,
                scenario.bound().toMillis(),
                trial == null ? List.of() : trial.remarks().stream().distinct().toList(),
                failure);
    }
}
