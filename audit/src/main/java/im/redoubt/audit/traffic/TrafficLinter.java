package im.redoubt.audit.traffic;

import im.redoubt.audit.Finding;
import im.redoubt.audit.Report;
import im.redoubt.audit.Rule;
import im.redoubt.audit.Unread;
import im.redoubt.xml.ParsedElement;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.function.ObjLongConsumer;

/**
 * Reads one capture and reports what is wrong in it.
 *
 * <p>It looks for elements wherever they stand, so a document, a stream in both directions and a log are the same to it. What
 * begins like a stanza and is none is reported with its line, and reading goes on right behind its first character.
 *
 * <p>Guarantee: at most a few MiB are in memory, however long the capture is, and all of it is read a bounded number of times.
 */
public final class TrafficLinter {
    /** Bytes that may be read again for each that is read for the first time, since what failed may have something whole inside. */
    private static final int AGAIN = 8;

    private static final long AGAIN_AT_FIRST = 16L << 20;
    private static final int MOST_UNREAD = 100;
    private static final int LONGEST_NAME = 24;
    private static final int LONGEST_COMMENT = 1 << 20;

    private static final Set<String> STANZAS = Set.of("message", "presence", "iq");
    private static final Set<String> NEGOTIATION =
            Set.of("auth", "authenticate", "starttls", "proceed", "features", "open");

    private static final Set<String> NAMESPACES =
            Set.of("jabber:client", "jabber:server", "", "jabber:component:accept", "jabber:component:connect");

    private final String file;
    private final Window window;
    private final Report report;
    private final Attempt attempt;
    private final StanzaRules stanzas;
    private final SessionRules session;
    private long tried;
    private long withoutCommentEnd;
    private long lastUnread;
    private int unread;
    private boolean anything;

    private TrafficLinter(String file, InputStream in, CapturePoint point, Report report) {
        this.file = file;
        this.window = new Window(in);
        this.report = report;
        this.attempt = new Attempt(window);
        ObjLongConsumer<Rule> found = (rule, line) -> report.found(new Finding(file, line, rule));
        this.stanzas = new StanzaRules(found);
        this.session = new SessionRules(point, found);
    }

    /**
     * Reads a capture to its end.
     *
     * @param file what to call it
     * @param in its bytes in UTF-8; not closed
     * @param point where it was taken
     * @param report is told what is found, in the order of the capture
     * @throws IOException if the bytes cannot be read
     */
    public static void read(String file, InputStream in, CapturePoint point, Report report) throws IOException {
        new TrafficLinter(file, in, point, report).run();
    }

    private void run() throws IOException {
        if (isOtherEncoding()) {
            report.unread(new Unread(file, 1, "this is not text in UTF-8"));
            return;
        }
        while (window.toOpening()) {
            Optional<Encoding> encoding = Encoding.at(window);
            window.skip(encoding.isPresent() ? taken(encoding.get()) : 1);
        }
        if (!anything) {
            report.unread(new Unread(file, 0, "there is no stanza in it"));
        }
    }

    private boolean isOtherEncoding() throws IOException {
        return window.has(1)
                && ((window.at(0) >= 0xFE && window.at(1) >= 0xFE) || window.at(0) == 0 || window.at(1) == 0);
    }

    /** Reads what begins here; returns how many bytes are done with. */
    private int taken(Encoding encoding) throws IOException {
        if (encoding == Encoding.PLAIN && window.is(0, "<!--")) {
            return comment();
        }
        String name = name(encoding.openingLength());
        if (STANZAS.contains(name)) {
            return stanza(encoding);
        }
        String local = name.substring(name.indexOf(':') + 1);
        if (NEGOTIATION.contains(local)) {
            return negotiation(encoding);
        }
        if (local.equals("stream")) {
            return name.startsWith("/") ? closed(name) : header(encoding);
        }
        return 1;
    }

    // Where no end was found none is looked for again.
    private int comment() throws IOException {
        if (window.passed() < withoutCommentEnd) {
            return 1;
        }
        int end = window.find("-->", 4, LONGEST_COMMENT);
        if (end < 0) {
            withoutCommentEnd = window.passed() + LONGEST_COMMENT;
            return 1;
        }
        return end + 3;
    }

