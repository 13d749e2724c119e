package im.redoubt.testkit.stream;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Cuts what a server writes into header, elements and footer. It refuses whatever XMPP forbids a server to write: comments,
 * processing instructions, document types, bytes that are not UTF-8 (RFC 6120 section 11). Not thread-safe.
 */
public final class StreamReader {
    private static final String DECLARATION = "<?xml version='1.0'?>";
    private static final String FOOTER = "</stream:stream>";

    // One character for each byte: the structure of XML is ASCII, and what stands between is decoded when it is
    // complete.
    private final StringBuilder waiting = new StringBuilder();

    /**
     * Takes bytes.
     *
     * @param bytes where they are
     * @param count how many of them
     */
    public void add(byte[] bytes, int count) {
        waiting.append(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
    }

    /** Returns whether nothing is left over. */
    public boolean isEmpty() {
        return waiting.toString().isBlank();
    }

    /**
     * Takes the next complete thing out.
     *
     * @return a header, an element or a footer; empty if none is complete yet
     * @throws IllegalStateException if a server must not write what came
     */
    public Optional<Received> next() {
        int start = 0;
        while (start < waiting.length() && Character.isWhitespace(waiting.charAt(start))) {
            start++;
        }
        waiting.delete(0, start);
        if (waiting.length() == 0) {
            return Optional.empty();
        }
        if (waiting.charAt(0) != '<') {
            throw refused("text between elements");
        }
        if (begins(DECLARATION)) {
            waiting.delete(0, DECLARATION.length());
            return next();
        }
        if (begins(FOOTER)) {
            waiting.delete(0, FOOTER.length());
            return Optional.of(new Received.Footer());
        }
        return begins("<stream:stream ") ? header() : element();
    }

    private boolean begins(String text) {
        return waiting.length() >= text.length()
                && waiting.substring(0, text.length()).equals(text);
    }

    private Optional<Received> header() {
        int end = tagEnd(0);
        return end < 0 ? Optional.empty() : Optional.of(new Received.Header(tree(take(end + 1) + FOOTER)));
    }

    private Optional<Received> element() {
        int depth = 0;
        int at = 0;
        while (at >= 0) {
            int end = tagEnd(at);
            if (end < 0) {
                return Optional.empty();
            }
            if (waiting.charAt(at + 1) == '!' || waiting.charAt(at + 1) == '?') {
                if (at == 0 && DECLARATION.startsWith(waiting.toString())) {
                    return Optional.empty();
                }
                throw refused("restricted XML");
            }
            if (waiting.charAt(at + 1) == '/') {
                depth--;
            } else if (waiting.charAt(end - 1) != '/') {
                depth++;
            }
            if (depth < 0) {
                throw refused("an end that was not begun");
            }
            if (depth == 0) {
                return Optional.of(new Received.Whole(tree(take(end + 1))));
            }
            at = waiting.indexOf("<", end);
        }
        return Optional.empty();
    }

    /** Returns where the tag at {@code from} ends, -1 if that has not come yet. */
    private int tagEnd(int from) {
        char quote = 0;
        for (int i = from; i < waiting.length(); i++) {
            char c = waiting.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '>') {
                return i;
            }
        }
        return -1;
    }

    private String take(int count) {
        byte[] bytes = waiting.substring(0, count).getBytes(StandardCharsets.ISO_8859_1);
        waiting.delete(0, count);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            ByteArrayOutputStream copy = new ByteArrayOutputStream();
            copy.writeBytes(bytes);
            throw new IllegalStateException("the server wrote bytes that are not UTF-8: " + copy, e);
        }
    }

    private static Tree tree(String text) {
        try {
            return TreeReader.read(text).get(0);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("the server wrote what is " + e.getMessage(), e);
        }
    }

    private IllegalStateException refused(String what) {
        return new IllegalStateException("the server wrote " + what + ": " + waiting);
    }
}
