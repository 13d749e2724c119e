package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.CanonicalBase64;
import im.redoubt.protocol.sasl.SaslRefusal;
import im.redoubt.protocol.sasl.ScramAbort;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlName;
import java.util.Optional;

/** The elements of SASL negotiation (RFC 6120 section 6.4). */
final class SaslElements {
    /** Not one of the mechanisms that are always there, so that it cannot be offered by mistake. */
    static final String PLAIN = "PLAIN";

    private SaslElements() {}

    static boolean is(ParsedElement element, String local) {
        return element.name().is(StreamNames.SASL, local);
    }

    /** Returns the data of an element, absent if it is not base64 in its one canonical spelling; "=" stands for no data. */
    static Optional<byte[]> data(ParsedElement element) {
        String text = element.content().text();
        if (!element.content().children().isEmpty()) {
            return Optional.empty();
        }
        if (text.equals("=")) {
            return Optional.of(new byte[0]);
        }
        return CanonicalBase64.decode(text);
    }

    static Element auth(String mechanism, byte[] data) {
        return Element.named(StreamNames.SASL, "auth")
                .attribute("mechanism", mechanism)
                .text(data.length == 0 ? "=" : CanonicalBase64.encode(data))
                .build();
    }

    /** A response with nothing in it is empty: the "=" is for initial responses and successes (section 6.4.2). */
    static Element response(byte[] data) {
        return Element.named(StreamNames.SASL, "response")
                .text(CanonicalBase64.encode(data))
                .build();
    }

    /** Returns the failure of a server whose message is none. */
    static ClientFailure unproven(String reason) {
        return new ClientFailure.Unproven(new ScramAbort(ScramAbort.Cause.MALFORMED, reason));
    }

    static Element challenge(byte[] data) {
        return withData("challenge", data);
    }

    static Element success(byte[] data) {
        return withData("success", data);
    }

    static Element success() {
        return Element.named(StreamNames.SASL, "success").build();
    }

    private static Element withData(String local, byte[] data) {
        String text = data.length == 0 ? "=" : CanonicalBase64.encode(data);
        return Element.named(StreamNames.SASL, local).text(text).build();
    }

    static Element failure(SaslRefusal refusal) {
        Element.Builder failure = Element.named(StreamNames.SASL, "failure")
                .child(Element.named(StreamNames.SASL, refusal.condition().element())
                        .build());
        refusal.error()
                .ifPresent(error -> failure.child(Element.named(StreamNames.SASL, "text")
                        .attribute(XmlName.LANG, "en")
                        .text(error.value())
                        .build()));
        return failure.build();
    }
}
