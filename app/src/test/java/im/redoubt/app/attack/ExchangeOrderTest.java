package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RawClient;
import im.redoubt.app.command.RunningRedoubt;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Sign-ins whose steps come in another order than SASL has them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExchangeOrderTest {
    private static final String PASSWORD = RunningRedoubt.PASSWORD;
    private static final byte[] NONE = {};

    private final Strangers strangers;

    ExchangeOrderTest(@TempDir Path directory) {
        this.strangers = new Strangers(directory);
    }

    @AfterAll
    void stop() {
        strangers.close();
    }

    @Test
    @Tag("A-56")
    void theOrderOfAnExchangeIsKept() {
        try (RawClient client = strangers.next()) {
            client.send(Scram.response("c=biws,r=x,p=AAAA"));
            assertThat(client.await("</failure>")).contains("<malformed-request/>");
            Scram scram = Scram.begin(client, "SCRAM-SHA-256", "n,,", "alice").challenged();
            client.send("<abort xmlns='" + Scram.SASL + "'/>");
            assertThat(client.await("</failure>")).contains("<aborted/>");
            client.send(Scram.response(scram.proof(PASSWORD, NONE)));
            assertThat(client.awaitEnd()).contains("<malformed-request/>").contains("<policy-violation");
        }
    }

    @Test
    @Tag("A-56")
    void twoExchangesAtOnceAreRefusedAndNothingIsLeftOfTheFirst() {
        try (RawClient client = strangers.next()) {
            Scram scram = Scram.begin(client, "SCRAM-SHA-256", "n,,", "alice").challenged();
            client.send(Scram.auth("SCRAM-SHA-256", "n,,n=bob,r=rOprNGfwEbeRWgbNEkqO"));
            assertThat(client.await("</failure>")).contains("<malformed-request/>");
            client.send(Scram.response(scram.proof(PASSWORD, NONE)));
            assertThat(client.await("</failure>")).contains("<malformed-request/>");
        }
    }

    @Test
    @Tag("A-56")
    void whoHasSignedInCannotSignInAgain() {
        try (RawClient client = strangers.next()) {
            client.send(Scram.auth("PLAIN", "\0alice\0" + PASSWORD)).await("<success");
            client.await("/>");
            client.send(RawClient.HEADER).await("</stream:features>");

            assertThat(client.send(Scram.auth("PLAIN", "\0bob\0" + PASSWORD)).awaitEnd())
                    .contains("<stream:error><not-authorized")
                    .doesNotContain("<success");
        }
    }

    @Test
    @Tag("A-56")
    @Tag("SRV-06")
    void endlessAttemptsOnOneStreamEnd() {
        try (RawClient client = strangers.next()) {
            for (int i = 0; i < 3; i++) {
                Scram.begin(client, "SCRAM-SHA-256", "n,,", "alice").challenged();
                client.send("<abort xmlns='" + Scram.SASL + "'/>").await("</failure>");
            }
            assertThat(client.awaitEnd()).contains("<policy-violation");
        }
    }
}
