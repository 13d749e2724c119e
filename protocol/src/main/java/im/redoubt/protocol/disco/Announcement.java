package im.redoubt.protocol.disco;

import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a presence says of its client's capabilities. */
public sealed interface Announcement {
    /** The longest name of a software that is taken, in characters. */
    int MAX_NODE_LENGTH = 1_024;

    /** Returns what can be verified of it, and so be known from others. */
    default Optional<Hashed> hashed() {
        return Optional.empty();
    }

    /** Nothing: what was said before holds, since not every presence need say it (XEP-0115 section 8.4, XEP-0390 section 6.2). */
    record Nothing() implements Announcement {}

    /**
     * A hash that can be verified.
     *
     * @param hash the hash
     * @param node what the client is asked about
     */
    record Hashed(CapabilityHash hash, String node) implements Announcement {
        @Override
        public Optional<Hashed> hashed() {
            return Optional.of(this);
        }
    }

    /**
     * Something that nobody can verify: no hash, one of an unknown kind, or several that contradict each other.
     *
     * @param mark differs where something else is said, as a rule
     */
    record Unverifiable(int mark) implements Announcement {}

    /**
     * Reads a presence.
     *
     * @param presence its content
     * @return what it says; where it holds hashes of XEP-0390, those of XEP-0115 say nothing (XEP-0390 section 7.2)
     */
    static Announcement in(XmlContent presence) {
        boolean set = presence.has(CapabilityHash.SET, "c");
        boolean entity = presence.has(CapabilityHash.ENTITY, "c");
        if (!set && !entity) {
            return new Nothing();
        }
        List<Element> all = presence.elements().stream()
                .filter(child -> child.is(set ? CapabilityHash.SET : CapabilityHash.ENTITY, "c"))
                .collect(Collectors.toList());
        Optional<Hashed> hashed = all.size() > 1 ? Optional.empty() : set ? set(all.get(0)) : entity(all.get(0));
        return hashed.<Announcement>map(found -> found).orElseGet(() -> new Unverifiable(all.hashCode()));
    }

    private static Optional<Hashed> entity(Element caps) {
        String node = caps.attribute("node").orElse("");
        return node.isEmpty() || node.length() > MAX_NODE_LENGTH
                ? Optional.empty()
                : CapabilityHash.entity(caps).map(hash -> new Hashed(hash, node + "#" + hash.value()));
    }

    /** Of several hashes one of the preferred function is taken, which must be there once. */
    private static Optional<Hashed> set(Element caps) {
        Map<HashAlgorithm, CapabilityHash> hashes = new EnumMap<>(HashAlgorithm.class);
        for (Element child : caps.children(CapabilityHash.HASHES, "hash")) {
            Optional<CapabilityHash> hash = CapabilityHash.oneOfSet(child);
            if (hash.isPresent() && hashes.put(hash.get().algorithm(), hash.get()) != null) {
                return Optional.empty();
            }
        }
        return hashes.values().stream().findFirst().map(hash -> new Hashed(hash, hash.name()));
    }
}
