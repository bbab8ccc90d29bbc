package dev.typedqueue.reliability.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes the page and its figures; a part that was not run now stays as it was. */
public final class Report {

    private static final String BEGIN = "<!-- figures -->";
    private static final String END = "<!-- end of figures -->";

    private final JsonMapper json =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private final Path page;
    private final Path folder;
    private final Path simulation;

    /**
     * A run of trials.
     *
     * @param arguments what was asked for, as on the command line
     */
    public record Run(Machine machine, String arguments, long seed, List<TrialResult> trials) {}

    /**
     * A report below a folder.
     *
     * @param simulation where the simulation leaves its summary, if it was run
     */
    public Report(Path docs, Path simulation) {
        this.page = docs.resolve("reliability.md");
        this.folder = docs.resolve("reliability");
        this.simulation = simulation;
    }

    /** The page. */
    public Path page() {
        return page;
    }

    /** Takes the trials into the report. */
    public void faults(Run run) throws IOException {
        Files.createDirectories(folder);
        json.writeValue(folder.resolve("faults.json").toFile(), run);
        write();
    }

    /** Takes a soak into the report. */
    public void soak(SoakResult soak) throws IOException {
        Files.createDirectories(folder);
        json.writeValue(folder.resolve("soak.json").toFile(), soak);
        new SoakCharts(folder).write(soak);
        write();
    }

    /** The simulation is run by another module, and leaves its figures there. */
    private void takeSimulation() throws IOException {
        if (Files.exists(simulation)) {
            Files.copy(simulation, folder.resolve("simulation.json"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void write() throws IOException {
        takeSimulation();
        StringBuilder figures = new StringBuilder();
        Optional<Run> run = read("faults", Run.class);
        figures.append("## Faults\n\n")
                .append(run.map(each -> new FaultSection(each).text()).orElse("Not run.\n"))
                .append("\n## Simulation\n\n")
                .append(read("simulation", SimulationResult.class)
                        .map(each -> new SimulationSection(each).text())
                        .orElse("Not run.\n"))
                .append("\n## Soak\n\n")
                .append(read("soak", SoakResult.class)
                        .map(each -> new SoakSection(each).text())
                        .orElse("Not run.\n"));
        String old = Files.exists(page) ? Files.readString(page) : "# Reliability\n\n" + BEGIN + "\n" + END + "\n";
        int begin = old.indexOf(BEGIN);
        int end = old.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException(page + " lacks the lines " + BEGIN + " and " + END + ": restore them");
        }
        Files.writeString(
                page,
                old.substring(0, begin) + BEGIN + "\n\n" + figures.toString().strip() + "\n\n" + old.substring(end));
    }

    private <T> Optional<T> read(String name, Class<T> type) {
        Path file = folder.resolve(name + ".json");
        return Files.exists(file) ? Optional.of(json.readValue(file.toFile(), type)) : Optional.empty();
    }

    static String number(double number) {
        return String.format(Locale.ROOT, number == Math.rint(number) ? "%,.0f" : "%,.1f", number);
    }
}
