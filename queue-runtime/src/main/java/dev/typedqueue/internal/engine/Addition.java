package dev.typedqueue.internal.engine;

import dev.typedqueue.AddOptions;
import dev.typedqueue.JobAddition;
import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A job on its way through the interceptors. */
final class Addition implements JobAddition {

    private final String queue;
    private final String job;
    private final Object payload;
    private final @Nullable Connection connection;
    private final Map<String, String> context = new LinkedHashMap<>();
    private AddOptions options;

    Addition(String queue, String job, Object payload, AddOptions options, @Nullable Connection connection) {
        this.queue = queue;
        this.job = job;
        this.payload = payload;
        this.options = options;
        this.connection = connection;
    }

    @Override
    public String queue() {
        return queue;
    }

    @Override
    public String job() {
        return job;
    }

    @Override
    public Object payload() {
        return payload;
    }

    @Override
    public AddOptions options() {
        return options;
    }

    @Override
    public Optional<Connection> connection() {
        return Optional.ofNullable(connection);
    }

    @Override
    public Map<String, String> context() {
        return Map.copyOf(context);
    }

    @Override
    public void changeOptions(AddOptions options) {
        options.runAt().ifPresent(RunTimes::requireStorable);
        this.options = options;
    }

    @Override
    public void put(String name, String value) {
        require(!name.isEmpty(), "name", "is empty", name);
        require(name.length() <= LONGEST_NAME, "name", "is longer than " + LONGEST_NAME + " characters", name);
        require(value.length() <= LONGEST_VALUE, "value", "is longer than " + LONGEST_VALUE + " characters", name);
        require(isStorable(name), "name", "holds a character that not every store can keep", name);
        require(isStorable(value), "value", "holds a character that not every store can keep", name);
        boolean fits = context.containsKey(name) || context.size() < MOST_ENTRIES;
        require(fits, "entry", "is one more than the " + MOST_ENTRIES + " that a job may have", name);
        context.put(name, value);
    }

    private void require(boolean holds, String what, String problem, String name) {
        if (!holds) {
            throw new IllegalArgumentException("The context of job \"" + job + "\" of queue \"" + queue
                    + "\": the " + what + " of \"" + name + "\" " + problem
                    + "; put what is large into the payload, or keep it elsewhere and hand on a reference");
        }
    }

    private static boolean isStorable(String text) {
        return text.codePoints().noneMatch(each -> each == 0 || Character.getType(each) == Character.SURROGATE);
    }
}
