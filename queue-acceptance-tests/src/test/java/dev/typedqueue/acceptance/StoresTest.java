package dev.typedqueue.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.typedqueue.ConfigurationException;
import dev.typedqueue.JobFilter;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.spi.Store;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

/** {@code external: true}, {@code database: {provider, name}}, and rows scoped by environment. */
final class StoresTest extends AcceptanceTest {

    @Test
    void externalQueues() throws Exception {
        Journal<InvoicePayload> sent = new Journal<>();
        Store billing = newStore();
        QueueRuntime shop = start(node().store("billing", billing));
        JobId id = InvoicesQueue.add(new InvoicePayload(1)).id();
        assertThat(find(shop, id).state()).isEqualTo(JobState.READY);

        start(node(InvoicesOfBillingQueue.with(sent::write)).store(billing));

        assertThat(sent.next()).isEqualTo(new InvoicePayload(1));
        awaitState(shop, id, JobState.COMPLETED);
    }

    @Test
    void anExternalQueueCannotBeGivenHandlers() {
        assertThat(ErrandsQueue.class.getDeclaredMethods())
                .extracting(Method::getName)
                .contains("with");
        assertThat(InvoicesQueue.class.getDeclaredMethods())
                .extracting(Method::getName)
                .contains("add")
                .doesNotContain("with");
    }

    @Test
    void severalNamedStores() throws Exception {
        Journal<String> archived = new Journal<>();
        Journal<String> run = new Journal<>();
        Store archive = newStore();
        QueueRuntime node =
                start(node(DocumentsQueue.with(archived::write), ErrandsQueue.with((errand, job) -> run.write(errand)))
                        .store(store())
                        .store("archive", archive));

        JobId document =
                DocumentsQueue.add(new ArchiveDocumentPayload("contract")).id();
        JobId errand = ErrandsQueue.add(new RunErrandPayload("milk")).id();

        assertThat(archived.next()).isEqualTo("contract");
        assertThat(run.next()).isEqualTo("milk");
        awaitState(node, document, JobState.COMPLETED);
        awaitState(node, errand, JobState.COMPLETED);
        assertThat(start(node().store(archive)).jobs().list(JobFilter.all()))
                .extracting(job -> job.id())
                .containsExactly(document);
        assertThat(start(node().store(store())).jobs().list(JobFilter.all()))
                .extracting(job -> job.id())
                .containsExactly(errand);
    }

    @Test
    void aNameThatTwoStoresHaveMeansBoth() throws Exception {
        Journal<InvoicePayload> sent = new Journal<>();
        Store billing = newStore();
        QueueRuntime node = start(
                node(InvoicesOfBillingQueue.with(sent::write)).store(store()).store("billing", billing));
        node.queues().pause("invoices", "Ada");

        InvoicesQueue.add(new InvoicePayload(1));
        InvoicesOfBillingQueue.add(new InvoicePayload(2));

        assertThat(node.queues().pauses()).hasSize(2);
        assertThat(node.queues().count("invoices")).containsEntry(JobState.READY, 2L);
        node.queues().resume("invoices");
        assertThat(sent.next()).isEqualTo(new InvoicePayload(2));
        assertThat(start(node().store(billing)).queues().count("invoices")).containsEntry(JobState.READY, 1L);
    }

    @Test
    void oneNodeRunsQueuesOfOneNameInTwoStores() throws Exception {
        Journal<String> resized = new Journal<>();
        Journal<String> scaled = new Journal<>();
        start(node(
                        LastReleaseQueue.with(new LastRelease() {
                            @Override
                            public void resize(ImagePayload payload) {
                                resized.write(payload.image());
                            }

                            @Override
                            public void upload(DocumentPayload payload) {}
                        }),
                        NextReleaseQueue.with(payload -> scaled.write(payload.image())))
                .store("last", store())
                .store("next", newStore()));

        LastReleaseQueue.add(new LastRelease.ImagePayload("logo"));
        NextReleaseQueue.add(new NextRelease.PicturePayload("photo"));

        assertThat(resized.next()).isEqualTo("logo");
        assertThat(scaled.next()).isEqualTo("photo");
        assertThatThrownBy(() -> node(NextReleaseQueue.with(payload -> {}), NextReleaseQueue.with(payload -> {})))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("\"deployed\"");
    }

    @Test
    void aQueueWhoseStoreIsMissingIsNamed() {
        start();

        assertThatThrownBy(() -> DocumentsQueue.add(new ArchiveDocumentPayload("contract")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("\"documents\"")
                .hasMessageContaining(Documents.class.getName())
                .hasMessageContaining("store(\"archive\", …)");
        assertThatThrownBy(() -> start(DocumentsQueue.with(title -> {})))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("store(\"archive\", …)");
    }

    @Test
    void rowsAreScopedByEnvironment() throws Exception {
        Journal<String> run = new Journal<>();
        QueueRuntime production = start(node(ErrandsQueue.with((errand, job) -> run.write("production: " + errand)))
                .store(store())
                .namespace("production"));
        QueueRuntime staging = start(node(ErrandsQueue.with((errand, job) -> run.write("staging: " + errand)))
                .store(store())
                .namespace("staging"));

        JobId id = ErrandsQueue.on(staging).add(new RunErrandPayload("milk")).id();

        assertThat(run.next()).isEqualTo("staging: milk");
        awaitState(staging, id, JobState.COMPLETED);
        assertThat(production.jobs().list(JobFilter.all())).isEmpty();
        assertThat(production.jobs().find(id)).isEmpty();
        assertThat(production.jobs().delete(id)).isFalse();
        ErrandsQueue.on(production).add(new RunErrandPayload("bread"));
        assertThat(run.next()).isEqualTo("production: bread");
    }
}
