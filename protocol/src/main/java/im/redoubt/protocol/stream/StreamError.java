package im.redoubt.protocol.stream;

import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlName;
import im.redoubt.xml.XmlViolation;
import java.util.Optional;

/**
 * A stream error (RFC 6120 section 4.9), after which the stream is closed.
 *
 * @param condition the defined condition
 * @param text an explanation for people, in English
 * @param specific a condition of an extension (section 4.9.4)
 */
public record StreamError(StreamCondition condition, Optional<String> text, Optional<Element> specific) {
    /** The namespace of the conditions. */
    public static final String NAMESPACE = "urn:ietf:params:xml:ns:xmpp-streams";

    /** Returns an error without explanation. */
    public static StreamError of(StreamCondition condition) {
        return new StreamError(condition, Optional.empty(), Optional.empty());
    }

    /** Returns an error with an explanation. */
    public static StreamError of(StreamCondition condition, String text) {
        return new StreamError(condition, Optional.of(text), Optional.empty());
    }

    /** Returns the error that answers bytes the parser refused. */
    public static StreamError of(XmlViolation violation) {
        StreamCondition condition =
                StreamCondition.named(violation.kind().condition()).orElse(StreamCondition.NOT_WELL_FORMED);
        return of(condition, violation.detail());
    }

    /** Reads a {@code <stream:error/>} element; what is no defined condition is {@code undefined-condition}. */
    public static StreamError read(ParsedElement error) {
        StreamCondition condition = StreamCondition.UNDEFINED_CONDITION;
        for (XmlName child : error.content().children()) {
            if (child.namespace().equals(NAMESPACE) && !child.local().equals("text")) {
                condition = StreamCondition.named(child.local()).orElse(condition);
                break;
            }
        }
        return new StreamError(
                condition, error.content().first(NAMESPACE, "text").map(Element::text), Optional.empty());
    }

    /** Returns the {@code <stream:error/>} element. */
    public Element toElement() {
        Element.Builder error = Element.named(StreamNames.STREAMS, "error")
                .child(Element.named(NAMESPACE, condition.wire()).build());
        text.ifPresent(words -> error.child(Element.named(NAMESPACE, "text")
                .attribute(XmlName.LANG, "en")
                .text(words)
                .build()));
        specific.ifPresent(error::child);
        return error.build();
    }
}
