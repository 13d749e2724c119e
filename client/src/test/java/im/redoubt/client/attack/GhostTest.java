package im.redoubt.client.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.Client;
import im.redoubt.client.Delivery;
import im.redoubt.client.DisconnectedException;
import im.redoubt.client.Host;
import im.redoubt.client.Pace;
import im.redoubt.client.Session;
import im.redoubt.client.SessionState;
import im.redoubt.testkit.fault.FaultProxy;
import im.redoubt.testkit.fault.Network;
import im.redoubt.testkit.hostile.Bending;
import im.redoubt.testkit.hostile.HonestService;
import im.redoubt.testkit.hostile.Manner.Opening;
import im.redoubt.testkit.hostile.Moment;
import im.redoubt.testkit.stream.Tree;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The connection is dead, and neither side is told: what is said into it is neither lost nor said twice. */
@Tag("N-120")
class GhostTest {
    /** As many as may wait (the outbox holds a thousand), less what the session says of itself. */
    private static final int SAID = 900;

    /** Behind the sign-in and some of the messages. */
    private static final Network DYING = Network.CLEAN.deadAfter(20_000);

    private static final Pace PACE = Pace.STANDARD
            .withSilence(Duration.ofSeconds(1))
            .withPatience(Duration.ofSeconds(4))
            .withPauses(Duration.ofMillis(20), Duration.ofMillis(100));

    private final HonestService service = Range.service(Range.CLASSIC.opening(Opening.DIRECT_TLS));
    private final Ear ear = new Ear();

    private Client client(Range range, FaultProxy proxy) {
        return range.clientBy(proxy.port()).with(ear).pace(PACE).build();
    }

    private List<Delivery> say(Session session) {
        Host host = session.get(Range.RAW);
        List<Delivery> deliveries = new ArrayList<>();
        for (int i = 0; i < SAID; i++) {
            deliveries.add(host.send(Ear.message(host.account(), Integer.toString(i))));
        }
        return deliveries;
    }

    private List<String> bodies() {
        return service.heard().stream()
                .filter(stanza -> stanza.is("jabber:client", "message"))
                .map(stanza -> stanza.children().get(0))
                .map(Tree::text)
                .toList();
    }

    private static List<String> all() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < SAID; i++) {
            all.add(Integer.toString(i));
        }
        return all;
    }

    @Test
    void whatWasSaidIntoADeadConnectionArrivesOnceWhenItIsResumed() throws IOException, InterruptedException {
        try (Range range = Range.of(service, Opening.DIRECT_TLS);
                FaultProxy proxy = FaultProxy.to(range.server().port(), DYING, Network.CLEAN);
                Session session = client(range, proxy).open()) {
            List<Delivery> deliveries = say(session);
            for (Delivery delivery : deliveries) {
                delivery.accepted().await(Range.PATIENCE);
            }
            assertThat(bodies()).isEqualTo(all());
            ear.await(heard -> heard.bodies().size() >= SAID);
            assertThat(ear.bodies()).isEqualTo(all());
            assertThat(ear.online()).extracting(SessionState.Online::resumed).containsExactly(false, true);
        }
    }

    /** The server has forgotten the session: what it had not acknowledged goes again, and in order. */
    @Test
    void nothingIsLostWhenTheServerHasForgottenTheSession() throws IOException, InterruptedException {
        service.bends(Bending.at(
                Moment.RESUMED,
                (honest, scene) -> "<failed xmlns='urn:xmpp:sm:3'><item-not-found"
                        + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>"));
        try (Range range = Range.of(service, Opening.DIRECT_TLS);
                FaultProxy proxy = FaultProxy.to(range.server().port(), DYING, Network.CLEAN);
                Session session = client(range, proxy).open()) {
            List<Delivery> deliveries = say(session);
            for (Delivery delivery : deliveries) {
                delivery.accepted().await(Range.PATIENCE);
            }
            List<String> heard = bodies();
            assertThat(heard).containsAll(all());
            assertThat(heard.subList(heard.size() - SAID / 2, heard.size()))
                    .isEqualTo(all().subList(SAID - SAID / 2, SAID));
        }
    }

    /** Where nothing can be reached any more, every single one is told. */
    @Test
    void whatCannotGoAnyMoreIsToldOfEachOne() throws IOException {
        List<Delivery> deliveries;
        try (Range range = Range.of(service, Opening.DIRECT_TLS);
                FaultProxy proxy = FaultProxy.to(range.server().port(), DYING)) {
            Session session = client(range, proxy).open();
            deliveries = say(session);
            session.end();
        }
        long accepted = 0;
        for (Delivery delivery : deliveries) {
            try {
                delivery.accepted().await(Range.PATIENCE);
                accepted++;
            } catch (DisconnectedException told) {
                assertThat(told).hasMessageNotContaining("null");
            }
        }
        assertThat(accepted).isLessThan(SAID);
        assertThatThrownBy(() -> deliveries.get(SAID - 1).accepted().await(Range.PATIENCE))
                .isInstanceOf(DisconnectedException.class);
    }
}
