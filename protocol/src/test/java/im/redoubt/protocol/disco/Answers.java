package im.redoubt.protocol.disco;

import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlLimits;
import im.redoubt.xml.XmlParser;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

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

    /** Returns the hash of an answer, as its client announces it. */
    static String ver(Element query) {
        return HashAlgorithm.SHA_1.hash(
                VerificationString.of(Disclosure.read(query).orElseThrow()).orElseThrow());
    }

    static String hash(Element query) {
        return HashAlgorithm.SHA_256.hash(HashInput.of(query, Optional.empty()).orElseThrow());
    }

    /** Returns the content of a presence of these children. */
    static XmlContent presence(String... children) {
        return XmlContent.of(
                Stanza.CLIENT_NAMESPACE,
                java.util.Arrays.stream(children).map(Answers::xml).toList());
    }

    static String entity(String ver) {
        return "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='urn:client' ver='" + ver + "'/>";
    }

    static String set(String hash) {
        return "<c xmlns='urn:xmpp:caps'><hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>" + hash + "</hash></c>";
    }
}
