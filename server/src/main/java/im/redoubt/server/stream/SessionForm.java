package im.redoubt.server.stream;

import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCodec;
import im.redoubt.protocol.stanza.StanzaReading;
import im.redoubt.protocol.stream.UserAgent;
import im.redoubt.server.session.Availability;
import im.redoubt.server.session.Session;
import im.redoubt.server.session.SessionState;
import im.redoubt.server.store.Blob;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** How a session and its stanzas lie in the store: as canonical XML, which nobody but this server writes. */
final class SessionForm {
    private static final String NAMESPACE = "urn:redoubt:session:1";

    private SessionForm() {}

    /**
     * What is read of a session.
     *
     * @param acknowledged how many stanzas its client has handled
     * @param state what it is to others; what it holds is kept with the stanzas
     */
    record Read(long acknowledged, SessionState state) {}

    static Blob write(long acknowledged, SessionState state) {
        Session.Origin origin = state.origin();
        Element.Builder session = Element.named(NAMESPACE, "session")
                .attribute("acknowledged", Long.toString(acknowledged))
                .attribute("source", origin.source().getAddress().getHostAddress())
                .attribute("port", Integer.toString(origin.source().getPort()))
                .attribute("mechanism", origin.mechanism())
                .attribute("agent", origin.agent().id().map(UUID::toString))
                .attribute("since", origin.since().toString());
        state.availability()
                .ifPresent(now -> session.attribute("priority", Integer.toString(now.priority()))
                        .child(StanzaCodec.tree(now.presence())));
        state.directed()
                .forEach(address -> session.child(Element.named(NAMESPACE, "directed")
                        .text(address.toString())
                        .build()));
        state.wishes()
                .forEach(wish -> session.child(
                        Element.named(NAMESPACE, "wish").text(wish.name()).build()));
        return blob(NAMESPACE, session.build());
    }

    /** Returns what it says, or nothing if it cannot be read. */
    static Optional<Read> read(Blob blob) {
        try {
            Element session = root(NAMESPACE, blob);
            Session.Origin origin = new Session.Origin(
                    new InetSocketAddress(
                            InetAddress.ofLiteral(required(session, "source")),
                            Integer.parseInt(required(session, "port"))),
                    required(session, "mechanism"),
                    new UserAgent(session.attribute("agent").map(UUID::fromString), Optional.empty(), Optional.empty()),
                    Instant.parse(required(session, "since")));
            Set<Jid> directed = new LinkedHashSet<>();
            Set<SessionState.Wish> wishes = EnumSet.noneOf(SessionState.Wish.class);
            Optional<Availability> availability = Optional.empty();
            for (Element child : session.children()) {
                switch (child.name().local()) {
                    case "directed" -> directed.add(Jid.of(child.text()));
                    case "wish" -> wishes.add(SessionState.Wish.valueOf(child.text()));
                    default ->
                        availability = stanza(child)
                                .filter(Presence.class::isInstance)
                                .map(Presence.class::cast)
                                .map(presence ->
                                        new Availability(presence, Integer.parseInt(required(session, "priority"))));
                }
            }
            return Optional.of(new Read(
                    Long.parseLong(required(session, "acknowledged")),
                    new SessionState(origin, availability, directed, wishes, Optional.empty())));
        } catch (RuntimeException unreadable) { // whatever is wrong with it, it is not what this program writes
            return Optional.empty();
        }
    }

    private static String required(Element element, String attribute) {
        return element.attribute(attribute).orElseThrow();
    }

    static Blob write(Stanza stanza) {
        return blob(Stanza.CLIENT_NAMESPACE, StanzaCodec.tree(stanza));
    }

    /** Returns the stanza, or nothing if it cannot be read. */
    static Optional<Stanza> readStanza(Blob blob) {
        try {
            return stanza(root(Stanza.CLIENT_NAMESPACE, blob));
        } catch (RuntimeException unreadable) { // as above
            return Optional.empty();
        }
    }

    private static Optional<Stanza> stanza(Element element) {
        return StanzaCodec.read(element.toParsed(), Stanza.CLIENT_NAMESPACE, Optional.empty())
                        instanceof StanzaReading.Valid valid
                ? Optional.of(valid.stanza())
                : Optional.empty();
    }

    private static Blob blob(String namespace, Element element) {
        return Blob.of(XmlContent.of(namespace, List.of(element)).toByteArray());
    }

    private static Element root(String namespace, Blob blob) {
        return XmlContent.read(namespace, blob.toByteArray()).elements().getFirst();
    }
}
