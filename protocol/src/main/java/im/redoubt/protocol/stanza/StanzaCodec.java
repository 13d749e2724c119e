package im.redoubt.protocol.stanza;

import im.redoubt.protocol.address.Jid;
import im.redoubt.xml.CanonicalWriter;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlAttribute;
import im.redoubt.xml.XmlContent;
import im.redoubt.xml.XmlName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Between top-level elements and stanzas (RFC 6120 section 8). */
public final class StanzaCodec {
    private static final XmlName ID = new XmlName("", "id");
    private static final XmlName TO = new XmlName("", "to");
    private static final XmlName FROM = new XmlName("", "from");
    private static final XmlName TYPE = new XmlName("", "type");

    private static final String[] STREAM_NAMESPACES = {Stanza.CLIENT_NAMESPACE, Stanza.SERVER_NAMESPACE, ""};

    private StanzaCodec() {}

    /**
     * Reads a stanza.
     *
     * @param element a top-level element
     * @param contentNamespace the content namespace of the stream it came on
     * @param streamLang the stream's language, for stanzas that name none (RFC 6120 section 8.1.5)
     * @return the stanza, or why it is none
     */
    public static StanzaReading read(ParsedElement element, String contentNamespace, Optional<String> streamLang) {
        if (!element.name().namespace().equals(contentNamespace)) {
            return new StanzaReading.NotAStanza();
        }
        String kind = element.name().local();
        if (!kind.equals("message") && !kind.equals("presence") && !kind.equals("iq")) {
            return new StanzaReading.NotAStanza();
        }
        Raw raw = Raw.of(element, streamLang);
        Optional<StanzaCondition> fault = raw.fault(contentNamespace);
        return fault.isPresent() ? raw.reject(kind, fault.get()) : raw.toStanza(kind);
    }

    /**
     * Writes a stanza.
     *
     * @param stanza what to write
     * @param writer a writer inside an element of the stanza's own content namespace
     */
    public static void write(Stanza stanza, CanonicalWriter writer) {
        StanzaHeader header = stanza.header();
        List<XmlAttribute> attributes = new ArrayList<>(5);
        header.lang().ifPresent(lang -> attributes.add(new XmlAttribute(XmlName.LANG, lang)));
        header.to().ifPresent(to -> attributes.add(new XmlAttribute(TO, to.toString())));
        header.from().ifPresent(from -> attributes.add(new XmlAttribute(FROM, from.toString())));
        stanza.typeAttribute().ifPresent(type -> attributes.add(new XmlAttribute(TYPE, type)));
        header.id().ifPresent(id -> attributes.add(new XmlAttribute(ID, id)));
        writer.element(new XmlName(stanza.content().contextNamespace(), stanza.kind()), attributes, stanza.content());
    }

    /** Returns the tree of a stanza, for what needs one: an answer of the negotiation, a stanza within another. */
    public static Element tree(Stanza stanza) {
        StanzaHeader header = stanza.header();
        Element.Builder element = Element.named(stanza.content().contextNamespace(), stanza.kind());
        header.lang().ifPresent(lang -> element.attribute(XmlName.LANG, lang));
        return element.attribute("to", header.to().map(Object::toString))
                .attribute("from", header.from().map(Object::toString))
                .attribute("type", stanza.typeAttribute())
                .attribute("id", header.id())
                .children(stanza.content().elements())
                .build();
    }

