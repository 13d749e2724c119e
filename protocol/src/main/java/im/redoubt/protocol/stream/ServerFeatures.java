package im.redoubt.protocol.stream;

import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a server offers in the features of one moment (RFC 6120 section 4.3.2), as its client reads it.
 *
 * @param names every feature, also those that are not known here
 * @param mechanisms the names of SASL mechanisms, as they came
 * @param extensible what is offered in the extensible profile (XEP-0388), if it is
 * @param bindingTypes the names of channel binding types (XEP-0440), absent if nothing was announced
 * @param limits the limits of the stream (XEP-0478)
 */
public record ServerFeatures(
        Set<XmlName> names,
        List<String> mechanisms,
        Optional<ExtensibleOffer> extensible,
        Optional<List<String>> bindingTypes,
        StreamBounds limits) {
    /** Copies what can change. */
    public ServerFeatures {
        names = Set.copyOf(names);
        mechanisms = List.copyOf(mechanisms);
        bindingTypes = bindingTypes.map(List::copyOf);
    }

    /**
     * Reads features.
     *
     * @param element a top-level element
     * @return the features; empty if it is another element, or something in it comes twice, so that two readers could
     *     take different ones
     */
    public static Optional<ServerFeatures> read(ParsedElement element) {
        if (!element.name().is(StreamNames.STREAMS, "features")) {
            return Optional.empty();
        }
        List<XmlName> children = element.content().children();
        Set<XmlName> names = new HashSet<>(children);
        if (names.size() != children.size()) {
            return Optional.empty();
        }
        List<String> mechanisms = new ArrayList<>();
        for (Element mechanism : inside(element, "mechanisms", StreamNames.SASL, "mechanism")) {
            mechanisms.add(mechanism.text());
        }
        Optional<Element> authentication = element.content().first(StreamNames.SASL2, "authentication");
        Optional<ExtensibleOffer> extensible = authentication.flatMap(ExtensibleOffer::read);
        if (extensible.isPresent() != authentication.isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new ServerFeatures(
                names,
                mechanisms,
                extensible,
                element.content()
                        .first(StreamNames.CHANNEL_BINDING, "sasl-channel-binding")
                        .map(ServerFeatures::types),
                StreamBounds.in(element.content().first(StreamNames.LIMITS, "limits"))));
    }

    /** Returns whether there is this feature. */
    public boolean has(String namespace, String local) {
        return names.contains(new XmlName(namespace, local));
    }

    /** Returns whether a resource can be bound (section 7). */
    public boolean bind() {
        return has(StreamNames.BIND, "bind");
    }

    /** Returns whether stanzas can be counted, and earlier sessions go on (XEP-0198). */
    public boolean counts() {
        return has(StreamManagement.NAMESPACE, "sm");
    }

    private static List<String> types(Element announcement) {
        List<String> types = new ArrayList<>();
        for (Element type : announcement.children(StreamNames.CHANNEL_BINDING, "channel-binding")) {
            type.attribute("type").ifPresent(types::add);
        }
        return types;
    }

    private static List<Element> inside(ParsedElement features, String feature, String namespace, String local) {
        return features.content()
                .first(namespace, feature)
                .map(found -> found.children(namespace, local))
                .orElse(List.of());
    }
}
