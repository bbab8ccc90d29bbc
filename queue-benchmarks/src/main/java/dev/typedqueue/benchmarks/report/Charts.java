package dev.typedqueue.benchmarks.report;

import dev.typedqueue.benchmarks.measure.Figure;
import dev.typedqueue.benchmarks.measure.Result;
import dev.typedqueue.benchmarks.measure.Sample;
import java.awt.Color;
import java.awt.Dimension;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.w3c.dom.Document;

/** Draws the comparison on PostgreSQL as SVG. */
final class Charts {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 420;

    private final Results results;
    private final Path folder;

    Charts(Results results, Path folder) {
        this.results = results;
        this.folder = folder;
    }

    void write() throws IOException {
        bars(
                results.group("drain").stream()
                        .filter(result -> result.condition().equals("1 process"))
                        .toList(),
                Result::system,
                "drain",
                "Jobs run a second by one process, from a backlog");
        bars(
                new RulesTable(results).rows(),
                Result::condition,
                "rules",
                "Jobs run a second by one process, with a rule");
        course("course", "old snapshot", "old-snapshot", "Jobs run a second, an old snapshot held in the middle");
        course("course", "mixed soak", "mixed-soak", "Jobs run a second, mixed soak");
        course("layouts", "old snapshot", "layouts-snapshot", "Jobs run a second, an old snapshot held in the middle");
        course("long", "old snapshot", "long-snapshot", "Jobs run a second, an old snapshot held for ten minutes");
    }

    private void bars(List<Result> all, Function<Result, String> label, String name, String title) throws IOException {
        List<Result> measured = all.stream()
                .filter(result -> result.sample(Figure.RATE).isPresent())
                .toList();
        if (measured.isEmpty()) {
            return;
        }
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .build();
        style(chart.getStyler());
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setXAxisLabelRotation(30);
        chart.getStyler().setAvailableSpaceFill(0.6);
        chart.getStyler().setYAxisDecimalPattern("#,###");
        chart.addSeries(
                "jobs a second",
                measured.stream().map(label).toList(),
                measured.stream()
                        .map(result ->
                                result.sample(Figure.RATE).map(Sample::median).orElseThrow())
                        .toList());
        save(chart, name);
    }

    /** The last round of each system, second by second; logarithmic, since they differ by orders of magnitude. */
    private void course(String group, String condition, String name, String title) throws IOException {
        List<Result> courses = results.group(group).stream()
                .filter(result ->
                        result.condition().equals(condition) && !result.series().isEmpty())
                .toList();
        if (courses.isEmpty()) {
            return;
        }
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("seconds")
                .yAxisTitle("jobs/s")
                .build();
        style(chart.getStyler());
        chart.getStyler().setYAxisLogarithmic(true);
        chart.getStyler().setYAxisDecimalPattern("#,###");
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        for (Result each : courses) {
            List<Double> series = each.series().get(each.series().size() - 1);
            chart.addSeries(
                            each.system(),
                            IntStream.rangeClosed(1, series.size()).boxed().toList(),
                            // A logarithmic axis has no zero.
                            series.stream().map(value -> Math.max(value, 1)).toList())
                    .setMarker(SeriesMarkers.NONE);
        }
        save(chart, name);
    }

    private static void style(Styler styler) {
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setChartTitleBoxVisible(false);
    }

    private void save(Chart<?, ?> chart, String name) throws IOException {
        SVGGraphics2D graphics = new SVGGraphics2D(document());
        graphics.setSVGCanvasSize(new Dimension(WIDTH, HEIGHT));
        chart.paint(graphics, WIDTH, HEIGHT);
        try (Writer file = Files.newBufferedWriter(folder.resolve(name + ".svg"))) {
            graphics.stream(file, true);
        }
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument("http://www.w3.org/2000/svg", "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }
}
