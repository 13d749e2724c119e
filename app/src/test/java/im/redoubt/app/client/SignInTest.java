package im.redoubt.app.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.client.Client;
import im.redoubt.client.Delivery;
import im.redoubt.client.Host;
import im.redoubt.client.Session;
import im.redoubt.client.SessionState;
import im.redoubt.client.SignInException;
import im.redoubt.client.credential.Password;
import im.redoubt.client.line.DialFailure;
import im.redoubt.client.locate.Place;
import im.redoubt.client.trust.Trust;
import im.redoubt.protocol.stanza.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in to the service over sockets and TLS, and the first message. */
final class SignInTest {
    @TempDir
    static Path directory;

    private static RunningRedoubt service;

    @BeforeAll
    static void start() {
        service = new RunningRedoubt(directory).with("alice").with("bob");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void messageGoesFromOneToTheOther() throws InterruptedException {
        Client alice = Clients.of(service, "alice").build();
        Client bob = Clients.of(service, "bob")
                .place(Place.directTls("127.0.0.1", service.tlsPort()))
                .build();
        BlockingQueue<Message> heard = new LinkedBlockingQueue<>();
        try (Session one = alice.open();
                Session two = bob.open()) {
            two.get(Clients.RAW).run(() -> two.get(Clients.RAW).onMessage(message -> heard.add(message.message())));
            Host host = one.get(Clients.RAW);
            assertThat(one.state()).isInstanceOf(SessionState.Online.class);
            Delivery delivery = host.send(Clients.message(two.get(Clients.RAW).address(), "hello"));
            delivery.sent().await(Duration.ofSeconds(5));
            Message message = heard.poll(5, TimeUnit.SECONDS);
            assertThat(message).isNotNull();
            assertThat(message.from()).contains(host.address());
        }
    }

    @Test
    void wrongPasswordIsToldAndNotTriedAgain() {
        Client client = Clients.of(service, "alice")
                .password(Password.of("wrong horse battery".toCharArray()))
                .build();
        assertThatThrownBy(client::open).isInstanceOf(SignInException.class).hasMessageContaining("password");
    }

    @Test
    void serverOfAnAuthorityThatIsNotTrustedGetsNothing() {
        Client client = Clients.of(service, "alice").trust(Trust.pkix()).build();
        assertThatThrownBy(client::open)
                .isInstanceOfSatisfying(
                        SignInException.class,
                        refused -> assertThat(refused.failure()).isInstanceOf(DialFailure.Untrusted.class));
    }

    @Test
    void nobodyThereIsToldSo() {
        Client client = Clients.of(service, "alice")
                .place(Place.startTls("127.0.0.1", 1))
                .build();
        assertThatThrownBy(client::open)
                .isInstanceOfSatisfying(
                        SignInException.class,
                        refused -> assertThat(refused.failure()).isInstanceOf(DialFailure.Unreachable.class));
    }
}