    private int closed(String name) {
        if (name.indexOf(':') > 0) {
            session.closed();
        }
        return 1;
    }

    // What is none of ours is left to be looked into.
    private int header(Encoding encoding) throws IOException {
        Attempt.Result result = attempt.header(encoding);
        tried += result.length();
        if (!(result instanceof Attempt.Header header) || !session.header(header.opened())) {
            return 1;
        }
        anything = true;
        if (encoding == Encoding.PLAIN) {
            attempt.around(header.length());
        }
        return header.length();
    }

    private int negotiation(Encoding encoding) throws IOException {
        if (tried > AGAIN * window.passed() + AGAIN_AT_FIRST) {
            return 1;
        }
        Attempt.Result result = attempt.element(encoding);
        tried += result.length();
        if (!(result instanceof Attempt.Whole whole)
                || !session.negotiation(whole.element().toElement(), window.line(0))) {
            return 1;
        }
        anything = true;
        return whole.length();
    }

    private int stanza(Encoding encoding) throws IOException {
        if (!looksLikeMarkup(encoding)) {
            return 1;
        }
        Attempt.Result result = attempt.element(encoding);
        tried += result.length();
        return switch (result) {
            case Attempt.Whole whole when isOther(whole.element()) -> 1;
            case Attempt.Whole whole -> {
                anything = true;
                Captured captured = captured(encoding, whole);
                session.stanza(captured.element(), captured.line());
                stanzas.look(captured);
                yield whole.length();
            }
            case Attempt.Broken broken -> {
                unread("broken XML (" + broken.violation().detail() + ")");
                yield failed(broken.length());
            }
            case Attempt.Cut cut -> {
                unread("a stanza without an end");
                yield failed(cut.length());
            }
            case Attempt.Header header -> header.length();
        };
    }

    // In prose about a message in angle brackets text follows at once.
    private boolean looksLikeMarkup(Encoding encoding) throws IOException {
        int ahead = encoding.openingLength();
        while (window.has(ahead) && Character.isLetter(window.at(ahead))) {
            ahead++;
        }
        if (window.has(ahead) && window.at(ahead) == '>') {
            int next = window.has(ahead + 1) ? window.at(ahead + 1) : ' ';
            return next == '<' || next == '\r' || next == '\n';
        }
        return window.has(ahead);
    }

    /** Other XML also has messages; in them something may stand that was captured. */
    private static boolean isOther(ParsedElement element) {
        return !NAMESPACES.contains(element.name().namespace()) || isWrapper(element);
    }

    private static boolean isWrapper(ParsedElement element) {
        return element.attributes().isEmpty()
                && element.name().local().equals("message")
                && element.content().children().stream()
                        .noneMatch(child -> child.local().equals("body"))
                && !element.content().text().isBlank();
    }

    private int failed(int length) {
        anything = true;
        return tried > AGAIN * window.passed() + AGAIN_AT_FIRST ? length : 1;
    }

    private void unread(String why) {
        long line = window.line(0);
        if (line == lastUnread || unread > MOST_UNREAD) {
            return;
        }
        lastUnread = line;
        unread++;
        report.unread(
                new Unread(file, line, unread > MOST_UNREAD ? "from here on there is more that cannot be read" : why));
    }

    private Captured captured(Encoding encoding, Attempt.Whole whole) throws IOException {
        int end = whole.length();
        int body = window.find(encoding.tag("body"), 1, end);
        int status = window.find(encoding.tag("status"), 1, end);
        return new Captured(
                whole.element().toElement(),
                window.line(0),
                window.line(Math.max(body, 0)),
                window.line(Math.max(status, 0)));
    }

    private String name(int start) throws IOException {
        StringBuilder name = new StringBuilder();
        for (int i = start; i < start + LONGEST_NAME && window.has(i); i++) {
            int c = window.at(i);
            if (!(c < 128 && (Character.isLetter(c) || c == ':' || c == '/'))) {
                return name.toString();
            }
            name.append((char) c);
        }
        return "";
    }
}
