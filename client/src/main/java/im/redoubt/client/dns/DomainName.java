package im.redoubt.client.dns;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A name of DNS in its canonical form: labels with their lengths, no compression, in lower case (RFC 4034 section 6.2). */
final class DomainName {
    static final DomainName ROOT = new DomainName(new byte[] {0});

    /** The most bytes of a name with its lengths (RFC 1035 section 2.3.4). */
    static final int MAX_BYTES = 255;

    private static final int MAX_LABEL_BYTES = 63;

    private final byte[] wire;

    /** Takes over bytes that are a whole name of at most 255 bytes. */
    DomainName(byte[] wire) {
        for (int i = 0; i < wire.length; i++) {
            wire[i] = wire[i] >= 'A' && wire[i] <= 'Z' ? (byte) (wire[i] + ('a' - 'A')) : wire[i];
        }
        this.wire = wire;
    }

    /** Returns the name that is written like this, without a final dot, if it is one that a host or a service can have. */
    static Optional<DomainName> parse(String text) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        byte[] wire = new byte[ascii.length + 2];
        int length = 0;
        for (int i = ascii.length - 1; i >= 0; i--) {
            boolean dot = ascii[i] == '.';
            if (dot ? length == 0 : !isPlain((char) (ascii[i] & 0xFF)) || ++length > MAX_LABEL_BYTES) {
                return Optional.empty();
            }
            wire[i + 1] = dot ? (byte) length : ascii[i];
            length = dot ? 0 : length;
        }
        if (length == 0 || wire.length > MAX_BYTES) {
            return Optional.empty();
        }
        wire[0] = (byte) length;
        return Optional.of(new DomainName(wire));
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    byte[] wire() {
        return wire.clone();
    }

    /** Returns how many labels it has, the root none. */
    int labels() {
        int labels = 0;
        for (int i = 0; wire[i] != 0; i += wire[i] + 1) {
            labels++;
        }
        return labels;
    }

    /** Returns whether it is this zone or lies below. */
    boolean isWithin(DomainName zone) {
        int start = 0;
        while (wire[start] != 0 && wire.length - start > zone.wire.length) {
            start += wire[start] + 1;
        }
        return MessageDigest.isEqual(Arrays.copyOfRange(wire, start, wire.length), zone.wire);
    }

    boolean isRoot() {
        return wire.length == 1;
    }

    /** Returns the name as text, if it has none but letters, digits, hyphens and underscores. */
    Optional<String> text() {
        StringBuilder text = new StringBuilder(wire.length);
        for (int i = 0; wire[i] != 0; i += wire[i] + 1) {
            text.append(i == 0 ? "" : ".");
            for (int j = i + 1; j <= i + wire[i]; j++) {
                char c = (char) (wire[j] & 0xFF);
                if (!isPlain(c)) {
                    return Optional.empty();
                }
                text.append(c);
            }
        }
        return Optional.of(text.toString());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DomainName that && MessageDigest.isEqual(wire, that.wire);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(wire);
    }

    @Override
    public String toString() {
        return text().orElse("a name with other characters");
    }
}
