package im.redoubt.server.capabilities;

import im.redoubt.protocol.disco.CapabilityHash;
import im.redoubt.protocol.disco.CapabilityHash.Scheme;
import im.redoubt.protocol.disco.Disclosure;
import im.redoubt.protocol.disco.HashAlgorithm;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlLimits;
import im.redoubt.xml.XmlParser;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What clients say of themselves. */
final class Answers {
    static final String HEAD = "<query xmlns='http://jabber.org/protocol/disco#info'>";

    private Answers() {}

    /** Reads an element. */
    static Element xml(String text) {
        XmlParser parser = XmlParser.document(XmlLimits.AUTHENTICATED);
        if (parser.next(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))) instanceof XmlEvent.Complete complete) {
            return complete.element().toElement();
        }
        throw new AssertionError("no element: " + text);
    }

    /** Returns an answer with these children. */
    static Element query(String children) {
        return xml(HEAD + children + "</query>");
    }

    static String feature(String name) {
        return "<feature var='" + name + "'/>";
    }

    /** Returns the answer of a client that wants notifications of these nodes. */
    static Element wanting(String... nodes) {
        StringBuilder children = new StringBuilder("<identity category='client' type='pc'/>");
        children.append(feature("http://jabber.org/protocol/disco#info"));
        for (String node : nodes) {
            children.append(feature(node + "+notify"));
        }
        return query(children.toString());
    }

    /** Returns the hash of an answer, as its client announces it. */
    static String ver(Element query) {
        return value(Scheme.ENTITY, HashAlgorithm.SHA_1, query);
    }

    static String hash(Element query) {
        return value(Scheme.SET, HashAlgorithm.SHA_256, query);
    }

    private static String value(Scheme scheme, HashAlgorithm algorithm, Element query) {
        return CapabilityHash.of(scheme, algorithm, Disclosure.read(query).orElseThrow())
                .orElseThrow()
                .value();
    }

    /** Returns a presence of these children. */
    static Presence presence(String... children) {
        List<Element> elements =
                java.util.Arrays.stream(children).map(Answers::xml).toList();
        return new Presence(
                StanzaHeader.EMPTY, PresenceType.AVAILABLE, XmlContent.of(Stanza.CLIENT_NAMESPACE, elements));
    }

    static String entity(String ver) {
        return "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='urn:client' ver='" + ver + "'/>";
    }

    static String set(String hash) {
        return "<c xmlns='urn:xmpp:caps'><hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>" + hash + "</hash></c>";
    }
}
