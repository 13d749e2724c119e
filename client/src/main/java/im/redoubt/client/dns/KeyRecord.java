package im.redoubt.client.dns;

import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a zone says about a key or a certificate of its server (TLSA, RFC 6698 section 2.1): numbers as received, and bytes. */
public final class KeyRecord {
    private final int usage;
    private final int selector;
    private final int matching;
    private final byte[] association;

    /**
     * Makes a record of these fields.
     *
     * @param usage 0 to 255: 0 PKIX-TA, 1 PKIX-EE, 2 DANE-TA, 3 DANE-EE
     * @param selector 0 to 255: 0 the whole certificate, 1 its public key
     * @param matching 0 to 255: 0 the bytes themselves, 1 their SHA-256, 2 their SHA-512
     * @param association the bytes that must be matched; copied
     */
    public KeyRecord(int usage, int selector, int matching, byte[] association) {
        this.usage = usage;
        this.selector = selector;
        this.matching = matching;
        this.association = association.clone();
    }

    /** Returns what the key is for, 0 to 255. */
    public int usage() {
        return usage;
    }

    /** Returns which part of the certificate is meant, 0 to 255. */
    public int selector() {
        return selector;
    }

    /** Returns how the part is compared, 0 to 255. */
    public int matching() {
        return matching;
    }

    /** Returns a copy of what must be matched. */
    public byte[] association() {
        return association.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyRecord that
                && usage == that.usage
                && selector == that.selector
                && matching == that.matching
                && MessageDigest.isEqual(association, that.association);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(association);
    }

    @Override
    public String toString() {
        return "KeyRecord[" + usage + " " + selector + " " + matching + ", " + association.length + " bytes]";
    }
}
