package dev.typedqueue.processor.validation;

import com.palantir.javapoet.TypeName;
import dev.typedqueue.processor.model.RetryModel;
import dev.typedqueue.processor.model.RetryModel.ExceptionClass;
import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The exceptions that a {@code @Retry} names: each once, and none of them every failure. */
final class ExceptionsCheck {

    private static final Set<String> EVERYTHING = Set.of("java.lang.Throwable", "java.lang.Exception");

    private final Map<TypeName, Group> groups = new HashMap<>();
    private final Reporter reporter;

    private ExceptionsCheck(Reporter reporter) {
        this.reporter = reporter;
    }

    /** The exceptions that are named together, and what to write where they are all that there are. */
    private record Group(String member, List<ExceptionClass> exceptions, String insteadOfEverything) {}

    static void check(RetryModel retry, Reporter reporter) {
        List<Group> all = new ArrayList<>();
        all.add(new Group("stopOn", retry.stopOn(), "No job would be tried again. Write maxAttempts = 1 instead."));
        all.add(new Group("requeueOn", retry.requeueOn(), "No attempt would ever count. Name what passes by itself."));
        for (RetryModel.On on : retry.on()) {
            all.add(new Group(
                    "@Retry.On", on.exceptions(), "The delays of @Retry would have no effect. Write these there."));
        }
        new ExceptionsCheck(reporter).check(all);
    }

    private void check(List<Group> all) {
        Set<ExceptionClass> repeated = new HashSet<>();
        for (Group group : all) {
            for (ExceptionClass each : group.exceptions()) {
                Group earlier = groups.putIfAbsent(each.type(), group);
                if (EVERYTHING.contains(each.type().toString())) {
                    report(each, group, ", which every failure is", group.insteadOfEverything());
                } else if (earlier != null && earlier.member().equals(group.member())) {
                    report(each, group, " twice", "Once is enough. Remove one of them.");
                    repeated.add(each);
                } else if (earlier != null) {
                    report(
                            each,
                            group,
                            ", and so does " + earlier.member(),
                            "A job cannot do both. Remove one of them.");
                    repeated.add(each);
                }
            }
        }
        all.forEach(group -> group.exceptions().stream()
                .filter(each -> !repeated.contains(each))
                .forEach(each -> ancestors(each, group)));
    }

    private void ancestors(ExceptionClass each, Group group) {
        Optional<TypeName> nearest =
                each.ancestors().stream().filter(groups::containsKey).findFirst();
        nearest.filter(above -> Objects.equals(groups.get(above), group))
                .filter(above -> !EVERYTHING.contains(above.toString()))
                .ifPresent(above -> report(
                        each,
                        group,
                        " and its superclass " + Words.simple(above),
                        "Subclasses are included. Remove it."));
    }

    private void report(ExceptionClass each, Group group, String what, String remedy) {
        reporter.report(
                Problem.RETRY_EXCEPTION, each.position(), group.member(), Words.simple(each.type()), what, remedy);
    }
}
