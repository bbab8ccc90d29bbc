package com.acme;

import dev.typedqueue.AddContext;
import dev.typedqueue.Admission;
import dev.typedqueue.JobContext;
import dev.typedqueue.RunDecision;
import dev.typedqueue.annotation.BeforeAdd;
import dev.typedqueue.annotation.BeforeRun;
import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.OnExhausted;
import dev.typedqueue.annotation.Queue;

@Queue
interface Imports {

    @Job
    void importFile(String path, JobContext job) throws Exception;

    @Job
    void checkImport(Check payload);

    record Check(String path) {}

    @BeforeAdd
    static Admission smallFiles(ImportFilePayload payload) {
        return Admission.admit();
    }

    @BeforeAdd("checkImport")
    static Admission byContext(AddContext add) {
        return Admission.admit();
    }

    @BeforeRun
    RunDecision whenIdle();

    @BeforeRun
    default RunDecision notTwice(Check payload, JobContext job) {
        return RunDecision.run();
    }

    @OnExhausted
    void importFailed(ImportFilePayload payload, JobContext job, Throwable cause);

    @OnExhausted({"importFile", "checkImport"})
    void tell(Throwable cause) throws Exception;
}
