package im.redoubt.server.filter;

import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;

/** What says in a stanza that it fits a rule of the operator. Only the server says so. */
public final class Mark {
    private static final String NAMESPACE = "urn:redoubt:filter:0";
    private static final String ELEMENT = "marked";

    private Mark() {}

    /** Returns the mark of a rule. */
    static Element of(FilterRule rule) {
        return Element.named(NAMESPACE, ELEMENT).attribute("rule", rule.name()).build();
    }

    /** Returns whether there is a mark in {@code content}. */
    public static boolean isIn(XmlContent content) {
        return content.has(NAMESPACE, ELEMENT);
    }

    /** Returns whether {@code child} is a mark. */
    public static boolean isOne(Element child) {
        return child.is(NAMESPACE, ELEMENT);
    }
}
