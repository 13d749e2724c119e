package im.redoubt.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import im.redoubt.server.settings.LogLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets logback up: one line for each message on standard error. Found by logback as a service, so that it never looks
 * for a file, and no file on the class path can switch on more than is meant.
 */
public final class QuickLogging extends ContextAwareBase implements Configurator {
    /** Line breaks within a message are shown as a space: nobody forges a line of the log with a name. */
    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0}: "
            + "%replace(%msg){'[\\r\\n\\u0085\\u2028\\u2029\\x00-\\x1f\\x7f]+',' '}%n";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setName("stderr");
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        Sparing sparing = new Sparing();
        sparing.setContext(context);
        sparing.start();
        appender.addFilter(sparing);
        appender.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /**
     * Sets how much our own classes say; libraries say what is wrong only.
     *
     * @param level how much
     */
    public static void level(LogLevel level) {
        if (LoggerFactory.getLogger("im.redoubt") instanceof ch.qos.logback.classic.Logger ours) {
            ours.setLevel(Level.valueOf(level.name()));
        }
    }
}
