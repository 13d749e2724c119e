package im.redoubt.server.avatar;

import static im.redoubt.server.fixture.Station.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.server.fixture.Client;
import im.redoubt.server.fixture.Station;
import im.redoubt.server.store.Blob;
import im.redoubt.server.store.Outcome;
import im.redoubt.server.store.VCards;
import im.redoubt.xml.XmlContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What presence says of the photo: every case of XEP-0398 section 4. */
class AvatarHashesTest {
    private static final String HASH = "a9993e364706816aba3e25717850c26c9cd0d89d";
    private static final Blob CARD = Blob.of("<vCard xmlns='vcard-temp'><PHOTO><BINVAL>YWJj</BINVAL></PHOTO></vCard>");
    private static final Blob BARE = Blob.of("<vCard xmlns='vcard-temp'/>");

    private final Station station = new Station();
    private final List<BareJid> reads = new ArrayList<>();
    private Optional<Blob> card = Optional.empty();
    private final AvatarHashes hashes = new AvatarHashes(
            new VCards() {
                @Override
                public CompletableFuture<Optional<Blob>> get(BareJid account) {
                    reads.add(account);
                    return CompletableFuture.completedFuture(card);
                }

                @Override
                public CompletableFuture<Outcome<Blob>> put(BareJid account, Blob vCard) {
                    throw new AssertionError("presence changes no card");
                }
            },
            station.sessions());

    private String stamped(PresenceType type, String content) {
        Presence presence = new Presence(
                StanzaHeader.EMPTY, type, XmlContent.read("jabber:client", content.getBytes(StandardCharsets.UTF_8)));
        return new String(hashes.stamped(ALICE, presence).content().toByteArray(), StandardCharsets.UTF_8);
    }

    private static String update(String inside) {
        return inside.isEmpty()
                ? "<x xmlns='vcard-temp:x:update'/>"
                : "<x xmlns='vcard-temp:x:update'>" + inside + "</x>";
    }

    @ParameterizedTest
    @CsvSource({
        "true,<photo/>,<photo/>",
        "true,'',<photo>" + HASH + "</photo>",
        "true,<photo>other</photo>,<photo>" + HASH + "</photo>",
        "true,<photo>" + HASH + "</photo>,<photo>" + HASH + "</photo>",
        "false,<photo/>,<photo/>",
        "false,'',<photo/>",
        "false,<photo>other</photo>,<photo/>"
    })
    void whatAClientSaysIsPutRight(boolean has, String said, String shown) {
        card = has ? Optional.of(CARD) : Optional.empty();
        assertThat(stamped(PresenceType.AVAILABLE, "<show>away</show>" + update(said)))
                .isEqualTo("<show>away</show>" + update(shown));
        assertThat(stamped(PresenceType.UNAVAILABLE, update(said))).isEqualTo(update(said));
    }

    @Test
    void whereNothingIsSaidTheHashIsAddedIfThereIsOne() {
        assertThat(stamped(PresenceType.AVAILABLE, "<show>away</show>")).isEqualTo("<show>away</show>");
        card = Optional.of(CARD);
        assertThat(stamped(PresenceType.AVAILABLE, "<show>away</show>"))
                .isEqualTo("<show>away</show>" + update("<photo>" + HASH + "</photo>"));
        assertThat(stamped(PresenceType.UNAVAILABLE, "")).isEmpty();
    }

    /** A card is read once for all presence of an account that is on line, and forgotten with its last session. */
    @Test
    void aCardIsReadOnce() {
        Client phone = station.client(ALICE, "phone");
        List<BareJid> told = new ArrayList<>();
        hashes.follow(told::add);
        card = Optional.of(CARD);
        stamped(PresenceType.AVAILABLE, "");
        stamped(PresenceType.AVAILABLE, "");
        assertThat(reads).hasSize(1);

        hashes.changed(ALICE, BARE);
        assertThat(told).containsExactly(ALICE);
        assertThat(stamped(PresenceType.AVAILABLE, "")).isEmpty();
        assertThat(reads).hasSize(1);
        station.gone(phone);
        hashes.ended(phone.session());
        assertThat(stamped(PresenceType.AVAILABLE, "")).contains(HASH);
        assertThat(reads).hasSize(2);
    }
}
