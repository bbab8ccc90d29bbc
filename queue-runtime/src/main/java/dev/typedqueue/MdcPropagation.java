package dev.typedqueue;

import java.util.List;
import java.util.Set;
import org.slf4j.MDC;

/** Hands entries of the MDC from the thread that adds a job to the one that runs it, by the job's context. */
final class MdcPropagation implements AddInterceptor, RunInterceptor {

    /** What the runtime itself puts there while a handler runs. */
    private static final Set<String> TAKEN = Set.of("queue", "job", "jobId");

    private final List<String> names;

    MdcPropagation(String... names) {
        this.names = List.of(names);
        this.names.forEach(name -> {
            if (TAKEN.contains(name) || name.isEmpty() || name.length() > JobAddition.LONGEST_NAME) {
                throw new IllegalArgumentException("The MDC entry \"" + name + "\" cannot be propagated: it is empty,"
                        + " longer than " + JobAddition.LONGEST_NAME + " characters, or one that the runtime sets");
            }
        });
    }

    @Override
    public Admission beforeAdd(JobAddition addition) {
        for (String name : names) {
            String value = MDC.get(name);
            if (value != null) {
                addition.put(name, storable(value));
            }
        }
        return Admission.admit();
    }

    /** What serves the log must not fail an add: it is cut, and without what not every store can keep. */
    private static String storable(String value) {
        StringBuilder text = new StringBuilder();
        value.codePoints()
                .map(each -> each == 0 || Character.getType(each) == Character.SURROGATE ? '\uFFFD' : each)
                .takeWhile(each -> text.length() + Character.charCount(each) <= JobAddition.LONGEST_VALUE)
                .forEachOrdered(text::appendCodePoint);
        return text.toString();
    }

    /** The runtime restores the MDC once it has logged what became of the attempt. */
    @Override
    public void aroundRun(JobContext job, Chain chain) throws Exception {
        for (String name : names) {
            String value = job.context().get(name);
            if (value != null) {
                MDC.put(name, value);
            }
        }
        chain.proceed();
    }
}
