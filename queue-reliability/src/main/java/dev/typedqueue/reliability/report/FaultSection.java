package dev.typedqueue.reliability.report;

import dev.typedqueue.reliability.check.Verdict;
import dev.typedqueue.reliability.report.Report.Run;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** The part of the page on faults. */
record FaultSection(Run run) {

    String text() {
        StringBuilder text = new StringBuilder();
        text.append("Run on ")
                .append(run.machine())
                .append(", with\n\n```\n")
                .append(command())
                .append("\n```\n\n");
        text.append("Together: ")
                .append(number(sum(Verdict::acknowledged)))
                .append(" acknowledged jobs, ")
                .append(number(sum(Verdict::lost)))
                .append(" lost, ")
                .append(number(sum(Verdict::staleAccepted)))
                .append(" stale writes accepted, ")
                .append(number(sum(Verdict::refused)))
                .append(" refused; ")
                .append(number(sum(Verdict::duplicates)))
                .append(" attempts repeated, of which ")
                .append(number(sum(Verdict::unexplained)))
                .append(" were not under way at a fault. ")
                .append(number(
                        run.trials().stream().mapToLong(TrialResult::faults).sum()))
                .append(" faults in ")
                .append(number(
                        run.trials().stream().mapToLong(TrialResult::seconds).sum() / 60.0))
                .append(" minutes.\n\n");
        text.append(
                "| fault | database | faults | acknowledged | attempts | lost | repeated | unexplained | stale refused"
                        + " | stale accepted | first outcome, s | rescue, s | bound, s | sound |\n");
        text.append("| --- | --- |" + " ---: |".repeat(11) + " --- |\n");
        run.trials().forEach(trial -> text.append(row(trial)));
        text.append('\n');
        descriptions()
                .forEach((name, description) -> text.append("- **")
                        .append(name)
                        .append("**: ")
                        .append(description)
                        .append(".\n"));
        run.trials().forEach(trial -> text.append(remarks(trial)));
        return text.toString();
    }

    /** With the seed, so that it can be run again as it was. */
    private String command() {
        String arguments = run.arguments().contains("--seed=")
                ? run.arguments()
                : (run.arguments() + " --seed=" + run.seed()).strip();
        return "mvn -Preliability -pl queue-reliability -am verify -DskipTests \"-Dreliability.arguments=" + arguments
                + "\"";
    }

    private long sum(ToLongFunction<Verdict> figure) {
        return run.trials().stream()
                .map(TrialResult::verdict)
                .flatMap(Stream::ofNullable)
                .mapToLong(figure)
                .sum();
    }

    private static String row(TrialResult trial) {
        Verdict verdict = trial.verdict();
        if (verdict == null) {
            return "| %s | %s |%s %s |\n"
                    .formatted(
                            trial.scenario(), trial.store(), " – |".repeat(11), trial.isRun() ? "**no**" : "not run");
        }
        return "| "
                + String.join(
                        " | ",
                        trial.scenario(),
                        trial.store(),
                        number(trial.faults()),
                        number(verdict.acknowledged()),
                        number(verdict.attempts()),
                        number(verdict.lost()),
                        number(verdict.duplicates()),
                        number(verdict.unexplained()),
                        number(verdict.refused()),
                        number(verdict.staleAccepted()),
                        seconds(verdict.firstOutcome(), trial.bound()),
                        seconds(verdict.rescue(), trial.bound()),
                        seconds(trial.bound(), trial.bound()),
                        trial.isSound() ? "yes" : "**no**")
                + " |\n";
    }

    private Map<String, String> descriptions() {
        Map<String, String> descriptions = new LinkedHashMap<>();
        run.trials().forEach(trial -> descriptions.put(trial.scenario(), trial.description()));
        return descriptions;
    }

    private static String remarks(TrialResult trial) {
        StringBuilder text = new StringBuilder();
        List<String> violations =
                trial.verdict() == null ? List.of() : trial.verdict().violations();
        String name = "- " + trial.scenario() + ", " + trial.store() + ": ";
        if (trial.failure() != null) {
            text.append(name).append("**").append(trial.failure()).append("**\n");
        }
        violations.forEach(each -> text.append(name).append("**").append(each).append("**\n"));
        if (trial.repetitions() > 0) {
            text.append(name).append(number(trial.repetitions())).append(" times\n");
        }
        if (trial.verdict() != null && trial.verdict().condemned() > 0) {
            text.append(name)
                    .append(number(trial.verdict().condemned()))
                    .append(
                            " other jobs ran beside the killing one at three deaths, and became dead letters with it\n");
        }
        trial.remarks().forEach(each -> text.append(name).append(each).append('\n'));
        return text.toString();
    }

    private static String seconds(long milliseconds, long bound) {
        String text = String.format(Locale.ROOT, "%.1f", milliseconds / 1000.0);
        return milliseconds <= bound ? text : "**" + text + "**";
    }

    private static String number(long number) {
        return Report.number((double) number);
    }

    private static String number(double number) {
        return Report.number(number);
    }
}
