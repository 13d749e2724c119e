package im.redoubt.client.dns;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A name of DNS in its canonical form: labels with their lengths, no compression, in lower case (RFC 4034 section 6.2). */
final class DomainName implements Comparable<DomainName> {
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

    /** Returns the name of the last labels of this one. */
    DomainName ancestor(int labels) {
        int start = 0;
        for (int skip = labels() - labels; skip > 0; skip--) {
            start += wire[start] + 1;
        }
        return new DomainName(Arrays.copyOfRange(wire, start, wire.length));
    }

    /** Returns how many labels both have in common, from the last one on. */
    int common(DomainName other) {
        int labels = Math.min(labels(), other.labels());
        while (!ancestor(labels).equals(other.ancestor(labels))) {
            labels--;
        }
        return labels;
    }

    /** Returns the first label; the root has none. */
    byte[] label() {
        return Arrays.copyOfRange(wire, 1, 1 + wire[0]);
    }

    /** Returns the wildcard below this name (RFC 4592), if it is not too long for one. */
    Optional<DomainName> wildcard() {
        if (wire.length + 2 > MAX_BYTES) {
            return Optional.empty();
        }
        byte[] below = new byte[wire.length + 2];
        below[0] = 1;
        below[1] = '*';
        System.arraycopy(wire, 0, below, 2, wire.length);
        return Optional.of(new DomainName(below));
    }

    /** Returns how many labels a signature says that it is for, if it is for this very name (RFC 4034 section 3.1.3). */
    int signedLabels() {
        return wire[0] == 1 && wire[1] == '*' ? labels() - 1 : labels();
    }

    /** Compares in the order of RFC 4034 section 6.1: by the last label first. */
    @Override
    public int compareTo(DomainName other) {
        int mine = labels();
        int its = other.labels();
        int order = 0;
        for (int i = 1; order == 0 && i <= Math.min(mine, its); i++) {
            order = compare(ancestor(i).label(), other.ancestor(i).label());
        }
        return order == 0 ? mine - its : order;
    }

    /** Compares bytes without signs; what ends first is less. */
    static int compare(byte[] one, byte[] other) {
        for (int i = 0; i < Math.min(one.length, other.length); i++) {
            if (one[i] != other[i]) {
                return (one[i] & 0xFF) - (other[i] & 0xFF);
            }
        }
        return one.length - other.length;
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
