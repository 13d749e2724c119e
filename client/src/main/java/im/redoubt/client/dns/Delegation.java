package im.redoubt.client.dns;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What a parent says of the key that a zone signs its keys with (DS, RFC 4034 section 5; SHA-256 and SHA-384 only). */
final class Delegation {
    private static final int SHA_256 = 2;
    private static final int SHA_384 = 4;

    private final int tag;
    private final int algorithm;
    private final int digestType;
    private final byte[] digest;

    Delegation(int tag, int algorithm, int digestType, byte[] digest) {
        this.tag = tag;
        this.algorithm = algorithm;
        this.digestType = digestType;
        this.digest = digest.clone();
    }

    static Delegation read(WireReader data) throws MalformedReplyException {
        return new Delegation(data.number16(), data.octet(), data.octet(), data.rest());
    }

    /** Returns whether there is a chance to verify what such a key signs; if there is none the zone is as good as unsigned. */
    boolean isSupported() {
        return (digestType == SHA_256 || digestType == SHA_384) && ZoneKey.isSupported(algorithm);
    }

    /** Returns whether it is this key of this zone that is meant. */
    boolean means(DomainName zone, ZoneKey key) {
        if (tag != key.tag() || algorithm != key.algorithm() || (digestType != SHA_256 && digestType != SHA_384)) {
            return false;
        }
        try {
            MessageDigest hash = MessageDigest.getInstance(digestType == SHA_256 ? "SHA-256" : "SHA-384");
            hash.update(zone.wire());
            return MessageDigest.isEqual(digest, hash.digest(key.data()));
        } catch (NoSuchAlgorithmException none) {
            return false;
        }
    }
}
