package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.sasl.CanonicalBase64;
import im.redoubt.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is told of a success in the extensible profile (XEP-0388 section 2.6.1).
 *
 * @param data what the mechanism says with it, in base64
 * @param results what came of that which was asked for together with the attempt, in its order
 */
public record Success(Optional<String> data, List<Element> results) {
    /** Copies the list. */
    public Success {
        results = List.copyOf(results);
    }

    static Success of(Optional<byte[]> data) {
        return new Success(data.map(CanonicalBase64::encode), List.of());
    }

    /** Returns this with one result more. */
    public Success with(Element result) {
        List<Element> more = new ArrayList<>(results);
        more.add(result);
        return new Success(data, more);
    }

    /**
     * Returns the element.
     *
     * @param identifier who signed in: a full address where there is a session
     */
    public Element element(Jid identifier) {
        Element.Builder success = Element.named(StreamNames.SASL2, "success");
        data.ifPresent(text -> success.child(StreamNames.SASL2, "additional-data", text));
        success.child(StreamNames.SASL2, "authorization-identifier", identifier.toString());
        results.forEach(success::child);
        return success.build();
    }
}
