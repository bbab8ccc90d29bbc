package dev.typedqueue.test.simulation;

import dev.typedqueue.StoreException;
import dev.typedqueue.spi.JdbcStoreSession;
import dev.typedqueue.spi.Store;
import dev.typedqueue.spi.StoreSession;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A store as one node sees it, over a network that fails when the test says so. Calls are named as the methods of
 * {@link StoreSession}.
 */
public final class FaultyStore implements Store {

    /** What happens to a call. */
    private enum Fault {
        NOT_DELIVERED,
        ANSWER_LOST
    }

    /**
     * How good the network is.
     *
     * @param random where chance comes from
     * @param notDelivered how many calls fail and change nothing, of 1
     * @param answerLost how many calls do their work without an answer, of 1
     * @param longestDelay how long a call takes to arrive, and its answer, at the most; rarely so long
     */
    public record Weather(RandomGenerator random, double notDelivered, double answerLost, Duration longestDelay) {}

    private static final Set<String> HARMLESS = Set.of("now", "close");

    private final Store store;
    private final Map<String, ArrayDeque<Fault>> faults = new HashMap<>();
    private final Map<String, Runnable> afterwards = new HashMap<>();
    private final Map<String, Integer> calls = new HashMap<>();
    private boolean cutOff;
    private @Nullable Weather weather;

    /** A store that works, so far. */
    public FaultyStore(Store store) {
        this.store = store;
    }

    /** The next such call fails, and changes nothing. */
    public void failNext(String call) {
        faults(call).add(Fault.NOT_DELIVERED);
    }

    /** The next such call does its work, and its answer is lost. */
    public void loseNextAnswer(String call) {
        faults(call).add(Fault.ANSWER_LOST);
    }

    /** Something happens after the next such call has done its work, and before its answer arrives. */
    public void afterNext(String call, Runnable event) {
        afterwards.put(requireMethod(call), event);
    }

    /** All calls fail from now on. */
    public void cutOff() {
        cutOff = true;
    }

    /** Calls are answered again. */
    public void reconnect() {
        cutOff = false;
    }

    /**
     * What befalls calls from now on that nothing else is planned for.
     *
     * @param weather how good the network is, or null for one that does as planned
     */
    public void weather(@Nullable Weather weather) {
        this.weather = weather;
    }

    /** How many such calls were made so far. */
    public int calls(String call) {
        return calls.getOrDefault(requireMethod(call), 0);
    }

    private ArrayDeque<Fault> faults(String call) {
        return faults.computeIfAbsent(requireMethod(call), any -> new ArrayDeque<>());
    }

    private static String requireMethod(String call) {
        for (Method method : StoreSession.class.getMethods()) {
            if (method.getName().equals(call)) {
                return call;
            }
        }
        throw new IllegalArgumentException("A store session has no method " + call);
    }

    @Override
    public StoreSession open(String namespace) {
        StoreSession session = store.open(namespace);
        return (StoreSession) Proxy.newProxyInstance(
                StoreSession.class.getClassLoader(),
                new Class<?>[] {session instanceof JdbcStoreSession ? JdbcStoreSession.class : StoreSession.class},
                (proxy, method, arguments) -> call(session, method, arguments));
    }

    private Object call(StoreSession session, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        calls.merge(name, 1, Integer::sum);
        if (HARMLESS.contains(name)) {
            return invoke(session, method, arguments);
        }
        ArrayDeque<Fault> planned = faults.get(name);
        Fault fault = planned == null || planned.isEmpty() ? fault() : planned.poll();
        delay();
        if (cutOff || fault == Fault.NOT_DELIVERED) {
            throw StoreException.passing("The store cannot be reached", null);
        }
        Object answer = invoke(session, method, arguments);
        Runnable event = afterwards.remove(name);
        if (event != null) {
            event.run();
        }
        delay();
        if (cutOff || fault == Fault.ANSWER_LOST) {
            throw StoreException.passing("The connection was lost", null);
        }
        return answer;
    }

    private @Nullable Fault fault() {
        if (weather == null) {
            return null;
        }
        double luck = weather.random().nextDouble();
        if (luck < weather.notDelivered()) {
            return Fault.NOT_DELIVERED;
        }
        return luck < weather.notDelivered() + weather.answerLost() ? Fault.ANSWER_LOST : null;
    }

    /** Only who has a thread of the simulation can wait; for others, the call takes no time. */
    private void delay() {
        if (weather != null && Simulation.isHandler()) {
            long millis = (long) (weather.longestDelay().toMillis()
                    * Math.pow(weather.random().nextDouble(), 4));
            HandlerThread.current().sleepUninterrupted(Duration.ofMillis(millis));
        }
    }

    private static Object invoke(StoreSession session, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(session, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public String toString() {
        return "faulty " + store;
    }
}
