package dev.typedqueue.benchmarks.report;

import dev.typedqueue.benchmarks.measure.Sample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A table in Markdown: names on the left, figures on the right. */
final class Table {

    static final String NOTHING = "–";

    private final List<String> lines = new ArrayList<>();

    Table(List<String> columns) {
        lines.add("| | " + String.join(" | ", columns) + " |");
        lines.add("| --- |" + String.join("", Collections.nCopies(columns.size(), " ---: |")));
    }

    Table row(String name, List<String> values) {
        lines.add("| " + name + " | " + String.join(" | ", values) + " |");
        return this;
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }

    /** The median, and the range behind it if there were several rounds. */
    static String figure(Sample sample) {
        String median = number(sample.median());
        return sample.values().size() == 1
                ? median
                : "%s (%s–%s)".formatted(median, number(sample.least()), number(sample.greatest()));
    }

    static String figure(Optional<Sample> sample) {
        return sample.map(Table::figure).orElse(NOTHING);
    }

    /** The median alone. */
    static String median(Optional<Sample> sample) {
        return sample.map(value -> number(value.median())).orElse(NOTHING);
    }

    static String ratio(double ratio) {
        return String.format(Locale.ROOT, ratio >= 10 ? "%,.0f×" : ratio >= 1 ? "%.1f×" : "%.2f×", ratio);
    }

    static String number(double number) {
        double size = Math.abs(number);
        String format = size >= 100 || number == Math.rint(number)
                ? "%,.0f"
                : size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.4f";
        return String.format(Locale.ROOT, format, number);
    }
}
