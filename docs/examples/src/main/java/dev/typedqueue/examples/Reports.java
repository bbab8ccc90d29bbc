package dev.typedqueue.examples;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What a payload can hold, and how it changes over the years. */
@Queue
interface Reports {

    // snippet: types
    record ReportPayload(LocalDate day, List<Line> lines, Target target, Optional<String> note) {}

    record Line(String article, BigDecimal amount) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Mail.class, name = "mail"),
        @JsonSubTypes.Type(value = Disk.class, name = "disk")
    })
    sealed interface Target {}

    record Mail(String address) implements Target {}

    record Disk(String path) implements Target {}
    // end

    @Job
    void writeReport(ReportPayload payload);

    // snippet: renamed
    @Job(formerNames = "make_summary") // until release 2 the method was called makeSummary
    void writeSummary(SummaryPayload payload);
    // end

    // snippet: added
    record SummaryPayload(LocalDate day, Optional<String> language) {} // language came with release 2
    // end

    // snippet: version-2
    @Job(version = 2, alsoReads = 1)
    void archive(ArchivePayload payload);

    record ArchivePayload(
            @JsonAlias("date") LocalDate day, // version 1 called it date
            Optional<String> path) {} // version 1 had it always
    // end
}
