package dev.typedqueue.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.typedqueue.AddInterceptor;
import dev.typedqueue.AddResult;
import dev.typedqueue.Admission;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.RunInterceptor;
import dev.typedqueue.store.memory.MemoryStore;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What stands around the adding and the running of jobs. */
final class InterceptorExampleTest {

    /** Whose request or job a thread works for, as an application may keep it. */
    private static final class Tenant {
        private static final ThreadLocal<@Nullable String> CURRENT = new ThreadLocal<>();

        private static @Nullable String current() {
            return CURRENT.get();
        }

        private static void enter(@Nullable String tenant) {
            CURRENT.set(tenant);
        }

        private static void leave() {
            CURRENT.remove();
        }
    }

    // snippet: interceptors
    private final AddInterceptor rememberTenant = addition -> {
        String tenant = Tenant.current();
        if (tenant == null) {
            return Admission.refuse("nobody is logged in");
        }
        addition.put("tenant", tenant); // stored with the job
        return Admission.admit();
    };

    private final RunInterceptor enterTenant = (job, chain) -> {
        Tenant.enter(job.context().get("tenant"));
        try {
            chain.proceed(); // the rules and the handler
        } finally {
            Tenant.leave();
        }
    };
    // end

    private final AtomicReference<@Nullable String> seen = new AtomicReference<>();

    @AfterEach
    void leave() {
        Tenant.leave();
        MDC.clear();
    }

    @Test
    void aTenantIsHandedOnToTheHandler() {
        Backups handlers = (files, job) -> seen.set(Tenant.current());
        // snippet: intercept
        QueueRuntime runtime = QueueRuntime.builder()
                .store(MemoryStore.create())
                .intercept(rememberTenant)
                .intercept(enterTenant)
                .handle(BackupsQueue.with(handlers))
                .start();
        // end
        try (runtime) {
            assertThat(BackupsQueue.on(runtime).add(new BackUpPayload(List.of())))
                    .isEqualTo(new AddResult.Refused("nobody is logged in"));
            Tenant.enter("acme");
            BackupsQueue.on(runtime).add(new BackUpPayload(List.of()));
            await().until(() -> "acme".equals(seen.get()));
        }
    }

    @Test
    void entriesOfTheMdcAreHandedOnToTheHandler() {
        Backups handlers = (files, job) -> seen.set(MDC.get("requestId"));
        // snippet: mdc
        QueueRuntime runtime = QueueRuntime.builder()
                .store(MemoryStore.create())
                .propagateMdc("requestId", "tenant")
                .handle(BackupsQueue.with(handlers))
                .start();
        // end
        try (runtime) {
            MDC.put("requestId", "r-17");
            BackupsQueue.on(runtime).add(new BackUpPayload(List.of()));
            await().until(() -> "r-17".equals(seen.get()));
        }
    }
}
