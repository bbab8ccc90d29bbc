package dev.typedqueue.internal.engine;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What is logged while it is open. */
final class EngineLog implements AutoCloseable {

    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.typedqueue");
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private final Level before = logger.getLevel();

    EngineLog() {
        this(Level.INFO);
    }

    EngineLog(Level level) {
        appender.start();
        logger.setLevel(level);
        logger.setAdditive(false);
        logger.addAppender(appender);
    }

    List<String> all() {
        return appender.list.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    /** All lines with the messages of all exceptions. */
    List<String> withFailures() {
        List<String> lines = new ArrayList<>(all());
        for (ILoggingEvent event : appender.list) {
            for (IThrowableProxy failure = event.getThrowableProxy(); failure != null; failure = failure.getCause()) {
                lines.add(failure.getClassName() + ": " + failure.getMessage());
            }
        }
        return lines;
    }

    List<String> containing(String text) {
        return all().stream().filter(line -> line.contains(text)).toList();
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setAdditive(true);
        logger.setLevel(before);
    }
}
