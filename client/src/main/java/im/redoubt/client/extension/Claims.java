package im.redoubt.client.extension;

import im.redoubt.client.extension.Refusal.Reason;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlAttribute;
import im.redoubt.xml.XmlName;
import im.redoubt.xml.XmlNode;
import im.redoubt.xml.XmlText;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Which names in an element belong to a field, each to one. It is filled while a codec is built, and only read afterwards. */
final class Claims {
    private final String namespace;
    private final Set<String> attributes = new HashSet<>();
    private final Set<XmlName> children = new HashSet<>();
    private boolean content;

    Claims(String namespace) {
        this.namespace = namespace;
    }

    String namespace() {
        return namespace;
    }

    void attribute(String name) {
        requireNew(attributes.add(name), name);
    }

    void child(XmlName name) {
        requireNew(children.add(name), name.local());
    }

    void content() {
        requireNew(!content, "the text");
        content = true;
    }

    /** Finds something in an element that belongs to no field. */
    Optional<Refusal> unknown(Element element) {
        for (XmlAttribute attribute : element.attributes()) {
            XmlName name = attribute.name();
            boolean known =
                    name.equals(XmlName.LANG) || (name.namespace().isEmpty() && attributes.contains(name.local()));
            if (!known) {
                return Optional.of(new Refusal(Reason.UNKNOWN, ""));
            }
        }
        for (XmlNode node : element.nodes()) {
            boolean known = node instanceof Element child
                    ? children.contains(child.name())
                    : content
                            || (node instanceof XmlText text
                                    && text.value().trim().isEmpty());
            if (!known) {
                return Optional.of(new Refusal(Reason.UNKNOWN, ""));
            }
        }
        return Optional.empty();
    }

    /** Returns whether there is an attribute other than {@code xml:lang}, which says nothing of a value. */
    static boolean holdsAttributes(Element element) {
        for (XmlAttribute attribute : element.attributes()) {
            if (!attribute.name().equals(XmlName.LANG)) {
                return true;
            }
        }
        return false;
    }

    private static void requireNew(boolean isNew, String name) {
        if (!isNew) {
            throw new IllegalArgumentException("two fields for " + name);
        }
    }
}
