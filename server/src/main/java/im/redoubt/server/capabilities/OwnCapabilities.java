package im.redoubt.server.capabilities;

import im.redoubt.xml.Element;
import java.util.List;
import java.util.Optional;

/**
 * What the server says of itself in short: the hashes of what disco tells, which is the same for as long as it runs. It is
 * announced in the stream features (XEP-0115 section 6.3, XEP-0390 section 5.2), and disco answers the nodes that it names.
 */
public final class OwnCapabilities {
    private static final String SOFTWARE = "https://redoubt.im";

    private final CapabilityHash entity;
    private final List<CapabilityHash> set;

    private OwnCapabilities(CapabilityHash entity, List<CapabilityHash> set) {
        this.entity = entity;
        this.set = List.copyOf(set);
    }

    /**
     * Takes the hashes of what disco says.
     *
     * @param info the answer to disco#info without a node; where an identity has a language, it stands at the identity itself
     * @throws IllegalStateException if clients would not take it
     */
    public static OwnCapabilities of(Element info) {
        byte[] string = VerificationString.text(
                Disclosure.read(info).orElseThrow(() -> new IllegalStateException("an ill-formed answer")));
        byte[] input = HashInput.of(info, Optional.empty())
                .orElseThrow(() -> new IllegalStateException("an answer that XEP-0390 does not take"));
        return new OwnCapabilities(
                CapabilityHash.of(CapabilityHash.Scheme.ENTITY, HashAlgorithm.SHA_1, string),
                List.of(
                        CapabilityHash.of(CapabilityHash.Scheme.SET, HashAlgorithm.SHA_256, input),
                        CapabilityHash.of(CapabilityHash.Scheme.SET, HashAlgorithm.SHA3_256, input)));
    }

    /** Returns whether a node stands for what the server is and can do. */
    public boolean isNode(String name) {
        return name.equals(SOFTWARE + "#" + entity.value()) || set.stream().anyMatch(hash -> name.equals(hash.node()));
    }

    /** Returns the elements that announce this. */
    public List<Element> announcements() {
        Element.Builder hashes = Element.named(CapabilityHash.SET, "c");
        for (CapabilityHash hash : set) {
            hashes.child(Element.named(CapabilityHash.HASHES, "hash")
                    .attribute("algo", hash.algorithm().wireName())
                    .text(hash.value())
                    .build());
        }
        return List.of(
                Element.named(CapabilityHash.ENTITY, "c")
                        .attribute("hash", entity.algorithm().wireName())
                        .attribute("node", SOFTWARE)
                        .attribute("ver", entity.value())
                        .build(),
                hashes.build());
    }
}
