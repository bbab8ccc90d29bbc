package dev.typedqueue.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import dev.typedqueue.spi.StoredText;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Dependencies point one way: annotations, cron ← processor; annotations, cron ← runtime ← stores, test. */
final class DependencyTest {

    private static final JavaClasses CLASSES = ProductionClasses.ALL;
    private static final String[] JDK = {"java..", "javax.."};

    @Test
    void everyModuleIsLookedAt() {
        List<String> modules = List.of(
                "dev.typedqueue.annotation",
                "dev.typedqueue.cron",
                "dev.typedqueue",
                "dev.typedqueue.definition",
                "dev.typedqueue.spi",
                "dev.typedqueue.internal.engine",
                "dev.typedqueue.store.memory",
                "dev.typedqueue.store.jdbc",
                "dev.typedqueue.store.sqlite",
                "dev.typedqueue.store.postgres",
                "dev.typedqueue.processor",
                "dev.typedqueue.test",
                "dev.typedqueue.test.conformance",
                "dev.typedqueue.test.simulation");
        assertThat(modules)
                .allSatisfy(name -> assertThat(CLASSES.containPackage(name))
                        .as("classes in %s", name)
                        .isTrue());
    }

    @Test
    void theAnnotationsStandAlone() {
        classes()
                .that()
                .resideInAPackage("dev.typedqueue.annotation..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAPackage("dev.typedqueue.annotation..").or(resideInAnyPackage(JDK)))
                .check(CLASSES);
    }

    @Test
    void cronExpressionsKnowNothingOfQueues() {
        noClasses()
                .that()
                .resideInAPackage("dev.typedqueue.cron..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.typedqueue..").and(resideOutsideOfPackage("dev.typedqueue.cron..")))
                .check(CLASSES);
    }

    @Test
    void cronExpressionsAreReadInOnePlaceAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.typedqueue.cron..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.cronutils..")
                .check(CLASSES);
    }

    @Test
    void theProcessorKnowsTheAnnotationsAndCronExpressionsAlone() {
        noClasses()
                .that()
                .resideInAPackage("dev.typedqueue.processor..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.typedqueue..")
                        .and(describe("are of the runtime", DependencyTest::isOfTheRuntime)))
                .check(CLASSES);
    }

    private static boolean isOfTheRuntime(JavaClass each) {
        String name = each.getPackageName();
        return !name.startsWith("dev.typedqueue.annotation")
                && !name.startsWith("dev.typedqueue.cron")
                && !name.startsWith("dev.typedqueue.processor");
    }

    @Test
    void nothingAtRunTimeKnowsTheProcessor() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.typedqueue.processor..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.typedqueue.processor..")
                .check(CLASSES);
    }

    @Test
    void theEngineNamesNoStore() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.typedqueue",
                        "dev.typedqueue.definition..",
                        "dev.typedqueue.spi..",
                        "dev.typedqueue.internal..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.typedqueue.store..")
                .check(CLASSES);
    }

    @Test
    void noStoreNamesTheEngine() {
        noClasses()
                .that()
                .resideInAPackage("dev.typedqueue.store..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.typedqueue.internal..")
                .check(CLASSES);
    }

    @Test
    void noStoreKnowsAnotherButThoseInSqlDatabasesShareSomething() {
        slices().matching("dev.typedqueue.store.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(
                        resideInAnyPackage("dev.typedqueue.store.sqlite", "dev.typedqueue.store.postgres"),
                        resideInAPackage("dev.typedqueue.store.jdbc"))
                .check(CLASSES);
    }

    @Test
    void definitionsAreDataThatKnowsNeitherEngineNorStores() {
        noClasses()
                .that()
                .resideInAPackage("dev.typedqueue.definition..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.typedqueue.internal..", "dev.typedqueue.spi..", "dev.typedqueue.store..")
                .check(CLASSES);
    }

    @Test
    void theStoreInterfaceKnowsNothingBehindIt() {
        noClasses()
                .that()
                .resideInAPackage("dev.typedqueue.spi..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.typedqueue.internal..", "dev.typedqueue.store..")
                .check(CLASSES);
    }

    @Test
    void theTestKitUsesWhatEveryoneCanUse() {
        noClasses()
                .that()
                .resideInAPackage("dev.typedqueue.test..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.typedqueue.internal..")
                .check(CLASSES);
    }

    @Test
    void payloadsAreJsonInOnePlaceAloneAndStoredCollectionsInAnother() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.typedqueue.internal.payload..")
                .and()
                .doNotBelongToAnyOf(StoredText.class)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("tools.jackson..", "com.fasterxml.jackson..")
                .check(CLASSES);
    }

    @Test
    void internalPackagesAndThoseOfTheProcessorFormNoCycles() {
        slices().matching("dev.typedqueue.internal.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
        slices().matching("dev.typedqueue.processor.(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(CLASSES);
    }
}
