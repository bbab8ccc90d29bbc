package dev.typedqueue.reliability.report;

import dev.typedqueue.reliability.report.SoakResult.Course;
import dev.typedqueue.reliability.report.SoakResult.Sample;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The part of the page on the soak. */
record SoakSection(SoakResult soak) {

    String text() {
        StringBuilder text = new StringBuilder();
        text.append("Run on ").append(soak.machine());
        text.append(
                ". Two nodes on each database, all at once, add and run jobs: due at once, delayed, retried, unique and"
                        + " scheduled; completed ones are kept for half a minute. Means of the second and of the last quarter of"
                        + " the time: what grows or slows down shows there.\n\n");
        text.append("| database | minutes | heap after collection, MiB | tables or files, MiB | jobs/s |\n");
        text.append("| --- | ---: | ---: | ---: | ---: |\n");
        soak.courses().forEach(course -> text.append(row(course)));
        text.append('\n');
        for (String what : List.of("heap", "size", "rate")) {
            text.append("![").append(what).append("](reliability/").append(what).append(".svg)\n\n");
        }
        return text.toString();
    }

    private static String row(Course course) {
        List<Sample> samples = course.samples();
        double minutes = samples.get(samples.size() - 1).second() / 60;
        return "| %s | %s | %s | %s | %s |\n"
                .formatted(
                        course.store(),
                        Report.number(Math.rint(minutes)),
                        quarters(samples, Sample::heap),
                        quarters(samples, Sample::size),
                        quarters(samples, Sample::rate));
    }

    private static String quarters(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        return Report.number(mean(samples, 1, figure)) + " → " + Report.number(mean(samples, 3, figure));
    }

    private static double mean(List<Sample> samples, int quarter, ToDoubleFunction<Sample> figure) {
        int size = samples.size();
        double mean = samples.subList(size * quarter / 4, size * (quarter + 1) / 4).stream()
                .mapToDouble(figure)
                .average()
                .orElse(0);
        return Math.rint(mean * 10) / 10;
    }
}
