package dev.typedqueue.reliability.report;

import dev.typedqueue.reliability.report.SoakResult.Course;
import dev.typedqueue.reliability.report.SoakResult.Sample;
import java.awt.Color;
import java.awt.Dimension;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.w3c.dom.Document;

/** Draws the courses of a soak as SVG. */
final class SoakCharts {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 320;

    private final Path folder;

    SoakCharts(Path folder) {
        this.folder = folder;
    }

    void write(SoakResult soak) throws IOException {
        draw(soak, "heap", "Heap of a node after a collection of garbage, MiB", Sample::heap);
        draw(soak, "size", "Tables with their indexes, or files, MiB", Sample::size);
        draw(soak, "rate", "Jobs run a second", Sample::rate);
    }

    private void draw(SoakResult soak, String name, String title, Function<Sample, Double> figure) throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("minutes")
                .build();
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setChartTitleBoxVisible(false);
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setYAxisDecimalPattern("#,###");
        for (Course course : soak.courses()) {
            List<Sample> samples = course.samples();
            chart.addSeries(
                            course.store(),
                            samples.stream().map(sample -> sample.second() / 60).toList(),
                            samples.stream().map(figure).toList())
                    .setMarker(SeriesMarkers.NONE);
        }
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
