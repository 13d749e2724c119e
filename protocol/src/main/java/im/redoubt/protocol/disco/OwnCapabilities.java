package im.redoubt.protocol.disco;

import im.redoubt.xml.Element;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What one says of oneself in short: the hashes of what disco tells. A server announces it in the stream features (XEP-0115
 * section 6.3, XEP-0390 section 5.2), a client in its presence, and disco answers the nodes that it names.
 */
public final class OwnCapabilities {
    private static final List<HashAlgorithm> SET =
            Collections.unmodifiableList(Arrays.asList(HashAlgorithm.SHA_256, HashAlgorithm.SHA3_256));

    private final String software;
    private final CapabilityHash entity;
    private final List<CapabilityHash> set;

    private OwnCapabilities(String software, CapabilityHash entity, List<CapabilityHash> set) {
        this.software = software;
        this.entity = entity;
        this.set = set;
    }

    /**
     * Takes the hashes of what disco says.
     *
     * @param software the name under which it is announced (XEP-0115 section 4)
     * @param info the answer to disco#info without a node; where an identity has a language, it stands at the identity itself
     * @throws IllegalStateException if others would not take it
     */
    public static OwnCapabilities of(String software, Element info) {
        byte[] string = VerificationString.text(
                Disclosure.read(info).orElseThrow(() -> new IllegalStateException("an ill-formed answer")));
        byte[] input = HashInput.of(info, Optional.empty())
                .orElseThrow(() -> new IllegalStateException("an answer that XEP-0390 does not take"));
        List<CapabilityHash> set = SET.stream()
                .filter(HashAlgorithm::isAvailable)
                .map(algorithm -> CapabilityHash.of(CapabilityHash.Scheme.SET, algorithm, input))
                .collect(Collectors.toList());
        return new OwnCapabilities(
                software, CapabilityHash.of(CapabilityHash.Scheme.ENTITY, HashAlgorithm.SHA_1, string), set);
    }

    /** Returns whether a node stands for what the server is and can do. */
    public boolean isNode(String name) {
        return name.equals(software + "#" + entity.value()) || set.stream().anyMatch(hash -> name.equals(hash.name()));
    }

    /** Returns the element that announces this by XEP-0115. */
    public Element announcement() {
        return Element.named(CapabilityHash.ENTITY, "c")
                .attribute("hash", entity.algorithm().wireName())
                .attribute("node", software)
                .attribute("ver", entity.value())
                .build();
    }

    /** Returns the elements that announce this by both specifications. */
    public List<Element> announcements() {
        Element.Builder hashes = Element.named(CapabilityHash.SET, "c");
        for (CapabilityHash hash : set) {
            hashes.child(Element.named(CapabilityHash.HASHES, "hash")
                    .attribute("algo", hash.algorithm().wireName())
                    .text(hash.value())
                    .build());
        }
        return Collections.unmodifiableList(Arrays.asList(announcement(), hashes.build()));
    }
}
