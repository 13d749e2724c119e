package im.redoubt.server.stream;

import static im.redoubt.server.fixture.Station.ALICE;
import static im.redoubt.server.fixture.Station.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.protocol.stream.UserAgent;
import im.redoubt.server.session.Availability;
import im.redoubt.server.session.Session;
import im.redoubt.server.session.SessionState;
import im.redoubt.server.store.Blob;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written of a session is read back as it was. */
@Tag("SRV-13")
@Tag("N-124")
class SessionFormTest {
    private static final StanzaHeader HEADER = new StanzaHeader(
            Optional.of("an <id>"),
            Optional.of(ALICE.withResource("phone")),
            Optional.of(BOB.withResource("a 'resource'")),
            Optional.of("de"));
    private static final Element CHILD = Element.named("urn:example", "thing")
            .attribute("a", "\n\"")
            .text("ü & <")
            .build();

    private static XmlContent content(Element... children) {
        return XmlContent.of(Stanza.CLIENT_NAMESPACE, List.of(children));
    }

    private static Session.Origin origin(String address) {
        return new Session.Origin(
                new InetSocketAddress(address, 5_222),
                "SCRAM-SHA-256",
                UserAgent.UNKNOWN,
                Instant.parse("2026-11-22T10:00:00.123Z"));
    }

    static Stream<Stanza> stanzas() {
        IqRequest request = new IqRequest(HEADER, IqRequest.Action.SET, content(CHILD));
        return Stream.of(
                new Message(
                        HEADER,
                        MessageType.CHAT,
                        content(
                                Element.named(Stanza.CLIENT_NAMESPACE, "body")
                                        .text("x")
                                        .build(),
                                CHILD)),
                new Message(StanzaHeader.EMPTY, MessageType.NORMAL, content()),
                new Presence(HEADER, PresenceType.UNAVAILABLE, content(CHILD)),
                Presence.of(PresenceType.AVAILABLE, HEADER),
                request,
                request.result(CHILD),
                StanzaError.of(StanzaCondition.ITEM_NOT_FOUND).answer(request));
    }

    @ParameterizedTest
    @MethodSource("stanzas")
    void aStanzaIsTheSameAfterwards(Stanza stanza) {
        assertThat(SessionForm.readStanza(SessionForm.write(stanza))).contains(stanza);
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.7", "2001:db8::7"})
    void aSessionIsTheSameAfterwards(String address) {
        Presence presence = new Presence(
                HEADER,
                PresenceType.AVAILABLE,
                content(
                        Element.named(Stanza.CLIENT_NAMESPACE, "priority")
                                .text("-7")
                                .build(),
                        CHILD));
        SessionState state = new SessionState(
                origin(address),
                Optional.of(new Availability(presence, -7)),
                Set.of(BOB, Jid.of("carol@localhost/x")),
                EnumSet.allOf(SessionState.Wish.class),
                Optional.empty());
        assertThat(SessionForm.read(SessionForm.write(5_000_000_000L, state)))
                .contains(new SessionForm.Read(5_000_000_000L, state));
    }

    @Test
    void aSessionThatHasDoneNothingYetToo() {
        SessionState state =
                new SessionState(origin("127.0.0.1"), Optional.empty(), Set.of(), Set.of(), Optional.empty());
        assertThat(SessionForm.read(SessionForm.write(0, state))).contains(new SessionForm.Read(0, state));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "<session/>",
                "<session acknowledged='1' source='example.org' port='1' mechanism='x' since='2026-11-22T10:00:00Z'/>",
                "<session acknowledged='1' source='::1' port='1' mechanism='x' since='2026-11-22T10:00:00Z'><wish>MONEY</wish></session>",
                "<session acknowledged='-' source='::1' port='1' mechanism='x' since='2026-11-22T10:00:00Z'/>"
            })
    void whatThisProgramDidNotWriteIsNotRead(String text) {
        assertThat(SessionForm.read(Blob.of(text))).isEmpty();
        assertThat(SessionForm.readStanza(Blob.of(text))).isEmpty();
    }
}
