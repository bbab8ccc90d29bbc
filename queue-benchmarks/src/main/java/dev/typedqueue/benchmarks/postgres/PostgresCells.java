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

    /** The group of what takes so long that it is measured only when it is asked for. */
    public static final String LONG = "long";

    private static final String COURSE = "course";
    private static final String LAYOUTS = "layouts";
    private static final String OLD_SNAPSHOT = "old snapshot";

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
        all.addLayouts();
        all.addPickup();
        all.addCourse();
        all.addLong();
        return all.cells;
    }

    /** Whether a cell takes minutes, and looks at every second or drains very many jobs: once is enough. */
    public static boolean isMeasuredOnce(Cell cell) {
        return List.of(COURSE, LONG).contains(cell.group()) || cell.condition().equals(OLD_SNAPSHOT);
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

    /** With large batches only the drain: they show nothing else beside jobs and an old snapshot. */
    private void addLayouts() {
        List<Contestant> small = new ArrayList<>(Contestants.layouts(Contestants.SMALL_BATCH));
        small.forEach(each -> add(LAYOUTS, each, "drain", folder -> new Drain(arena, each).by(1, folder)));
        for (Contestant each : Contestants.layouts(Contestants.LARGE_BATCH)) {
            add(LAYOUTS, each, "drain", folder -> new Drain(arena, each).by(1, folder));
        }
        Contestant ours = Contestants.ours();
        add(LAYOUTS, ours, "drain", folder -> new Drain(arena, ours).by(1, folder));
        small.add(ours);
        for (Contestant each : small) {
            int beside = arena.scale().beside(each);
            add(LAYOUTS, each, "beside", folder -> new Beside(arena, each).run(beside, beside, folder));
        }
        // Where a layout has a slope, some seconds show it; all have the same time.
        int pinned = 3 * arena.scale().freeSeconds();
        for (Contestant each : small) {
            add(LAYOUTS, each, OLD_SNAPSHOT, folder -> new Steady(arena, each).pinned(pinned, folder));
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
            add(COURSE, each, OLD_SNAPSHOT, new Steady(arena, each)::pinned);
        }
        for (Contestant each : those(Contestant.Kind.QUEUE, Contestant.Kind.LOOP)) {
            add(COURSE, each, "mixed soak", new Steady(arena, each)::soak);
        }
    }

    private void addLong() {
        Scale scale = arena.scale().equals(Scale.SMOKE) ? Scale.SMOKE : Scale.LONG;
        Arena large = new Arena(arena.server(), arena.node(), scale);
        Contestant ours = Contestants.ours();
        add(LONG, ours, "empty system", folder -> new Drain(large, ours).by(1, folder));
        add(
                LONG,
                ours,
                "beside finished and scheduled",
                folder -> new Beside(large, ours).run(scale.beside(), scale.beside() / 10, folder));
        add(LONG, ours, OLD_SNAPSHOT, new Steady(large, ours)::pinned);
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
