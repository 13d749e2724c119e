package im.redoubt.app.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.client.Client;
import im.redoubt.client.Host;
import im.redoubt.client.Session;
import im.redoubt.client.SignInException;
import im.redoubt.client.line.DialFailure;
import im.redoubt.client.locate.Place;
import im.redoubt.client.locate.WebSocketAddress;
import im.redoubt.client.trust.Trust;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in to the service over a WebSocket, and a message that needs the longest form of a frame. */
final class WebSocketSignInTest {
    @TempDir
    static Path directory;

    private static RunningRedoubt service;

    @BeforeAll
    static void start() {
        service = new RunningRedoubt(directory, RunningRedoubt.HTTPS)
                .with("alice")
                .with("bob");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static Client.Builder webSocket(String name, String resource) {
        return Clients.of(service, name)
                .place(Place.webSocket(WebSocketAddress.of("wss://127.0.0.1:" + service.httpsPort() + resource)));
    }

    @Test
    void messageGoesFromAWebSocketToASocketAndBack() throws InterruptedException {
        String body = "é".repeat(50_000);
        BlockingQueue<Message> heard = new LinkedBlockingQueue<>();
        try (Session alice = webSocket("alice", "/xmpp-websocket").build().open();
                Session bob = Clients.of(service, "bob").build().open()) {
            Host one = alice.get(Clients.RAW);
            Host two = bob.get(Clients.RAW);
            one.run(() -> one.onMessage(message -> heard.add(message.message())));
            two.run(() -> two.onMessage(message -> heard.add(message.message())));

            one.send(message(two, body)).sent().await(Duration.ofSeconds(10));
            Message there = heard.poll(10, TimeUnit.SECONDS);
            two.send(message(one, body)).sent().await(Duration.ofSeconds(10));
            Message back = heard.poll(10, TimeUnit.SECONDS);

            assertThat(there).isNotNull();
            assertThat(there.from()).contains(one.address());
            assertThat(back).isNotNull();
            assertThat(back.from()).contains(two.address());
            for (Message message : List.of(there, back)) {
                assertThat(message.content()
                                .first(Stanza.CLIENT_NAMESPACE, "body")
                                .map(Element::text))
                        .contains(body);
            }
        }
    }

    private static Message message(Host to, String body) {
        return new Message(
                StanzaHeader.EMPTY.withTo(to.address()),
                MessageType.CHAT,
                XmlContent.of(
                        Stanza.CLIENT_NAMESPACE,
                        List.of(Element.named(Stanza.CLIENT_NAMESPACE, "body")
                                .text(body)
                                .build())));
    }

    @Test
    @Tag("S-16")
    void whereNoWebSocketIsNothingOfTheAccountIsSaid() {
        Client client = webSocket("alice", "/elsewhere").build();

        assertThatThrownBy(client::open).isInstanceOf(SignInException.class);
    }

    @Test
    @Tag("T-28")
    void theCertificateIsThatOfTheDomainHereToo() {
        Client client =
                webSocket("alice", "/xmpp-websocket").trust(Trust.pkix()).build();

        assertThatThrownBy(client::open)
                .isInstanceOfSatisfying(
                        SignInException.class,
                        refused -> assertThat(refused.failure()).isInstanceOf(DialFailure.Untrusted.class));
    }
}
