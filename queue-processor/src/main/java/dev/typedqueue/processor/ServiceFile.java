package dev.typedqueue.processor;

import java.io.IOException;
import java.io.Writer;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.annotation.processing.Filer;
import javax.tools.StandardLocation;

/**
 * The list of a module's queues. The compiler may be run on a part of the module's files, so that what earlier runs
 * wrote is kept, as long as its class is there.
 */
final class ServiceFile {

    static final String NAME = "META-INF/services/dev.typedqueue.spi.QueueProvider";

    private final Filer filer;

    ServiceFile(Filer filer) {
        this.filer = filer;
    }

    /**
     * Adds services to the file, and removes those that are gone.
     *
     * @param services the services of the queues that were compiled
     * @param compiled the services that would come from the types that were compiled, if each were a queue
     */
    void update(List<String> services, Collection<String> compiled) throws IOException {
        Set<String> lines = new TreeSet<>(services);
        for (String earlier : earlier()) {
            if (!compiled.contains(earlier) && exists(earlier)) {
                lines.add(earlier);
            }
        }
        try (Writer writer =
                filer.createResource(StandardLocation.CLASS_OUTPUT, "", NAME).openWriter()) {
            writer.write(String.join("\n", lines) + "\n");
        }
    }

    private List<String> earlier() {
        try {
            CharSequence text =
                    filer.getResource(StandardLocation.CLASS_OUTPUT, "", NAME).getCharContent(true);
            return text.toString()
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException | IllegalArgumentException none) {
            return List.of(); // This is how compilers say that there is no file yet.
        }
    }

    private boolean exists(String service) {
        int dot = service.lastIndexOf('.');
        String packageName = dot < 0 ? "" : service.substring(0, dot);
        String file = service.substring(dot + 1) + ".class";
        try {
            filer.getResource(StandardLocation.CLASS_OUTPUT, packageName, file)
                    .openInputStream()
                    .close();
            return true;
        } catch (IOException | IllegalArgumentException gone) {
            return false;
        }
    }
}
