package dev.typedqueue.reliability.scenario;

import dev.typedqueue.reliability.arena.Node;
import dev.typedqueue.reliability.arena.SqliteDatabase;
import dev.typedqueue.reliability.arena.Trial;
import dev.typedqueue.reliability.node.Entry;
import dev.typedqueue.reliability.node.Entry.Event;
import dev.typedqueue.reliability.node.NodeSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * SIGKILL of the only process on a file, again and again, and a look at the file each time.
 *
 * <p>SIGKILL leaves what the process had written up to then, and so does SIGSTOP: what is in the files of a stopped
 * process is what a kill at that moment would have left. A copy of them is looked at as well, and the process goes on:
 * that way there are thousands of moments, where a JVM for each would take too long to start.
 */
record KilledSqlite() implements Scenario {

    private static final int MOST_COPIES = 60;
    private static final int MOST_MILLIS = 20;

    @Override
    public String name() {
        return "killed SQLite";
    }

    @Override
    public String description() {
        return "SIGKILL of the one process that adds and runs, at random moments, with `PRAGMA integrity_check` each time."
                + " Before that it is stopped at random moments too, and its files are copied: a kill at that moment"
                + " would have left the same bytes. Each copy is opened and checked, and must hold each acknowledged job";
    }

    @Override
    public List<Kind> kinds() {
        return List.of(Kind.SQLITE);
    }

    @Override
    public int weight() {
        return 5;
    }

    /** The next process is made while one lives, and waits: to start a JVM takes longer than it lives. */
    @Override
    public void inject(Trial trial) throws Exception {
        SqliteDatabase file = (SqliteDatabase) trial.database();
        Node next = spare(trial);
        long kills = 0;
        long copies = 0;
        while (!trial.isOver()) {
            Node node = next;
            next = spare(trial);
            node.begin();
            trial.awaitReady(List.of(node));
            for (int left = trial.random().nextInt(MOST_COPIES); left > 0; left--) {
                lurk(trial);
                checkCopy(file, node);
                copies++;
            }
            lurk(trial);
            trial.kill(node);
            require(file.integrity(), node);
            kills++;
        }
        trial.end(next);
        trial.remark(kills + " kills, and " + copies + " copies of a stopped process's files");
    }

    private static Node spare(Trial trial) throws IOException {
        return trial.launch(NodeSettings.worker().adding(Load.LOW_RATE).waiting());
    }

    private static void lurk(Trial trial) {
        long until = System.nanoTime() + trial.random().nextLong(MOST_MILLIS * 1_000_000L);
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }

    private static void checkCopy(SqliteDatabase file, Node node) throws Exception {
        Path copy = file.file().resolveSibling("copy.db");
        node.freeze();
        SqliteDatabase copied = file.copyTo(copy);
        List<Entry> entries = node.entries();
        node.signal("CONT");
        require(copied.integrity(), node);
        long missing = copied.missing(entries.stream()
                .filter(entry -> entry.event() == Event.ACKNOWLEDGED)
                .map(Entry::job)
                .toList());
        if (missing > 0) {
            throw new IllegalStateException(missing + " acknowledged jobs of " + node + " were not in its files");
        }
    }

    private static void require(String integrity, Node node) {
        if (!integrity.equals("ok")) {
            throw new IllegalStateException("The file of " + node + ": " + integrity);
        }
    }
}
