package im.redoubt.client.attack;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.Client;
import im.redoubt.client.Delivery;
import im.redoubt.client.Host;
import im.redoubt.client.Session;
import im.redoubt.client.SignInException;
import im.redoubt.testkit.fault.FaultProxy;
import im.redoubt.testkit.fault.Network;
import im.redoubt.testkit.hostile.HonestService;
import im.redoubt.testkit.hostile.Manner;
import im.redoubt.testkit.hostile.Manner.Opening;
import im.redoubt.testkit.stream.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The first connection is cut behind every byte of either side, from the first of the handshake on. Each message arrives exactly
 * once and in order, both ways; whoever had no session yet asks for one again.
 */
@Tag("N-121")
class CutTest {
    private static final List<String> SAID = List.of("0", "1", "2", "3", "4");

    /** More than the bytes of either side, with all these messages and their echoes. */
    private static final int MOST_BYTES = 20_000;

    private record Outcome(boolean cut, long sent) {}

    private static Outcome exchange(Manner manner, Network first) throws IOException, InterruptedException {
        HonestService service = Range.service(manner);
        Ear ear = new Ear();
        try (Range range = Range.of(service, manner.opening());
                FaultProxy proxy = FaultProxy.to(range.server().port(), first, Network.CLEAN);
                Session session = open(range.clientBy(proxy.port()).with(ear).build())) {
            Host host = session.get(Range.RAW);
            List<Delivery> deliveries = new ArrayList<>();
            for (String body : SAID) {
                deliveries.add(host.send(Ear.message(host.account(), body)));
            }
            for (Delivery delivery : deliveries) {
                delivery.accepted().await(Range.PATIENCE);
            }
            ear.await(heard -> heard.bodies().size() >= SAID.size());
            assertThat(ear.bodies()).as("heard, with %s", first).isEqualTo(SAID);
            assertThat(said(service)).as("said, with %s", first).isEqualTo(SAID);
            Leaks.assertNoMoreThan(Leaks.Disclosure.SESSION, range.server().recordings());
            return new Outcome(range.server().recordings().size() > 1, proxy.sent());
        }
    }

    /** The first failure is the application's to hear of; it asks again. */
    private static Session open(Client client) {
        try {
            return client.open();
        } catch (SignInException cut) {
            return client.open();
        }
    }

    private static List<String> said(HonestService service) {
        return service.heard().stream()
                .filter(stanza -> stanza.is("jabber:client", "message"))
                .map(stanza -> stanza.children().get(0))
                .map(Tree::text)
                .toList();
    }

    /** Cuts in steps until a whole exchange passes without. */
    private static void cuts(Manner manner, int step, LongFunction<Network> network)
            throws IOException, InterruptedException {
        int cuts = 0;
        for (long bytes = 0;
                bytes < MOST_BYTES && exchange(manner, network.apply(bytes)).cut();
                bytes += step) {
            cuts++;
        }
        assertThat(cuts).as("places").isGreaterThan(1_000 / step);
    }

    @Test
    void everythingArrivesOnceWhereverTheClientIsCut() throws IOException, InterruptedException {
        cuts(Range.CLASSIC, 61, Network.CLEAN::cutAfter);
        cuts(Range.MODERN, 53, Network.CLEAN::cutAfter);
    }

    @Test
    void everythingArrivesOnceWhereverTheServerIsCut() throws IOException, InterruptedException {
        cuts(Range.CLASSIC, 311, Network.CLEAN::cutAfterAnswers);
        cuts(Range.MODERN, 257, Network.CLEAN::cutAfterAnswers);
    }

    @Test
    @Tag("long")
    void everythingArrivesOnceBehindEveryByte() throws IOException, InterruptedException {
        cuts(Range.CLASSIC, 1, Network.CLEAN::cutAfter);
        cuts(Range.CLASSIC, 1, Network.CLEAN::cutAfterAnswers);
    }

    @Test
    void withoutACutNothingIsSaidTwice() throws IOException, InterruptedException {
        assertThat(exchange(Range.MODERN.opening(Opening.STARTTLS), Network.CLEAN)
                        .cut())
                .isFalse();
    }
}
