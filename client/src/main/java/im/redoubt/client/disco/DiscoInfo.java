package im.redoubt.client.disco;

import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.disco.Disclosure;
import im.redoubt.xml.Element;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What somebody says that he is and can do (XEP-0030 section 3). Immutable. */
public final class DiscoInfo {
    /** The most features and identities that are read. */
    public static final int MOST = 1_000;

    static final String NAMESPACE = Disclosure.INFO;

    private final Element query;
    private final List<Identity> identities;
    private final Set<String> features;

    private DiscoInfo(Element query, List<Identity> identities, Set<String> features) {
        this.query = query;
        this.identities = Collections.unmodifiableList(identities);
        this.features = features;
    }

    /**
     * What somebody is.
     *
     * @param category such as {@code client} or {@code conference}
     * @param type such as {@code pc}
     * @param name words for people, perhaps none
     */
    public record Identity(Unverified category, Unverified type, Unverified name) {}

    /** Reads an answer; nothing if it is none, or says more than is read. */
    public static Optional<DiscoInfo> read(Element query) {
        List<Element> children = query.children();
        if (!query.is(NAMESPACE, "query") || children.size() > 2 * MOST) {
            return Optional.empty();
        }
        List<Identity> identities = new ArrayList<>();
        for (Element identity : query.children(NAMESPACE, "identity")) {
            identities.add(new Identity(text(identity, "category"), text(identity, "type"), text(identity, "name")));
        }
        Set<String> features = new HashSet<>();
        for (Element feature : query.children(NAMESPACE, "feature")) {
            feature.attribute("var").ifPresent(features::add);
        }
        return identities.size() > MOST || features.size() > MOST
                ? Optional.empty()
                : Optional.of(new DiscoInfo(query, identities, features));
    }

    private static Unverified text(Element identity, String attribute) {
        return Unverified.of(identity.attribute(attribute).orElse(""));
    }

    /** Returns whether he says that he can do this. */
    public boolean has(String feature) {
        return features.contains(feature);
    }

    /** Returns whether he says that he is this. */
    public boolean is(String category, String type) {
        return identities.stream()
                .anyMatch(identity ->
                        identity.category().is(category) && identity.type().is(type));
    }

    /** Returns what he says that he is. */
    public List<Identity> identities() {
        return identities;
    }

    /** Returns the answer itself, with its forms (XEP-0128). */
    public Element query() {
        return query;
    }

    /** Returns how much there is. */
    @Override
    public String toString() {
        return identities.size() + " identities, " + features.size() + " features";
    }
}
