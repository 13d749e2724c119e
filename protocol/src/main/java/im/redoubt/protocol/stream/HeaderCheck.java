package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.xml.XmlAttribute;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlName;
import java.util.Optional;

/**
 * The rules for a client's stream header (RFC 6120 sections 4.7 to 4.9).
 *
 * @param from whom the client says it is
 * @param lang the stream's language
 * @param fault what is wrong with the header, absent if nothing is
 */
record HeaderCheck(Optional<Jid> from, Optional<String> lang, Optional<StreamError> fault) {
    static HeaderCheck of(XmlEvent.Opened header, BareJid domain) {
        Optional<String> from = attribute(header, "from");
        Optional<Jid> sender = from.flatMap(Jid::parse);
        Optional<StreamError> fault = fault(header, domain);
        if (!fault.isPresent() && from.isPresent() && !sender.isPresent()) {
            fault = Optional.of(StreamError.of(StreamCondition.INVALID_FROM));
        }
        if (!fault.isPresent() && sender.isPresent() && !sender.get().domain().equals(domain.domain())) {
            // XEP-0388 section 2.1: whoever is of another domain is not signed in here.
            fault = Optional.of(StreamError.of(StreamCondition.INVALID_FROM, "not of the domain of this server"));
        }
        return new HeaderCheck(sender, lang(header), fault);
    }

    /** Returns what is wrong with the names in a header of either side. */
    static Optional<StreamError> names(XmlEvent.Opened header) {
        if (!header.name().namespace().equals(StreamNames.STREAMS)) {
            return Optional.of(StreamError.of(StreamCondition.INVALID_NAMESPACE, "not the streams namespace"));
        }
        if (!header.name().local().equals("stream")) {
            return Optional.of(StreamError.of(StreamCondition.BAD_FORMAT, "the root element is stream"));
        }
        if (!header.defaultNamespace().equals(Stanza.CLIENT_NAMESPACE)) {
            return Optional.of(
                    StreamError.of(StreamCondition.INVALID_NAMESPACE, "the content namespace is jabber:client"));
        }
        return Optional.empty();
    }

    private static Optional<StreamError> fault(XmlEvent.Opened header, BareJid domain) {
        Optional<StreamError> names = names(header);
        if (names.isPresent()) {
            return names;
        }
        if (!attribute(header, "to").flatMap(Jid::parse).filter(domain::equals).isPresent()) {
            return Optional.of(StreamError.of(StreamCondition.HOST_UNKNOWN, "that domain is not served here"));
        }
        return supported(attribute(header, "version").orElse("0.9"))
                ? Optional.empty()
                : Optional.of(StreamError.of(StreamCondition.UNSUPPORTED_VERSION, "version 1.0 is required"));
    }

    /** Any version from 1.0 on will do, since the answer says 1.0 (section 4.7.5). */
    static boolean supported(String version) {
        int dot = version.indexOf('.');
        if (dot < 1 || dot > 3 || version.length() > dot + 4 || version.length() == dot + 1) {
            return false;
        }
        for (int i = 0; i < version.length(); i++) {
            if (i != dot && (version.charAt(i) < '0' || version.charAt(i) > '9')) {
                return false;
            }
        }
        return Integer.parseInt(version.substring(0, dot)) >= 1;
    }

    static Optional<String> attribute(XmlEvent.Opened header, String local) {
        for (XmlAttribute attribute : header.attributes()) {
            if (attribute.name().is("", local)) {
                return Optional.of(attribute.value());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> lang(XmlEvent.Opened header) {
        for (XmlAttribute attribute : header.attributes()) {
            if (attribute.name().equals(XmlName.LANG)) {
                return Optional.of(attribute.value());
            }
        }
        return Optional.empty();
    }
}
