package dev.typedqueue.test.simulation;

import dev.typedqueue.StoreException;
import dev.typedqueue.spi.JdbcStoreSession;
import dev.typedqueue.spi.Store;
import dev.typedqueue.spi.StoreSession;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

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

    private static final Set<String> HARMLESS = Set.of("now", "close");

    private final Store store;
    private final Map<String, ArrayDeque<Fault>> faults = new HashMap<>();
    private final Map<String, Runnable> afterwards = new HashMap<>();
    private final Map<String, Integer> calls = new HashMap<>();
    private boolean cutOff;

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
        ArrayDeque<Fault> planned = faults.getOrDefault(name, new ArrayDeque<>());
        Fault fault = planned.poll();
        if ((cutOff && !HARMLESS.contains(name)) || fault == Fault.NOT_DELIVERED) {
            throw StoreException.passing("The store cannot be reached", null);
        }
        Object answer = invoke(session, method, arguments);
        Runnable event = afterwards.remove(name);
        if (event != null) {
            event.run();
        }
        if (fault == Fault.ANSWER_LOST) {
            throw StoreException.passing("The connection was lost", null);
        }
        return answer;
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
