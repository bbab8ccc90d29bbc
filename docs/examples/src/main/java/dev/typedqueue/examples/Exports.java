package dev.typedqueue.examples;

import dev.typedqueue.AddContext;
import dev.typedqueue.Admission;
import dev.typedqueue.RunDecision;
import dev.typedqueue.annotation.BeforeAdd;
import dev.typedqueue.annotation.BeforeRun;
import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;

/** Rules that may refuse a job, or postpone it. */
// snippet: declaration
@Queue
interface Exports {

    @Job
    void exportTable(String table);

    @BeforeAdd
    static Admission publicTables(ExportTablePayload payload, AddContext add) {
        return payload.table().startsWith("secret_")
                ? Admission.refuse("table " + payload.table() + " must not leave the house")
                : Admission.admit();
    }

    @BeforeRun
    RunDecision whenDiskHasRoom(ExportTablePayload payload);
}
// end