    /** The attributes as they came. */
    private record Raw(
            Optional<String> id,
            Optional<Jid> to,
            Optional<Jid> from,
            boolean malformed,
            Optional<String> type,
            Optional<String> lang,
            XmlContent content) {

        // One pass: this is done for every stanza.
        static Raw of(ParsedElement element, Optional<String> streamLang) {
            Optional<String> id = Optional.empty();
            Optional<String> to = Optional.empty();
            Optional<String> from = Optional.empty();
            Optional<String> type = Optional.empty();
            Optional<String> lang = streamLang;
            List<XmlAttribute> attributes = element.attributes();
            for (int i = 0; i < attributes.size(); i++) {
                XmlAttribute attribute = attributes.get(i);
                Optional<String> value = Optional.of(attribute.value());
                if (attribute.name().namespace().isEmpty()) {
                    switch (attribute.name().local()) {
                        case "id" -> id = value;
                        case "to" -> to = value;
                        case "from" -> from = value;
                        case "type" -> type = value;
                        default -> {
                            // others mean nothing here
                        }
                    }
                } else if (attribute.name().equals(XmlName.LANG)) {
                    lang = value;
                }
            }
            Optional<Jid> recipient = to.flatMap(Jid::parse);
            Optional<Jid> sender = from.flatMap(Jid::parse);
            boolean malformed = to.isPresent() != recipient.isPresent() || from.isPresent() != sender.isPresent();
            return new Raw(id, recipient, sender, malformed, type, lang, element.content());
        }

        /** A child in the content namespace of another kind of stream would change its meaning when it is forwarded there. */
        Optional<StanzaCondition> fault(String contentNamespace) {
            for (String namespace : STREAM_NAMESPACES) {
                if (!namespace.equals(contentNamespace) && content.hasChildIn(namespace)) {
                    return Optional.of(StanzaCondition.BAD_REQUEST);
                }
            }
            return malformed ? Optional.of(StanzaCondition.JID_MALFORMED) : Optional.empty();
        }

        StanzaHeader header() {
            return new StanzaHeader(id, to, from, lang);
        }

        StanzaReading toStanza(String kind) {
            return switch (kind) {
                case "message" ->
                    new StanzaReading.Valid(
                            new Message(header(), type.map(MessageType::named).orElse(MessageType.NORMAL), content));
                case "presence" -> presence();
                default -> iq();
            };
        }

        private StanzaReading presence() {
            if (!type.isPresent()) {
                return new StanzaReading.Valid(new Presence(header(), PresenceType.AVAILABLE, content));
            }
            Optional<PresenceType> known = PresenceType.named(type.get());
            return known.<StanzaReading>map(found -> new StanzaReading.Valid(new Presence(header(), found, content)))
                    .orElseGet(() -> reject("presence", StanzaCondition.BAD_REQUEST));
        }

        private StanzaReading iq() {
            int children = content.childCount();
            if (!id.isPresent()) {
                return reject("iq", StanzaCondition.BAD_REQUEST);
            }
            return switch (type.orElse("")) {
                case "get", "set" ->
                    children == 1
                            ? new StanzaReading.Valid(new IqRequest(
                                    header(),
                                    type.get().equals("get") ? IqRequest.Action.GET : IqRequest.Action.SET,
                                    content))
                            : reject("iq", StanzaCondition.BAD_REQUEST);
                case "result" ->
                    children <= 1
                            ? new StanzaReading.Valid(new IqResponse(header(), false, content))
                            : new StanzaReading.Ignored();
                case "error" -> new StanzaReading.Valid(new IqResponse(header(), true, content));
                default -> reject("iq", StanzaCondition.BAD_REQUEST);
            };
        }

        /** The answer carries the original content back (RFC 6120 section 8.3.1); errors and results get none. */
        StanzaReading reject(String kind, StanzaCondition condition) {
            String was = type.orElse("");
            if (was.equals("error") || was.equals("result")) {
                return new StanzaReading.Ignored();
            }
            StanzaHeader reply = new StanzaHeader(id, Optional.empty(), Optional.empty(), Optional.empty());
            XmlContent answer = content.plus(StanzaError.of(condition).toElement(content.contextNamespace()));
            return switch (kind) {
                case "message" -> new StanzaReading.Rejected(new Message(reply, MessageType.ERROR, answer));
                case "presence" -> new StanzaReading.Rejected(new Presence(reply, PresenceType.ERROR, answer));
                default ->
                    new StanzaReading.Rejected(new IqResponse(id.isPresent() ? reply : reply.withId(""), true, answer));
            };
        }
    }
}
