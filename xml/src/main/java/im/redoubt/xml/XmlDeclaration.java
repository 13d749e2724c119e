package im.redoubt.xml;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an XML declaration from the byte after its {@code <?} (XML 1.0, 2.8; RFC 6120 sections 11.5 and 11.6). */
final class XmlDeclaration {
    /** Bytes after the {@code <?}. */
    private static final int MAX_BYTES = 128;

    private static final byte[] XML = Escapes.ascii("xml");
    private static final Pattern FORM = Pattern.compile("xml\\s++version\\s*+=\\s*+(?:'1\\.0'|\"1\\.0\")"
            + "(?:\\s++encoding\\s*+=\\s*+(?:'([A-Za-z][A-Za-z0-9._-]*+)'|\"([A-Za-z][A-Za-z0-9._-]*+)\"))?"
            + "(?:\\s++standalone\\s*+=\\s*+(?:'(?:yes|no)'|\"(?:yes|no)\"))?\\s*+\\?>");

    private final XmlBuffer bytes = new XmlBuffer(64);

    /** Takes a byte; returns whether it was the last one. */
    boolean take(byte b) {
        int at = bytes.size();
        if (at < XML.length ? b != XML[at] : at == XML.length && !XmlChars.is(b, XmlChars.SPACE)) {
            throw Refusal.restricted("a processing instruction");
        }
        if (at == MAX_BYTES) {
            throw Refusal.policy("an XML declaration longer than the limit");
        }
        if (b <= 0) {
            throw b == 0
                    ? Refusal.encoding("bytes of another encoding than UTF-8")
                    : Refusal.malformed("a character that has no place in an XML declaration");
        }
        bytes.write(b);
        if (b != '>') {
            return false;
        }
        check(new String(bytes.array(), 0, bytes.size(), StandardCharsets.US_ASCII));
        return true;
    }

    private static void check(String declaration) {
        Matcher matcher = FORM.matcher(declaration);
        if (!matcher.matches()) {
            throw Refusal.malformed("an XML declaration that is none of version 1.0");
        }
        String encoding = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        if (encoding != null && !encoding.equalsIgnoreCase("UTF-8")) {
            throw Refusal.encoding("an encoding other than UTF-8");
        }
    }
}
