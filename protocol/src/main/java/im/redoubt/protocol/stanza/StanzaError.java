package im.redoubt.protocol.stanza;

import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.util.List;
import java.util.Optional;

/**
 * A stanza error (RFC 6120 section 8.3): always a condition, with the type that says what the sender can do.
 *
 * @param condition the defined condition
 * @param type what the sender can do about it
 * @param text an explanation for people, in English
 * @param application an application-specific condition
 */
public record StanzaError(StanzaCondition condition, Type type, Optional<String> text, Optional<Element> application) {
    /** The namespace of the conditions. */
    public static final String NAMESPACE = "urn:ietf:params:xml:ns:xmpp-stanzas";

    /** What the sender can do (section 8.3.2). */
    public enum Type {
        /** Retry after providing credentials. */
        AUTH("auth"),
        /** Do not retry. */
        CANCEL("cancel"),
        /** Proceed: it was only a warning. */
        CONTINUE("continue"),
        /** Retry after changing what was sent. */
        MODIFY("modify"),
        /** Retry after waiting. */
        WAIT("wait");

        private final String wire;

        Type(String wire) {
            this.wire = wire;
        }

        /** Returns the name on the wire. */
        public String wire() {
            return wire;
        }
    }

    /** Returns an error with the type that RFC 6120 gives for {@code condition}. */
    public static StanzaError of(StanzaCondition condition) {
        return new StanzaError(condition, condition.usualType(), Optional.empty(), Optional.empty());
    }

    /** Returns an error with an explanation. */
    public static StanzaError of(StanzaCondition condition, String text) {
        return new StanzaError(condition, condition.usualType(), Optional.of(text), Optional.empty());
    }

    /** Returns the condition in an error stanza; what is no defined condition is {@code undefined-condition}. */
    public static StanzaCondition conditionIn(Stanza stanza) {
        List<Element> children = stanza.content()
                .first(stanza.content().contextNamespace(), "error")
                .map(Element::children)
                .orElse(List.of());
        for (Element child : children) {
            if (child.name().namespace().equals(NAMESPACE)
                    && !child.name().local().equals("text")) {
                return StanzaCondition.named(child.name().local()).orElse(StanzaCondition.UNDEFINED_CONDITION);
            }
        }
        return StanzaCondition.UNDEFINED_CONDITION;
    }

    /** Returns the application-specific condition in an error stanza (section 8.3.4), if there is one. */
    public static Optional<Element> applicationIn(Stanza stanza) {
        String own = stanza.content().contextNamespace();
        List<Element> children =
                stanza.content().first(own, "error").map(Element::children).orElse(List.of());
        for (Element child : children) {
            String namespace = child.name().namespace();
            if (!namespace.equals(NAMESPACE) && !namespace.equals(own)) {
                return Optional.of(child);
            }
        }
        return Optional.empty();
    }

    /** Returns this error with another type. */
    public StanzaError withType(Type type) {
        return new StanzaError(condition, type, text, application);
    }

    /** Returns this error with an application-specific condition. */
    public StanzaError withApplication(Element application) {
        return new StanzaError(condition, type, text, Optional.of(application));
    }

    /** Returns the {@code <error/>} element inside a stanza of {@code contentNamespace}. */
    public Element toElement(String contentNamespace) {
        Element.Builder error = Element.named(contentNamespace, "error")
                .attribute("type", type.wire())
                .child(Element.named(NAMESPACE, condition.wire()).build());
        text.ifPresent(words -> error.child(Element.named(NAMESPACE, "text")
                .attribute(im.redoubt.xml.XmlName.LANG, "en")
                .text(words)
                .build()));
        application.ifPresent(error::child);
        return error.build();
    }

    /**
     * Returns the error stanza that answers {@code stanza}: addresses exchanged, the original content, and the error after
     * it (section 8.3.1).
     *
     * @throws IllegalStateException if {@code stanza} is itself an error or a response, which is never answered
     */
    public Stanza answer(Stanza stanza) {
        if (stanza.isError() || stanza instanceof IqResponse) {
            throw new IllegalStateException("an error is never answered with an error");
        }
        XmlContent original = stanza.content();
        XmlContent content = original.without(
                        name -> name.local().equals("error") && name.namespace().equals(original.contextNamespace()))
                .plus(toElement(original.contextNamespace()));
        StanzaHeader reply = stanza.header().reply();
        return stanza.on(new Stanza.Cases<Stanza>() {
            @Override
            public Stanza message(Message message) {
                return new Message(reply, MessageType.ERROR, content);
            }

            @Override
            public Stanza presence(Presence presence) {
                return new Presence(reply, PresenceType.ERROR, content);
            }

            @Override
            public Stanza request(IqRequest request) {
                return new IqResponse(reply, true, content);
            }

            @Override
            public Stanza response(IqResponse response) {
                throw new IllegalStateException("a response is never answered");
            }
        });
    }
}
