package dev.typedqueue;

import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.internal.engine.ScheduleControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What a person does with the schedules of jobs, whichever node runs them. It is kept in the store: it holds on all
 * nodes, after restarts and after releases.
 *
 * <pre>{@code
 * runtime.schedules().pause("cleanups", "delete_old_files", "ada: the disk is being replaced");
 * }</pre>
 *
 * <p>A schedule is named by its queue's and its job's name. What is done to it is done in each store that has a queue
 * of that name, of the stores of this runtime.
 *
 * <p>Every method throws {@link StoreException} if the store does not answer, and those that name a schedule throw
 * {@code IllegalArgumentException} if it is not declared. Safe for use by several threads.
 */
public final class ScheduleOperations {

    private final Stores stores;

    ScheduleOperations(Stores stores) {
        this.stores = stores;
    }

    /** The schedules that are declared, in the order of their declaration. */
    public List<JobSchedule> list() {
        return stores.queues().stream()
                .flatMap(queue ->
                        stores.find(queue).stream().flatMap(engine -> ScheduleControl.views(engine, queue).stream()))
                .toList();
    }

    /**
     * Stops a schedule from adding jobs, until it is resumed. Jobs that were added run. A pause in force stays as it
     * is.
     *
     * @param by who does it, for those who wonder
     */
    public void pause(String queue, String job, String by) {
        each(queue, job, schedule -> schedule.pause(by));
    }

    /**
     * Ends the pause of a schedule, if there is one. It goes on with its next time: what passed meanwhile is left out.
     */
    public void resume(String queue, String job) {
        each(queue, job, ScheduleControl::resume);
    }

    /**
     * Adds one job now, outside the times of its schedule, paused or not.
     *
     * @return what became of it: one result for each store that has the schedule
     */
    public List<AddResult> runNow(String queue, String job) {
        return named(queue, job).stream().map(ScheduleControl::runNow).toList();
    }

    /**
     * Sets other times than the declared ones, from now on and until {@link #reset}. All else that is declared stays.
     *
     * @param times a period of a second or more, such as {@code 5m}; a delay, such as {@code 5m after end}; or the five
     *     fields of a cron expression, and after them a time zone if it is another than the declared one
     * @throws IllegalArgumentException if the times are none, or never come; then nothing was changed
     */
    public void change(String queue, String job, String times) {
        each(queue, job, schedule -> schedule.change(times));
    }

    /** Sets the declared times, from now on. */
    public void reset(String queue, String job) {
        each(queue, job, ScheduleControl::reset);
    }

    private void each(String queue, String job, Consumer<ScheduleControl> action) {
        named(queue, job).forEach(action);
    }

    private List<ScheduleControl> named(String queue, String job) {
        Map<String, List<ScheduleControl>> byJob = new TreeMap<>();
        List<String> queues = new ArrayList<>();
        for (QueueDefinition each : stores.queues()) {
            List<ScheduleControl> schedules = stores.find(each)
                    .map(engine -> ScheduleControl.of(engine, each))
                    .orElse(List.of());
            if (!schedules.isEmpty()) {
                queues.add(each.name());
            }
            if (each.name().equals(queue)) {
                schedules.forEach(schedule -> byJob.computeIfAbsent(schedule.job(), any -> new ArrayList<>())
                        .add(schedule));
            }
        }
        if (byJob.isEmpty()) {
            throw new IllegalArgumentException("No job of a queue named \"" + queue + "\" has a schedule here. "
                    + SimilarNames.hint(queue, queues));
        }
        List<ScheduleControl> found = byJob.get(job);
        if (found == null) {
            throw new IllegalArgumentException("No job named \"" + job + "\" of queue \"" + queue
                    + "\" has a schedule. " + SimilarNames.hint(job, byJob.keySet()));
        }
        return found;
    }
}
