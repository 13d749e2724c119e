package im.redoubt.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.server.clientstate.Attention;
import im.redoubt.server.session.Claim;
import im.redoubt.server.session.Parcel;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What waits while nobody looks at the client, in which order, and how much of it. */
@Tag("X-93")
class DeferredTest {
    private final Deferred deferred = new Deferred(5_000);

    /** A presence from the contact of this name. */
    static Parcel presence(String name, String id) {
        FullJid from = (FullJid) Jid.parse(name + "@localhost/x").orElseThrow();
        return new Parcel(
                Presence.of(
                        PresenceType.AVAILABLE, StanzaHeader.EMPTY.withId(id).withFrom(from)),
                Claim.SPARE,
                0);
    }

    private List<String> released() {
        return deferred.release().stream()
                .map(parcel -> parcel.stanza().id().orElse(""))
                .toList();
    }

    @Test
    void nothingWaitsUntilTheClientSaysSo() {
        assertThat(deferred.takes(presence("a", "1"))).isFalse();
        deferred.attention(Attention.INACTIVE);
        assertThat(deferred.takes(presence("a", "2"))).isTrue();
        assertThat(deferred.takes(Parcels.message(3))).isFalse();
        deferred.attention(Attention.ACTIVE);
        assertThat(deferred.takes(presence("a", "4"))).isFalse();
        assertThat(released()).containsExactly("2");
    }

    /** In the order sent, which the newer one of two has at its own place. */
    @Test
    void theNewestOfEachComesInTheOrderSent() {
        deferred.attention(Attention.INACTIVE);
        deferred.takes(presence("a", "1"));
        deferred.takes(presence("b", "2"));
        deferred.takes(presence("c", "3"));
        deferred.takes(presence("a", "4"));
        deferred.takes(presence("a", "5"));
        assertThat(released()).containsExactly("2", "3", "5");
        assertThat(released()).isEmpty();
    }

    @Test
    void isFullByItsBytesAndOfOneContactNever() {
        deferred.attention(Attention.INACTIVE);
        for (int number = 0; number < 1_000; number++) {
            deferred.takes(presence("a", "x"));
            assertThat(deferred.isFull()).isFalse();
        }
        int contacts = 1;
        while (!deferred.isFull() && contacts < 1_000) {
            deferred.takes(presence("contact" + contacts++, "x"));
        }
        assertThat(contacts).isEqualTo(10);
        assertThat(released()).hasSize(10);
        assertThat(deferred.isFull()).isFalse();
    }

    @Test
    void whereNothingMayWaitNothingDoes() {
        Deferred none = new Deferred(0);
        none.attention(Attention.INACTIVE);
        assertThat(none.takes(presence("a", "1"))).isFalse();
    }
}
