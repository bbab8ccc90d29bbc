package dev.typedqueue.benchmarks.postgres;

import dev.typedqueue.benchmarks.flow.Rule;
import dev.typedqueue.benchmarks.measure.Cell;
import dev.typedqueue.benchmarks.postgres.agent.NodePackages;
import dev.typedqueue.benchmarks.postgres.peers.Contestant;
import dev.typedqueue.benchmarks.postgres.peers.Contestants;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every cell of the comparison: all systems under one condition, then under the next. */
public final class PostgresCells {

    /** The group of the cells that take minutes each, and look at every second: once is enough. */
    public static final String COURSE = "course";

    private final Arena arena;
    private final List<Contestant> contestants;
    private final List<Cell> cells = new ArrayList<>();

    private PostgresCells(Arena arena, List<Contestant> contestants) {
        this.arena = arena;
        this.contestants = contestants;
    }

    /**
     * All cells.
     *
     * @param node null if the systems for Node could not be installed; then the contestants must have none of them
     */
    public static List<Cell> all(
            PostgresServer server, @Nullable NodePackages node, Scale scale, List<Contestant> contestants) {
        PostgresCells all = new PostgresCells(new Arena(server, node, scale), contestants);
        all.addThroughput();
        all.addRules();
        all.addPickup();
        all.addCourse();
        return all.cells;
    }

    private void addThroughput() {
        for (Contestant each : those(Contestant.Kind.QUEUE, Contestant.Kind.LOOP)) {
            add("drain", each, "1 process", folder -> new Drain(arena, each).by(1, folder));
        }
        for (Contestant each : those(Contestant.Kind.QUEUE, Contestant.Kind.LOOP)) {
            add("drain", each, "2 processes", folder -> new Drain(arena, each).by(2, folder));
        }
        for (Contestant each : those(Contestant.Kind.QUEUE, Contestant.Kind.LOOP)) {
            add("drain", each, "beside scheduled", new Drain(arena, each)::besideScheduled);
        }
        for (Contestant each : those(Contestant.Kind.QUEUE, Contestant.Kind.LOOP)) {
            if (each.keepsHistory()) {
                add("drain", each, "beside finished", new Drain(arena, each)::besideFinished);
            }
        }
        for (Contestant each : those(Contestant.Kind.QUEUE, Contestant.Kind.LOOP)) {
            add("drain", each, "1 ms away", new Drain(arena, each)::distant);
        }
        for (Contestant each : contestants) {
            add("enqueue", each, "near", new Enqueue(arena, each)::near);
        }
        for (Contestant each : contestants) {
            add("enqueue", each, "1 ms away", new Enqueue(arena, each)::distant);
        }
    }

    private void addRules() {
        for (Rule rule : Rule.values()) {
            Drain drain = new Drain(arena, Contestants.ruled(rule));
            add(
                    "rules",
                    drain.contestant(),
                    rule.title(),
                    rule == Rule.BLOCKED ? drain::besideBlocked : folder -> drain.by(1, folder));
        }
    }

    private void addPickup() {
        for (boolean loaded : new boolean[] {false, true}) {
            String load = loaded ? "half load" : "idle";
            for (Contestant each : those(Contestant.Kind.QUEUE)) {
                add(
                        "pickup",
                        each,
                        load + ", same process",
                        folder -> new Pickup(arena, each).sameProcess(loaded, folder));
            }
            for (Contestant each : those(Contestant.Kind.QUEUE)) {
                add(
                        "pickup",
                        each,
                        load + ", another process",
                        folder -> new Pickup(arena, each).otherProcess(loaded, folder));
            }
        }
    }

    private void addCourse() {
        for (Contestant each : those(Contestant.Kind.QUEUE, Contestant.Kind.LOOP)) {
            add(COURSE, each, "old snapshot", new Steady(arena, each)::pinned);
        }
        for (Contestant each : those(Contestant.Kind.QUEUE, Contestant.Kind.LOOP)) {
            add(COURSE, each, "mixed soak", new Steady(arena, each)::soak);
        }
    }

    private List<Contestant> those(Contestant.Kind... kinds) {
        return contestants.stream()
                .filter(each -> List.of(kinds).contains(each.kind()))
                .toList();
    }

    private void add(String group, Contestant contestant, String condition, Cell.Run run) {
        cells.add(new Cell(group, contestant.name(), condition, run));
    }
}
