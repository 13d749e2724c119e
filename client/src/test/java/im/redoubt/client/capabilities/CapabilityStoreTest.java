package im.redoubt.client.capabilities;

import static im.redoubt.client.capabilities.Clients.PC;
import static im.redoubt.client.capabilities.Clients.caps;
import static im.redoubt.client.capabilities.Clients.features;
import static im.redoubt.client.capabilities.Clients.ver;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.Rig;
import im.redoubt.protocol.address.FullJid;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is known of clients lasts where the application keeps it, and is verified anew whoever had it meanwhile. */
@Tag("X-83")
final class CapabilityStoreTest {
    private static final String BOB = "bob@example.org/desk";
    private static final String CAROL = "carol@example.org/phone";
    private static final String SAYS = PC + features("urn:a", "urn:b");
    private static final String PSI = caps(ver(SAYS));

    /** A store in memory. */
    private static final class Shelf implements CapabilityStore {
        private final List<byte[]> saved = new ArrayList<>();
        private byte[] now = new byte[0];

        @Override
        public byte[] load() {
            return now;
        }

        @Override
        public void save(byte[] all) {
            saved.add(all);
            now = all;
        }

        Shelf holding(String text) {
            now = text.getBytes(StandardCharsets.UTF_8);
            return this;
        }

        String text() {
            return new String(now, StandardCharsets.UTF_8);
        }
    }

    /** A session that keeps what it knows on a shelf. */
    private static final class Visit {
        private final Rig rig = new Rig();
        private final Capabilities capabilities;
        private final Clients clients = new Clients(rig);

        Visit(Shelf shelf) {
            capabilities = rig.attach(Capabilities.keptIn(shelf));
            rig.connect()
                    .answers("<query xmlns='jabber:iq:roster'><item jid='bob@example.org' subscription='both'/>"
                            + "<item jid='carol@example.org' subscription='to'/></query>");
            rig.sent();
        }

        void learns(String client, String inside) {
            clients.comes(client, caps(ver(inside)));
            capabilities.of(FullJid.of(client)).whenDone((info, failure) -> {});
            clients.answers(client, inside);
        }

        boolean knows(String client, String announcement) {
            clients.comes(client, announcement);
            return capabilities.known(FullJid.of(client)).isPresent();
        }
    }

    @Test
    void theNextSessionKnowsWhatThisOneVerified() {
        Shelf shelf = new Shelf();
        Visit first = new Visit(shelf);
        first.learns(BOB, SAYS);
        assertThat(shelf.saved).as("not at once").isEmpty();
        first.rig.advance(Duration.ofMinutes(1));
        assertThat(shelf.saved).hasSize(1);
        first.rig.advance(Duration.ofMinutes(10));
        assertThat(shelf.saved).as("there is nothing new").hasSize(1);
        assertThat(shelf.text()).doesNotContain("bob");
        Visit second = new Visit(shelf);
        assertThat(second.knows(CAROL, PSI)).isTrue();
        assertThat(second.capabilities.known(FullJid.of(CAROL)).orElseThrow().has("urn:b"))
                .isTrue();
        assertThat(second.clients.asked()).isEmpty();
    }

    @Test
    void whatIsNewIsKeptWhenTheConnectionIsGone() {
        Shelf shelf = new Shelf();
        Visit first = new Visit(shelf);
        first.learns(BOB, SAYS);
        first.rig.cut();
        assertThat(shelf.saved).hasSize(1);
        first.rig.advance(Duration.ofMinutes(10));
        assertThat(shelf.saved).hasSize(1);
    }

    @Test
    void whatWasNotVerifiedIsNotKept() {
        Shelf shelf = new Shelf();
        Visit first = new Visit(shelf);
        first.clients.comes(BOB, PSI);
        first.capabilities.of(FullJid.of(BOB)).whenDone((info, failure) -> {});
        first.clients.answers(BOB, SAYS + features("urn:poison"));
        first.rig.advance(Duration.ofMinutes(1)).cut();
        assertThat(shelf.saved).isEmpty();
    }

    /** Who can write to the store cannot say what clients can do. */
    @Test
    void whatWasChangedIsNotBelieved() {
        Shelf shelf = new Shelf();
        Visit first = new Visit(shelf);
        first.learns(BOB, SAYS);
        first.rig.cut();
        String kept = shelf.text();
        assertThat(new Visit(shelf).knows(BOB, PSI)).isTrue();
        assertThat(new Visit(shelf.holding(kept.replace("urn:b", "urn:c"))).knows(BOB, PSI))
                .isFalse();
        assertThat(new Visit(shelf.holding(kept.replace("sha-1", "sha-256"))).knows(BOB, PSI))
                .isFalse();
        assertThat(new Visit(shelf.holding(kept.replace("</query>", "<feature var='urn:b'/></query>"))).knows(BOB, PSI))
                .isFalse();
    }

    @Test
    void whatIsNoneIsPassedOver() {
        Shelf shelf = new Shelf();
        for (String nonsense :
                List.of("", "<", "nonsense", "<answer/>", "<answer hash='x'/>", "<other/><answer hash='#.'/>")) {
            assertThat(new Visit(shelf.holding(nonsense)).knows(BOB, PSI)).isFalse();
        }
        assertThat(new Visit(shelf.holding(" ".repeat(Capabilities.MOST_BYTES + 1))).knows(BOB, PSI))
                .isFalse();
    }

    /** However much was learnt, what is kept can be read again. */
    @Test
    void whatIsKeptFits() {
        Shelf shelf = new Shelf();
        KnownCapabilities known = new KnownCapabilities(() -> {});
        Visit visit = new Visit(shelf);
        for (int i = 0; i < KnownCapabilities.MOST_FROM_ONE; i++) {
            visit.learns(BOB, features("urn:n" + i + "x".repeat(30_000)));
            visit.learns(CAROL, features("urn:m" + i + "x".repeat(30_000)));
        }
        visit.rig.cut();
        assertThat(shelf.now.length).isBetween(100_000, Capabilities.MOST_BYTES);
        known.take(shelf.now);
        assertThat(known.toByteArray()).isEqualTo(shelf.now);
    }
}
