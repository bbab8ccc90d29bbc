package dev.typedqueue.simulation;

import dev.typedqueue.JobId;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.test.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All that has happened in one simulated world, and the first promise that was broken. */
final class History {

    private static final int SHOWN = 40;

    private final long seed;
    private final Simulation simulation;
    private final List<Promise> promises = Promise.all();
    private final Ledger ledger = new Ledger();
    private final List<Moment> moments = new ArrayList<>();
    private @Nullable Breach breach;
    private boolean ended;

    History(long seed, Simulation simulation) {
        this.seed = seed;
        this.simulation = simulation;
    }

    /** Takes note of what happens, unless the history has ended. */
    void add(Event event) {
        if (ended) {
            return;
        }
        Moment moment = new Moment(
                moments.size(), simulation.elapsed(), simulation.clock().instant(), event);
        moments.add(moment);
        for (Promise each : promises) {
            each.check().look(moment, ledger, (job, how) -> broken(each.words(), job, how));
        }
        ledger.take(moment);
    }

    /** A promise was broken of which not a single event tells. */
    void broken(String promise, @Nullable JobId job, String how) {
        if (breach == null) {
            breach = new Breach(moments.size() - 1, promise, job, how);
        }
    }

    /** Takes no more note. */
    void end() {
        ended = true;
    }

    /** What is stored, as far as the calls of the store tell. */
    Ledger ledger() {
        return ledger;
    }

    /** The first promise that was broken. */
    Optional<Breach> breach() {
        return Optional.ofNullable(breach);
    }

    Tally tally() {
        long acknowledged = 0;
        long attempts = 0;
        long crashes = 0;
        long refused = 0;
        Set<Long> committed = new HashSet<>();
        for (Moment moment : moments) {
            Event event = moment.event();
            acknowledged += event instanceof Event.Acknowledged ? 1 : 0;
            attempts += event instanceof Event.Began ? 1 : 0;
            crashes += event instanceof Event.Crashed ? 1 : 0;
            if (event instanceof Event.Called call) {
                refused += refusedStaleWrites(call, committed);
            }
        }
        return new Tally(1, acknowledged, attempts, crashes, refused, breach == null ? 0 : 1);
    }

    /** What an attempt says after it has ended its job in a transaction is refused too, and is no stale write. */
    private static long refusedStaleWrites(Event.Called call, Set<Long> committed) {
        return switch (call.method()) {
            case "finish", "commit" -> {
                List<Finish> finishes = call.arguments(0, Finish.class);
                List<FinishResult> answers = call.answers(FinishResult.class);
                long refused = 0;
                for (int i = 0; i < finishes.size(); i++) {
                    long token = finishes.get(i).fencingToken();
                    if (answers.get(i) == FinishResult.LEASE_LOST) {
                        refused += committed.contains(token) ? 0 : 1;
                    } else if (call.is("commit")) {
                        committed.add(token);
                    }
                }
                yield refused;
            }
            case "report" ->
                call.answers(Boolean.class).stream().filter(each -> !each).count();
            default -> 0;
        };
    }

    /** All that has happened: the same for the same seed, in every process. */
    String text() {
        return moments.stream().map(Rendering::of).collect(Collectors.joining("\n"));
    }

    /** What was broken, by what, and how to see it again; empty if nothing was. */
    String complaint() {
        if (breach == null) {
            return "";
        }
        return "Seed " + seed + " breaks a promise at step " + breach.step() + ", after "
                + elapsed(breach.step()) + " of simulated time:\n  " + breach.promise() + "\n  "
                + (breach.job() == null ? "" : "job " + breach.job() + ": ") + breach.how()
                + "\nReplay: mvn -pl queue-test -am test -Dtest=SimulationTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dsimulation.seed=" + seed
                + "\nThe last events" + (breach.job() == null ? "" : " of the job") + ":\n"
                + lastEvents(breach);
    }

    private Duration elapsed(int step) {
        return step < 0 ? Duration.ZERO : moments.get(step).elapsed();
    }

    private String lastEvents(Breach of) {
        List<String> texts = moments.subList(0, of.step() + 1).stream()
                .map(Rendering::of)
                .filter(text -> of.job() == null || text.contains(of.job().toString()))
                .toList();
        return String.join("\n", texts.subList(Math.max(0, texts.size() - SHOWN), texts.size()));
    }
}
