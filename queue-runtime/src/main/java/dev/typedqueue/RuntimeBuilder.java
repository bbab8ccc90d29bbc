package dev.typedqueue;

import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.QueueHandlers;
import dev.typedqueue.internal.engine.Engine;
import dev.typedqueue.internal.engine.EngineSettings;
import dev.typedqueue.internal.engine.Interceptors;
import dev.typedqueue.internal.engine.SystemPlatform;
import dev.typedqueue.spi.PayloadCodec;
import dev.typedqueue.spi.Platform;
import dev.typedqueue.spi.Store;
import dev.typedqueue.spi.StoreSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Configures a {@link QueueRuntime}. Not safe for use by several threads. */
public final class RuntimeBuilder {

    /** The system property that starts every runtime with its queues halted, if it is {@code true}. */
    public static final String PAUSED_PROPERTY = "typedqueue.paused";

    private final Map<String, Store> stores = new LinkedHashMap<>();
    private final Map<String, QueueHandlers> handlers = new LinkedHashMap<>();
    private String namespace = "default";
    private final List<AddInterceptor> addInterceptors = new ArrayList<>();
    private final List<RunInterceptor> runInterceptors = new ArrayList<>();
    private PayloadCodec codec = QueueRuntime.jsonCodec();
    private boolean virtualThreads;
    private boolean paused = Boolean.getBoolean(PAUSED_PROPERTY);
    private boolean asDefault = true;
    private boolean closeOnShutdown = true;
    private Duration graceTime = Duration.ofSeconds(30);
    private Duration lease = Duration.ofSeconds(15);
    private Duration pollInterval = Duration.ofSeconds(1);
    private int maxPayloadSize = 1024 * 1024;
    private int maxNodeDeaths = 3;
    private @Nullable Platform platform;

    RuntimeBuilder() {}

    /**
     * The store of all queues that name no other.
     *
     * @throws ConfigurationException if there is one already
     */
    public RuntimeBuilder store(Store store) {
        return put(Stores.UNNAMED, store);
    }

