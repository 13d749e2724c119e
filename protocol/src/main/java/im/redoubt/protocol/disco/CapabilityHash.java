package im.redoubt.protocol.disco;

import im.redoubt.xml.Element;
import java.util.Optional;

/**
 * A hash of what an entity can do, which stands for it in caches. The names that entities give their software are no part of it,
 * and a hash of one specification never stands for one of the other.
 *
 * @param scheme how the hash is made
 * @param algorithm the hash function
 * @param value the hash in Base64
 */
public record CapabilityHash(Scheme scheme, HashAlgorithm algorithm, String value) {
    /** The namespace of XEP-0115, which is also the feature of whoever announces such a hash. */
    public static final String ENTITY = "http://jabber.org/protocol/caps";
    /** The namespace of XEP-0390, likewise. */
    public static final String SET = "urn:xmpp:caps";

    static final String HASHES = "urn:xmpp:hashes:2";

    /** How a hash is made. */
    public enum Scheme {
        /** XEP-0115 section 5.1. */
        ENTITY(CapabilityHash.ENTITY) {
            @Override
            Optional<byte[]> input(Disclosure disclosure, Optional<String> lang) {
                return VerificationString.of(disclosure);
            }
        },
        /** XEP-0390 section 4.1. */
        SET(CapabilityHash.SET) {
            @Override
            Optional<byte[]> input(Disclosure disclosure, Optional<String> lang) {
                return HashInput.of(disclosure.query(), lang);
            }
        };

        private final String namespace;

        Scheme(String namespace) {
            this.namespace = namespace;
        }

        abstract Optional<byte[]> input(Disclosure disclosure, Optional<String> lang);

        /** SHA-1 is for XEP-0115 alone. */
        boolean takes(HashAlgorithm algorithm) {
            return this == ENTITY || algorithm != HashAlgorithm.SHA_1;
        }
    }

    /**
     * Returns the hash of what an entity says.
     *
     * @param scheme how it is made
     * @param algorithm one that this platform has
     * @param disclosure what it says
     * @return the hash; nothing if what it says can be said in another way, or has no hash of this kind
     */
    public static Optional<CapabilityHash> of(Scheme scheme, HashAlgorithm algorithm, Disclosure disclosure) {
        return scheme.input(disclosure, Optional.empty()).map(input -> of(scheme, algorithm, input));
    }

    /** Returns the hash of an input. */
    static CapabilityHash of(Scheme scheme, HashAlgorithm algorithm, byte[] input) {
        return new CapabilityHash(scheme, algorithm, algorithm.hash(input));
    }

    /** Reads a hash of XEP-0115 from its {@code <c/>}. */
    static Optional<CapabilityHash> entity(Element caps) {
        String value = caps.attribute("ver").orElse("");
        return HashAlgorithm.of(caps.attribute("hash").orElse(""))
                .filter(algorithm -> algorithm.isHash(value))
                .map(algorithm -> new CapabilityHash(Scheme.ENTITY, algorithm, value));
    }

    /** Reads a hash of XEP-0390 from a {@code <hash/>}. */
    static Optional<CapabilityHash> oneOfSet(Element hash) {
        String value = hash.text();
        return HashAlgorithm.of(hash.attribute("algo").orElse(""))
                .filter(algorithm -> Scheme.SET.takes(algorithm) && algorithm.isHash(value))
                .map(algorithm -> new CapabilityHash(Scheme.SET, algorithm, value));
    }

    /** Returns the name by which {@link #named} finds this; of a hash of XEP-0390 it is the node that stands for it (section 4.3). */
    public String name() {
        return scheme.namespace + "#" + algorithm.wireName() + "." + value;
    }

    /**
     * Finds a hash by its name.
     *
     * @param name of any origin
     * @return the hash; nothing if it is not the name of one that this platform can verify
     */
    public static Optional<CapabilityHash> named(String name) {
        for (Scheme scheme : Scheme.values()) {
            String start = scheme.namespace + "#";
            int dot = name.indexOf('.', start.length());
            if (name.startsWith(start) && dot > 0) {
                String value = name.substring(dot + 1);
                return HashAlgorithm.of(name.substring(start.length(), dot))
                        .filter(algorithm -> scheme.takes(algorithm) && algorithm.isHash(value))
                        .map(algorithm -> new CapabilityHash(scheme, algorithm, value));
            }
        }
        return Optional.empty();
    }

    /**
     * Returns whether this is the hash of what an entity said, which can be said in no other way.
     *
     * @param disclosure what it said
     * @param lang the language of the stanza that it said it in
     */
    public boolean verifies(Disclosure disclosure, Optional<String> lang) {
        return scheme.input(disclosure, lang).map(algorithm::hash).equals(Optional.of(value));
    }
}
