package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.Jid;
import im.redoubt.xml.XmlEvent;
import java.util.Optional;

/** The rules for a server's stream header (RFC 6120 sections 4.7 to 4.9), the same for every stream of a connection. */
final class ServerHeader {
    private ServerHeader() {}

    /** Returns what is wrong with {@code header}, or nothing. */
    static Optional<StreamError> fault(XmlEvent.Opened header, ClientContext context) {
        Optional<StreamError> names = HeaderCheck.names(header);
        if (names.isPresent()) {
            return names;
        }
        boolean domain = HeaderCheck.attribute(header, "from")
                .flatMap(Jid::parse)
                .filter(context.domain()::equals)
                .isPresent();
        if (!domain) {
            return Optional.of(StreamError.of(StreamCondition.INVALID_FROM, "not the domain that was asked for"));
        }
        if (HeaderCheck.attribute(header, "to").isPresent() && !addressed(header, context)) {
            return Optional.of(StreamError.of(StreamCondition.INVALID_FROM, "a header to somebody else"));
        }
        if (!HeaderCheck.attribute(header, "id").filter(id -> !id.isEmpty()).isPresent()) {
            return Optional.of(StreamError.of(StreamCondition.INVALID_XML, "a stream without an id"));
        }
        // An answer repeats our version or has a lesser one (section 4.7.5), and before 1.0 there was no TLS.
        boolean version = HeaderCheck.attribute(header, "version")
                .filter(text -> text.startsWith("1.") && HeaderCheck.supported(text))
                .isPresent();
        return version
                ? Optional.empty()
                : Optional.of(StreamError.of(StreamCondition.UNSUPPORTED_VERSION, "version 1.0 is required"));
    }

    private static boolean addressed(XmlEvent.Opened header, ClientContext context) {
        return HeaderCheck.attribute(header, "to")
                .flatMap(Jid::parse)
                .map(Jid::bare)
                .filter(context.account()::equals)
                .isPresent();
    }
}
