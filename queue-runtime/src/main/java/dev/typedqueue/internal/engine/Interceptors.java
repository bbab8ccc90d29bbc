package dev.typedqueue.internal.engine;

import dev.typedqueue.AddInterceptor;
import dev.typedqueue.Admission;
import dev.typedqueue.JobContext;
import dev.typedqueue.RunInterceptor;
import java.util.List;

/**
 * What stands around the adding and the running of jobs.
 *
 * @param add are asked in order
 * @param run wrap an attempt, the first outermost
 */
public record Interceptors(List<AddInterceptor> add, List<RunInterceptor> run) {

    /** Keeps copies of the lists. */
    public Interceptors {
        add = List.copyOf(add);
        run = List.copyOf(run);
    }

    /** The first refusal, or the admission. */
    Admission admit(Addition addition) {
        for (AddInterceptor each : add) {
            Admission admission = each.beforeAdd(addition);
            if (admission instanceof Admission.Refused) {
                return admission;
            }
        }
        return Admission.admit();
    }

    /** Runs an attempt within the interceptors. */
    void run(Attempt attempt, RunInterceptor.Chain handler) throws Exception {
        run(0, attempt, handler);
    }

    private void run(int next, Attempt attempt, RunInterceptor.Chain handler) throws Exception {
        if (next == run.size()) {
            handler.proceed();
            return;
        }
        RunInterceptor interceptor = run.get(next);
        Once rest = new Once(attempt, () -> run(next + 1, attempt, handler));
        interceptor.aroundRun(attempt, rest);
        if (!rest.proceeded && attempt.verdict() == null) {
            throw new IllegalStateException("The interceptor "
                    + interceptor.getClass().getName() + " neither proceeded nor said what becomes of " + attempt);
        }
    }

    private static final class Once implements RunInterceptor.Chain {
        private final JobContext job;
        private final RunInterceptor.Chain rest;
        private boolean proceeded;

        private Once(JobContext job, RunInterceptor.Chain rest) {
            this.job = job;
            this.rest = rest;
        }

        @Override
        public void proceed() throws Exception {
            if (proceeded) {
                throw new IllegalStateException("An interceptor of " + job + " proceeded twice");
            }
            proceeded = true;
            rest.proceed();
        }
    }
}
