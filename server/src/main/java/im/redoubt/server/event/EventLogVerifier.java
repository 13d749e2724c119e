package im.redoubt.server.event;

import im.redoubt.server.event.Verification.Fault;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks that the lines of the log are those that were written.
 *
 * <p>What it proves: every line but the last names the one before by its SHA-256, so a line cannot be changed, taken away,
 * put in or moved without changing all that follow; and the saved head gives away a log that was cut at its end. What it
 * does not prove: whoever may write the files may write all of them anew, chain and saved head. A key in the same
 * directory would be no obstacle to that, so the chain has none. Against it helps a head that was kept elsewhere (the
 * metrics give its number, {@link EventLog#head()} the whole), which {@link #verify(Path, List)} takes.
 *
 * <p>Where lines were missing at a start, the chain goes on from the saved head, so the hole stays visible for ever.
 */
public final class EventLogVerifier {

    private final List<ChainHead> heads;
    private ChainHead at = ChainHead.NONE;
    private long first;

    private EventLogVerifier(List<ChainHead> heads) {
        this.heads = heads;
    }

    /**
     * Checks a log against itself and its saved head. The service may be running.
     *
     * @param directory the directory of the log
     * @return what was found, up to the first fault
     * @throws UncheckedIOException if a file cannot be read
     */
    public static Verification verify(Path directory) {
        return verify(directory, List.of());
    }

    /**
     * Checks a log also against heads that were kept elsewhere.
     *
     * @param directory the directory of the log
     * @param kept heads as {@link EventLog#head()} gave them
     * @return what was found, up to the first fault
     * @throws UncheckedIOException if a file cannot be read
     */
    public static Verification verify(Path directory, List<ChainHead> kept) {
        ChainFiles files = new ChainFiles(directory);
        try {
            // The saved head first: a running service may add lines behind it, but takes none away.
            List<ChainHead> heads = new ArrayList<>(kept);
            files.savedHead().ifPresent(heads::add);
            return new EventLogVerifier(heads).verify(files);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the security events in " + directory, e);
        }
    }

    private Verification verify(ChainFiles files) throws IOException {
        Path last = files.current();
        long lines = 0;
        for (Path file : files.oldestFirst()) {
            last = file;
            lines = 0;
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                for (Optional<String> line = readLine(in); line.isPresent(); line = readLine(in)) {
                    lines++;
                    Optional<Fault> fault = check(line.get());
                    if (fault.isPresent()) {
                        return new Verification.Broken(file, lines, fault.get());
                    }
                }
            }
        }
        long end = at.sequence();
        if (heads.stream().anyMatch(head -> head.sequence() > end)) {
            return new Verification.Broken(last, lines + 1, Fault.ENDS_EARLY);
        }
        return end == 0 ? new Verification.Empty() : new Verification.Intact(first, at);
    }

    /** Checks one line, which still has its end, and goes on to it. */
    private Optional<Fault> check(String line) {
        if (!line.endsWith("\n")) {
            return Optional.of(line.length() > ChainFiles.LONGEST_LINE ? Fault.NOT_AN_EVENT : Fault.TORN);
        }
        String text = line.substring(0, line.length() - 1);
        Optional<EventLine.Link> found = EventLine.link(text);
        if (found.isEmpty()) {
            return Optional.of(Fault.NOT_AN_EVENT);
        }
        EventLine.Link link = found.get();
        boolean begins = at.sequence() == 0;
        if (begins ? link.sequence() < 1 : link.sequence() != at.sequence() + 1) {
            return Optional.of(Fault.WRONG_SEQUENCE);
        }
        boolean veryFirst = link.sequence() == 1;
        if ((veryFirst || !begins) && !link.previous().equals(at.hash())) {
            return Optional.of(Fault.WRONG_LINK);
        }
        first = begins ? link.sequence() : first;
        at = ChainHead.after(link.sequence(), text);
        ChainHead here = at;
        boolean contradicted =
                heads.stream().anyMatch(head -> head.sequence() == here.sequence() && !head.equals(here));
        return contradicted ? Optional.of(Fault.NOT_THE_HEAD) : Optional.empty();
    }

    /** A line with its end; without it if the file or the patience ends first; nothing at the end of the file. */
    private static Optional<String> readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            line.append((char) b);
            if (b == '\n' || line.length() > ChainFiles.LONGEST_LINE) {
                return Optional.of(line.toString());
            }
        }
        return line.isEmpty() ? Optional.empty() : Optional.of(line.toString());
    }
}
