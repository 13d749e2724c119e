package im.redoubt.things;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.Origin;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.things.Bench.Hand;
import im.redoubt.things.command.Role;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes to a device by any other way than those of the kit moves nothing, and makes nobody a peer. */
@Tag("IOT-05")
class DeviceLineTest {
    private static final BareJid MALLORY = BareJid.of("mallory@example.org");

    private final Hand keypad = new Hand("keypad@example.org");
    private final Bench bench = new Bench().withPin().with(keypad, Role.OWNER);
    private final FakeHost net = new FakeHost(Bench.PANEL);
    private final Worker worker = new Worker(Worker::thread);
    private final DeviceLine<Toy.State> line = new DeviceLine<>(
            net.host,
            bench.core,
            worker,
            new DeviceLine.Settings<>(Unverified.of("panel"), Duration.ofMinutes(1), bench.core::memory));

    @BeforeEach
    void connect() {
        net.connect(keypad.address);
        net.asked("time").forEach(FakeHost.Asked::fail);
        worker.begin(() -> true).await();
        net.sent.clear();
        net.told.clear();
    }

    @AfterEach
    void close() {
        worker.close();
    }

    private static Message message(MessageType type, Element... payloads) {
        return new Message(StanzaHeader.EMPTY, type, XmlContent.of(Stanza.CLIENT_NAMESPACE, List.of(payloads)));
    }

    private void comes(Message message, Origin origin) {
        net.comes(keypad.address, message, origin);
        worker.begin(() -> true).await();
    }

    @ParameterizedTest
    @Tag("I-146")
    @EnumSource(MessageType.class)
    void onlyNormalMessagesAreCommands(MessageType type) {
        comes(message(type, bench.disarm(keypad, Bench.PIN)), Origin.DIRECT);
        assertThat(bench.state().armed()).isEqualTo(type != MessageType.NORMAL);
    }

    @ParameterizedTest
    @Tag("I-146")
    @EnumSource(Origin.class)
    void whatIsNotOfItsSenderItselfIsNoCommand(Origin origin) {
        comes(message(MessageType.NORMAL, bench.disarm(keypad, Bench.PIN)), origin);
        assertThat(bench.state().armed()).isEqualTo(origin != Origin.DIRECT);
    }

    @Test
    @Tag("I-143")
    void nothingLiesBesideACommand() {
        Element body =
                Element.named(Stanza.CLIENT_NAMESPACE, "body").text(Bench.PIN).build();
        Element delay = Element.named("urn:xmpp:delay", "delay").build();
        comes(message(MessageType.NORMAL, body, bench.disarm(keypad, Bench.PIN)), Origin.DIRECT);
        comes(message(MessageType.NORMAL, delay, bench.disarm(keypad, Bench.PIN)), Origin.DIRECT);
        Element disarm = bench.disarm(keypad, Bench.PIN);
        comes(message(MessageType.NORMAL, disarm, bench.arm(keypad)), Origin.DIRECT);
        comes(message(MessageType.NORMAL, disarm, disarm), Origin.DIRECT);
        assertThat(bench.state()).isEqualTo(Toy.State.FIRST);
        comes(message(MessageType.NORMAL, body), Origin.DIRECT);
        assertThat(bench.state()).isEqualTo(Toy.State.FIRST);
    }

    /** Somebody asks to see the device's presence, again and again: he sees nothing, and is nobody. */
    @Test
    @Tag("I-154")
    void askingForPresenceMakesNobodyAPeer() {
        for (int i = 0; i < 10; i++) {
            net.comes((Jid) MALLORY, PresenceType.SUBSCRIBE);
        }
        net.comes(MALLORY, message(MessageType.NORMAL, bench.disarm(keypad, Bench.PIN)), Origin.DIRECT);
        worker.begin(() -> true).await();
        assertThat(net.told)
                .noneMatch(presence ->
                        presence.type() == PresenceType.SUBSCRIBED || presence.type() == PresenceType.SUBSCRIBE);
        assertThat(bench.core.memory().members()).hasSize(1);
        assertThat(bench.core.nonce(MALLORY)).isEmpty();
        assertThat(bench.state().armed()).isTrue();
        assertThat(net.sent).isEmpty();
        assertThat(line.meeting()).isNotNull();
    }
}