    /**
     * The store of the queues that name it, by {@code @Queue(store = …)}.
     *
     * @throws ConfigurationException if there is one of that name already
     * @throws IllegalArgumentException if the name is empty
     */
    public RuntimeBuilder store(String name, Store store) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("The name of a store must not be empty: leave it out");
        }
        return put(name, store);
    }

    private RuntimeBuilder put(String name, Store store) {
        if (stores.putIfAbsent(name, Objects.requireNonNull(store, "store")) != null) {
            throw new ConfigurationException(
                    "Two stores are given for the name \"" + name + "\": give each its own", null);
        }
        return this;
    }

    /**
     * Runs a queue's jobs on this node. The generated class of the queue makes the argument, by {@code with(…)}.
     *
     * @throws ConfigurationException if the queue has handlers already
     */
    public RuntimeBuilder handle(QueueHandlers handlers) {
        QueueDefinition queue = handlers.queue();
        if (this.handlers.putIfAbsent(queue.name() + "@" + queue.store(), handlers) != null) {
            throw new ConfigurationException("Handlers are given twice for queue \"" + queue + "\"", null);
        }
        return this;
    }

    /**
     * Keeps this runtime's jobs apart from those of other namespaces in the same store, such as those of another
     * environment or tenant; {@code default} by default.
     *
     * @param namespace lower-case letters, digits, {@code _}, {@code -} and {@code .}
     */
    public RuntimeBuilder namespace(String namespace) {
        this.namespace = Objects.requireNonNull(namespace, "namespace");
        return this;
    }

    /** Writes and reads payloads; by default Jackson 3 does. */
    public RuntimeBuilder codec(PayloadCodec codec) {
        this.codec = Objects.requireNonNull(codec, "codec");
        return this;
    }

    /** Asks an interceptor about each job that is added through this runtime, after those that were given before. */
    public RuntimeBuilder intercept(AddInterceptor interceptor) {
        addInterceptors.add(Objects.requireNonNull(interceptor, "interceptor"));
        return this;
    }

    /** Runs each attempt within an interceptor, which is within those that were given before. */
    public RuntimeBuilder intercept(RunInterceptor interceptor) {
        runInterceptors.add(Objects.requireNonNull(interceptor, "interceptor"));
        return this;
    }

    /**
     * Hands entries of the SLF4J MDC on, from the thread that adds a job to its handler, by entries of the same names
     * in the job's context. What is longer than {@value JobAddition#LONGEST_VALUE} characters is cut. The handler's
     * thread has its own MDC again afterwards.
     *
     * @throws IllegalArgumentException if a name is empty, too long, or {@code queue}, {@code job} or {@code jobId},
     *     which the runtime sets itself
     */
    public RuntimeBuilder propagateMdc(String... names) {
        MdcPropagation propagation = new MdcPropagation(names);
        addInterceptors.add(propagation);
        runInterceptors.add(propagation);
        return this;
    }

    /** Whether handlers run on virtual threads, which need JDK 21 or newer; false by default. */
    public RuntimeBuilder virtualThreads(boolean virtualThreads) {
        this.virtualThreads = virtualThreads;
        return this;
    }

    /**
     * Whether this node starts with all queues halted, to be run one by one by {@link QueueRuntime#run}; by default
     * what the system property {@value #PAUSED_PROPERTY} says, or false. Other nodes are not touched.
     */
    public RuntimeBuilder paused(boolean paused) {
        this.paused = paused;
        return this;
    }

    /**
     * Whether this runtime may become the default one, which the generated static methods use; true by default. The
     * first such runtime that is started is the default one until it is closed.
     */
    public RuntimeBuilder asDefault(boolean asDefault) {
        this.asDefault = asDefault;
        return this;
    }

    /**
     * Whether the runtime closes itself when the JVM is told to end (SIGTERM, {@code System.exit}); true by default.
     */
    public RuntimeBuilder closeOnShutdown(boolean closeOnShutdown) {
        this.closeOnShutdown = closeOnShutdown;
        return this;
    }

    /**
     * How long {@link QueueRuntime#close} waits for running handlers; 30 seconds by default.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public RuntimeBuilder graceTime(Duration graceTime) {
        if (graceTime.isNegative()) {
            throw new IllegalArgumentException("graceTime must not be negative, but is " + graceTime);
        }
        this.graceTime = graceTime;
        return this;
    }

    /**
     * How long this node is taken for alive without a heartbeat; 15 seconds by default. A heartbeat is sent three times
     * as often. The jobs of a node that dies are rescued when this time is over, at the latest a third of it later.
     *
     * @throws IllegalArgumentException if it is less than a second
     */
    public RuntimeBuilder lease(Duration lease) {
        this.lease = atLeast("lease", Duration.ofSeconds(1), lease);
        return this;
    }

    /**
     * How often a queue is looked at when nothing wakes its worker; a second by default. Jobs that are added through
     * this runtime wake it at once, so this is how late a job from elsewhere can be.
     *
     * @throws IllegalArgumentException if it is less than ten milliseconds
     */
    public RuntimeBuilder pollInterval(Duration pollInterval) {
        this.pollInterval = atLeast("pollInterval", Duration.ofMillis(10), pollInterval);
        return this;
    }

    private static Duration atLeast(String name, Duration least, Duration value) {
        if (value.compareTo(least) < 0) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", but is " + value);
        }
        return value;
    }

    /**
     * The largest payload that can be added, in bytes of its JSON; 1 MiB by default.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public RuntimeBuilder maxPayloadSize(int bytes) {
        this.maxPayloadSize = positive("maxPayloadSize", bytes);
        return this;
    }

    /**
     * How many nodes may die while they run a job before it becomes a dead letter; 3 by default. It is for the job that
     * kills its node; the death of a node costs a job no attempt.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public RuntimeBuilder maxNodeDeaths(int maxNodeDeaths) {
        this.maxNodeDeaths = positive("maxNodeDeaths", maxNodeDeaths);
        return this;
    }

    private static int positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, but is " + value);
        }
        return value;
    }

    /** Time and threads; by default those of the JVM. For tests and simulations. Is closed with the runtime. */
    public RuntimeBuilder platform(Platform platform) {
        this.platform = Objects.requireNonNull(platform, "platform");
        return this;
    }

    /**
     * Starts the node.
     *
     * @throws ConfigurationException if there is no store, a queue's store is missing, or what is asked for needs a
     *     newer JDK
     * @throws StoreException if a store cannot be opened; the message says why
     */
    public QueueRuntime start() {
        if (stores.isEmpty()) {
            throw new ConfigurationException(
                    "There is no store: give one by store(…), such as SqliteStore.at(path) or MemoryStore.create()",
                    null);
        }
        handlers.values().forEach(each -> {
            if (!stores.containsKey(each.queue().store())) {
                throw Stores.missing(each.queue());
            }
        });
        List<QueueDefinition> queues = DeclaredQueues.with(handlers.values());
        Platform threads = platform == null ? new SystemPlatform(virtualThreads) : platform;
        Map<String, Engine> engines = new LinkedHashMap<>();
        try {
            stores.forEach((name, store) -> engines.put(name, engine(name, store, threads)));
            QueueRuntime runtime = new QueueRuntime(engines, queues, codec, threads, graceTime, closeOnShutdown);
            engines.values().forEach(Engine::start);
            runtime.begin(asDefault);
            return runtime;
        } catch (RuntimeException e) {
            engines.values().forEach(engine -> threads.await(engine.stop(Duration.ZERO)));
            threads.close();
            throw e;
        }
    }

    private Engine engine(String name, Store store, Platform threads) {
        List<QueueHandlers> here = new ArrayList<>();
        for (QueueHandlers each : handlers.values()) {
            if (each.queue().store().equals(name)) {
                here.add(each);
            }
        }
        Predicate<QueueDefinition> halted = queue -> paused || !queue.runOnStartup();
        EngineSettings settings = new EngineSettings(lease, pollInterval, maxPayloadSize, maxNodeDeaths);
        StoreSession session = store.open(namespace);
        return new Engine(
                store.toString(),
                session,
                here,
                halted,
                codec,
                threads,
                settings,
                new Interceptors(addInterceptors, runInterceptors));
    }
}
