package dev.typedqueue.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What holds for the code of every module. */
final class HouseRulesTest {

    private static final JavaClasses CLASSES = ProductionClasses.ALL;

    /** The places that give the rest of the code its time. */
    private static final Set<String> TIMEKEEPERS = Set.of(
            "dev.typedqueue.internal.engine.SystemPlatform",
            "dev.typedqueue.processor.QueueProcessor",
            "dev.typedqueue.store.memory.MemoryStore",
            "dev.typedqueue.store.sqlite.SqliteStore",
            "dev.typedqueue.store.postgres.PostgresStore");

    @Test
    void timeIsInjected() {
        noClasses()
                .that(describe("do not provide time", each -> !TIMEKEEPERS.contains(outermost(each))))
                .should()
                .accessTargetWhere(readsTheSystemsClock())
                .because("tests and simulations drive the code on a clock of their own")
                .check(CLASSES);
    }

    @Test
    void nothingSleeps() {
        noClasses()
                .should()
                .accessTargetWhere(describe("it sleeps", access -> is(access, "java.lang.Thread", "sleep")))
                .because("a wait has a condition that ends it")
                .check(CLASSES);
    }

    @Test
    void nothingPrints() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .because("what happens is logged through SLF4J")
                .check(CLASSES);
    }

    @Test
    void noNameIsEmpty() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        Stream<JavaPackage> packages = CLASSES.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(each -> !each.getName().startsWith("dev.typedqueue.annotation"));
        assertThat(packages)
                .allSatisfy(each -> assertThat(each.isAnnotatedWith(NullMarked.class))
                        .as("%s is @NullMarked", each.getName())
                        .isTrue());
    }

    @Test
    void theApiShowsNothingInternal() {
        Stream<String> leaks = CLASSES.stream()
                .filter(each -> !isInternal(each) && isPublicToTheOutermost(each))
                .flatMap(HouseRulesTest::internalTypesIn);
        assertThat(leaks).isEmpty();
    }

    private static Stream<String> internalTypesIn(JavaClass api) {
        Stream<String> supertypes = Stream.concat(api.getRawSuperclass().stream(), api.getRawInterfaces().stream())
                .filter(HouseRulesTest::isInternal)
                .map(type -> api.getName() + " is a " + type.getName());
        Stream<String> members = Stream.of(api.getMethods(), api.getConstructors(), api.getFields())
                .flatMap(Set::stream)
                .filter(HouseRulesTest::isVisible)
                .flatMap(member -> typesIn(member).stream()
                        .filter(HouseRulesTest::isInternal)
                        .map(type -> member.getFullName() + " shows " + type.getName()));
        return Stream.concat(supertypes, members);
    }

    private static List<JavaClass> typesIn(JavaMember member) {
        return member.getAllInvolvedRawTypes().stream().toList();
    }

    private static boolean isVisible(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static boolean isInternal(JavaClass each) {
        return each.getPackageName().startsWith("dev.typedqueue.internal")
                || each.getPackageName().startsWith("dev.typedqueue.processor")
                || each.getPackageName().startsWith("dev.typedqueue.store.jdbc");
    }

    private static boolean isPublicToTheOutermost(JavaClass each) {
        return each.getModifiers().contains(JavaModifier.PUBLIC)
                && each.getEnclosingClass()
                        .map(HouseRulesTest::isPublicToTheOutermost)
                        .orElse(true);
    }

    private static String outermost(JavaClass each) {
        return each.getEnclosingClass().map(HouseRulesTest::outermost).orElse(each.getName());
    }

    private static DescribedPredicate<JavaAccess<?>> readsTheSystemsClock() {
        return describe("it reads the system's clock", HouseRulesTest::readsTheSystemsClock);
    }

    private static boolean readsTheSystemsClock(JavaAccess<?> access) {
        return is(access, "java.lang.System", "currentTimeMillis")
                || is(access, "java.lang.System", "nanoTime")
                || is(access, "java.time.InstantSource", "system")
                || is(access, "java.time.Clock", "system.*|tick.*")
                || is(access, "java.util.Date", "<init>")
                || (is(access, "java.time\\..*", "now") && !takesAClock(access.getTarget()));
    }

    private static boolean takesAClock(AccessTarget target) {
        return target instanceof AccessTarget.CodeUnitAccessTarget method
                && method.getRawParameterTypes().stream().anyMatch(type -> type.isAssignableTo(InstantSource.class));
    }

    private static boolean is(JavaAccess<?> access, String owner, String name) {
        return access.getTargetOwner().getName().matches(owner)
                && access.getName().matches(name);
    }
}
