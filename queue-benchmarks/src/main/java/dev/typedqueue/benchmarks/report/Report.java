package dev.typedqueue.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The page for people, {@code benchmarks.md}, with its charts and the figures as JSON in the folder {@code benchmarks}.
 * The suites can be measured on different days: the page is made of the last run of each. What people wrote between the
 * marks of the notes is kept.
 */
public final class Report {

    private static final String NOTES = "<!-- notes -->";
    private static final String END = "<!-- end of notes -->";
    private static final String COMMAND = "mvn -Pbenchmarks -pl queue-benchmarks -am verify -DskipTests";

    private final JsonMapper json = JsonMapper.builder().build();
    private final Path page;
    private final Path folder;
    private final boolean keepsOtherGroups;

    /**
     * A report in the given folder, which must exist.
     *
     * @param keepsOtherGroups whether a run takes the place of the groups that it measured alone, and not of all
     */
    public Report(Path folder, boolean keepsOtherGroups) throws IOException {
        this.page = folder.resolve("benchmarks.md");
        this.folder = Files.createDirectories(folder.resolve("benchmarks"));
        this.keepsOtherGroups = keepsOtherGroups;
    }

    /** Takes the run of the suite without a database server. */
    public void embedded(Measured measured) throws IOException {
        keep("embedded", measured);
    }

    /** Takes the run of the suite on PostgreSQL, and draws its charts. */
    public void postgres(Measured measured) throws IOException {
        Measured kept = keep("postgres", measured);
        new Charts(new Results(kept.results()), folder).write();
    }

    private Measured keep(String suite, Measured measured) throws IOException {
        Measured kept = keepsOtherGroups ? read(suite).map(measured::within).orElse(measured) : measured;
        json.writerWithDefaultPrettyPrinter()
                .writeValue(folder.resolve(suite + ".json").toFile(), kept);
        Files.writeString(page, text());
        return kept;
    }

    private String text() throws IOException {
        StringBuilder text = new StringBuilder("""
                # Benchmarks

                This page is written by the command that measures, but for the notes:

                ```
                %s
                ```

                That measures everything and takes hours. With `-Dbenchmark.arguments=--quick` it takes some minutes; \
                `--embedded` or `--postgres` measures one part, and leaves the other's figures as they are. \
                `--group=rules` measures only the cells of one group or of several, such as `drain,rules`, and writes below \
                `queue-benchmarks/target`, or with `--keep-others` into this page beside the figures of the other groups: \
                `drain`, `enqueue`, `rules`, `layouts`, `pickup` and `course` on PostgreSQL, `add`, \
                `run`, `rules`, `memory` and `compile` without it. `--postgres --group=long` measures what is left out else, for it takes \
                half an hour and some gigabytes: a drain beside 10,000,000 finished jobs, and an old snapshot that is pinned for \
                ten minutes. \
                `-Dpostgres.url=jdbc:postgresql://host/database?user=…&password=…` takes another server than the \
                embedded one; the user must be allowed to create databases.

                %s

                %s

                %s

                """.formatted(COMMAND, NOTES, notes(), END));
        Optional<Measured> postgres = read("postgres");
        postgres.ifPresent(
                measured -> text.append(new PostgresSection(measured).text()).append('\n'));
        read("embedded").ifPresent(measured -> text.append(new EmbeddedSection(measured).text()));
        return text.toString().strip() + "\n";
    }

    private Optional<Measured> read(String suite) {
        Path file = folder.resolve(suite + ".json");
        return Files.exists(file) ? Optional.of(json.readValue(file.toFile(), Measured.class)) : Optional.empty();
    }

    private String notes() throws IOException {
        String old = Files.exists(page) ? Files.readString(page) : "";
        int begin = old.indexOf(NOTES);
        int end = old.indexOf(END);
        return begin < 0 || end < begin
                ? ""
                : old.substring(begin + NOTES.length(), end).strip();
    }
}
