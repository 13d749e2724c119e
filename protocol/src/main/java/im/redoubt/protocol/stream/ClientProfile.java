package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlName;
import java.util.Optional;

/** How a client's messages of SASL lie in elements, and what a success says. */
sealed interface ClientProfile permits OriginalClient, ExtensibleClient {
    /** Returns the namespace of the elements. */
    String namespace();

    /** Returns whether {@code element} is this one. */
    default boolean is(ParsedElement element, String local) {
        return element.name().is(namespace(), local);
    }

    /** Returns the element that begins an attempt. */
    Element begin(ClientMechanism mechanism, byte[] initial);

    /** Returns the element with an answer to a challenge. */
    Element response(byte[] data);

    /** Returns the message in a challenge, or nothing if it is not base64 in its one canonical spelling. */
    Optional<byte[]> challenge(ParsedElement challenge);

    /** Returns the message in the end of an exchange, empty bytes if there is none, or nothing if it is not base64. */
    Optional<byte[]> last(ParsedElement success);

    /** Returns the step after a success, whatever it says besides of the mechanism. */
    ClientStep succeeded(Authenticated authenticated, ParsedElement success);

    /** Returns the condition in a {@code <failure/>}: they are those of RFC 6120 section 6.5 in both profiles. */
    default Optional<SaslCondition> condition(ParsedElement failure) {
        for (XmlName child : failure.content().children()) {
            if (child.namespace().equals(StreamNames.SASL) && !child.local().equals("text")) {
                return SaslCondition.named(child.local());
            }
        }
        return Optional.empty();
    }

    /** Returns what a {@code <failure/>} says to people. */
    default Optional<String> text(ParsedElement failure) {
        return failure.content().first(namespace(), "text").map(Element::text);
    }
}
