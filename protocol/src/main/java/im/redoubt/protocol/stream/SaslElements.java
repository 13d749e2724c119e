package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlName;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** The elements of SASL negotiation (RFC 6120 section 6.4). */
final class SaslElements {
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
        byte[] encoded = text.getBytes(StandardCharsets.US_ASCII);
        try {
            byte[] data = Base64.getDecoder().decode(encoded);
            return Arrays.equals(encoded, Base64.getEncoder().encode(data)) ? Optional.of(data) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    static Element challenge(byte[] data) {
        return withData("challenge", data);
    }

    static Element success(byte[] data) {
        return withData("success", data);
    }

    private static Element withData(String local, byte[] data) {
        String text = data.length == 0 ? "=" : Base64.getEncoder().encodeToString(data);
        return Element.named(StreamNames.SASL, local).text(text).build();
    }

    static Element failure(SaslCondition condition, Optional<String> text) {
        Element.Builder failure = Element.named(StreamNames.SASL, "failure")
                .child(Element.named(StreamNames.SASL, condition.element()).build());
        text.ifPresent(words -> failure.child(Element.named(StreamNames.SASL, "text")
                .attribute(XmlName.LANG, "en")
                .text(words)
                .build()));
        return failure.build();
    }
}
