package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.TokenMechanism;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a server offers in the extensible profile of SASL (XEP-0388 section 2.1), as its client reads it.
 *
 * @param mechanisms the names of mechanisms, as they came
 * @param inline the names of what can be asked for together with an attempt
 * @param bindFeatures what can be asked for together with a resource (XEP-0386 section 3.1)
 * @param tokens the mechanisms for tokens that are known here (XEP-0484 section 3.1)
 * @param upgrades for which hashes verifiers can be made (XEP-0480 section 2.1), of those that are known here
 */
public record ExtensibleOffer(
        List<String> mechanisms,
        Set<XmlName> inline,
        Set<String> bindFeatures,
        List<TokenMechanism> tokens,
        List<ScramHash> upgrades) {
    /** Copies what can change. */
    public ExtensibleOffer {
        mechanisms = List.copyOf(mechanisms);
        inline = Set.copyOf(inline);
        bindFeatures = Set.copyOf(bindFeatures);
        tokens = List.copyOf(tokens);
        upgrades = List.copyOf(upgrades);
    }

    /** Reads an element {@code <authentication/>}; nothing if what there is once is there twice. */
    static Optional<ExtensibleOffer> read(Element authentication) {
        List<Element> inlines = authentication.children(StreamNames.SASL2, "inline");
        Set<XmlName> names = new HashSet<>();
        List<Element> inline = inlines.isEmpty() ? List.of() : inlines.get(0).children();
        for (Element child : inline) {
            if (!names.add(child.name())) {
                return Optional.empty();
            }
        }
        Set<String> bindFeatures = new HashSet<>();
        List<TokenMechanism> tokens = new ArrayList<>();
        for (Element child : inline) {
            if (child.is(InlineBinding.NAMESPACE, "bind")) {
                child.first(InlineBinding.NAMESPACE, "inline")
                        .ifPresent(found -> found.children(InlineBinding.NAMESPACE, "feature")
                                .forEach(feature -> feature.attribute("var").ifPresent(bindFeatures::add)));
            }
            if (child.is(FastUse.NAMESPACE, "fast")) {
                texts(child, FastUse.NAMESPACE, "mechanism")
                        .forEach(name -> TokenMechanism.named(name).ifPresent(tokens::add));
            }
        }
        if (inlines.size() > 1) {
            return Optional.empty();
        }
        return Optional.of(new ExtensibleOffer(
                texts(authentication, StreamNames.SASL2, "mechanism"),
                names,
                bindFeatures,
                tokens,
                UpgradeTasks.wished(authentication.toParsed())));
    }

    /** Returns whether a resource can be asked for together with an attempt. */
    boolean binds() {
        return inline.contains(new XmlName(InlineBinding.NAMESPACE, "bind"));
    }

    /** Returns whether an earlier session can. */
    boolean resumes() {
        return inline.contains(new XmlName(StreamManagement.NAMESPACE, "sm"));
    }

    private static List<String> texts(Element parent, String namespace, String local) {
        List<String> texts = new ArrayList<>();
        parent.children(namespace, local).forEach(child -> texts.add(child.text()));
        return texts;
    }
}
