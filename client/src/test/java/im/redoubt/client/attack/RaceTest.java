package im.redoubt.client.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import im.redoubt.client.Client;
import im.redoubt.client.SignInException;
import im.redoubt.client.line.DialFailure;
import im.redoubt.protocol.stream.ClientFailure;
import im.redoubt.testkit.hostile.Conversation;
import im.redoubt.testkit.hostile.Manner.Opening;
import im.redoubt.testkit.hostile.Recording;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Somebody between client and server takes STARTTLS out, and does so late, twice, in pieces and with noise (CVE-2016-10027, where
 * one of many attempts slipped through). Not one of so many may.
 */
@Tag("LIB-04")
@Tag("T-22")
@Tag("once")
class RaceTest {
    private static final int TIMES = 10_000;
    private static final String HEADER = "<?xml version='1.0'?><stream:stream id='s' from='example.org' version='1.0'"
            + " xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
    private static final String STRIPPED = "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
            + "<mechanism>PLAIN</mechanism><mechanism>SCRAM-SHA-256</mechanism></mechanisms></stream:features>";
    private static final List<String> MOVES = List.of(
            STRIPPED,
            STRIPPED + STRIPPED,
            "<stream:features/>" + STRIPPED,
            "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>" + STRIPPED,
            "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>" + STRIPPED,
            STRIPPED + "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");

    /** Sends a move in pieces, the header with it or before it, and dawdles in between. */
    private static void play(Conversation talk, Random random) throws IOException {
        if (random.nextBoolean()) {
            talk.await("version='1.0'");
        }
        String said = HEADER + MOVES.get(random.nextInt(MOVES.size()));
        int from = 0;
        while (from < said.length()) {
            int to = random.nextInt(4) == 0 ? said.length() : Math.min(said.length(), from + 1 + random.nextInt(120));
            talk.send(said.substring(from, to));
            from = to;
            for (int i = random.nextInt(300); i > 0; i--) {
                Thread.onSpinWait();
            }
        }
        talk.fallSilent();
    }

    @Test
    void nothingSlipsThroughInTenThousandAttempts() throws InterruptedException {
        Random random = new Random(22);
        try (Range range = Range.of(
                talk -> {
                    long seed;
                    synchronized (random) {
                        seed = random.nextLong();
                    }
                    play(talk, new Random(seed));
                },
                Opening.STARTTLS)) {
            Client client = range.client().build();
            for (int i = 0; i < TIMES; i++) {
                SignInException refusal = catchThrowableOfType(SignInException.class, client::open);
                assertThat(refusal).as("attempt %d", i).isNotNull();
                assertThat(((DialFailure.Failed) refusal.failure()).why()).isInstanceOf(ClientFailure.Insecure.class);
            }
            List<Recording> recordings = range.server().awaitGone(TIMES, Duration.ofSeconds(60));
            assertThat(recordings).hasSize(TIMES);
            Leaks.assertNoMoreThan(Leaks.Disclosure.DOMAIN, recordings);
        }
    }
}
