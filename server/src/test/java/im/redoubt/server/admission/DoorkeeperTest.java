package im.redoubt.server.admission;

import static im.redoubt.server.fixture.Station.ALICE;
import static im.redoubt.server.fixture.Station.BOB;
import static im.redoubt.server.fixture.Station.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.server.fixture.Client;
import im.redoubt.server.fixture.Station;
import im.redoubt.server.store.Admission;
import im.redoubt.server.store.AdmissionInvitation;
import im.redoubt.server.store.InvitationToken;
import im.redoubt.server.store.TokenHash;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who shows a token, and what that costs. */
class DoorkeeperTest {
    private static final String TOKEN = "1tMFqYDdKhfe2pwp";
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    private final Station station = new Station();
    private final Client panel = station.client(ALICE, "panel");
    private final Client keypad = station.client(BOB, "keypad");
    private final List<String> told = new ArrayList<>();
    private Instant now = NOW;
    private final Doorkeeper doorkeeper = new Doorkeeper(new AdmissionCommand.Parts(
            station.admissions(),
            station.queues(),
            station.blocklists(),
            station.sessions(),
            () -> now,
            new SecureRandom(),
            2,
            (account, by, change, addresses) ->
                    told.add(change + " " + account + " by " + by.account() + ": " + addresses)));

    private void aliceHears(BareJid... others) {
        station.admissions()
                .says(
                        ALICE,
                        Admission.Listed.of(
                                List.of(others),
                                List.of(new AdmissionInvitation(
                                        TokenHash.of(InvitationToken.of(TOKEN)), NOW.plus(Duration.ofHours(1))))));
    }

    private void knocks(Client guest, PresenceType type, BareJid account, String... tokens) {
        List<Element> shown = Arrays.stream(tokens)
                .map(token -> Element.named("urn:xmpp:pars:0", "preauth")
                        .attribute("token", token)
                        .build())
                .toList();
        doorkeeper.knocks(
                guest.session(),
                new Presence(StanzaHeader.EMPTY.withTo(account), type, XmlContent.of(Stanza.CLIENT_NAMESPACE, shown)),
                account);
    }

    private boolean hears(BareJid account, BareJid other) {
        return !station.blocklists().of(account).join().blocks(other);
    }

    @Test
    @Tag("IOT-05")
    @Tag("I-154")
    void theFirstWhoShowsTheTokenIsLetInAndTheAccountIsTold() {
        aliceHears();
        panel.session().followAdmission();
        knocks(keypad, PresenceType.SUBSCRIBE, ALICE, TOKEN);
        assertThat(hears(ALICE, BOB)).isTrue();
        assertThat(panel.received()).hasSize(1);
        assertThat(told).containsExactly("INVITED alice@localhost by bob@localhost: 1");

        knocks(station.client(CAROL, "late"), PresenceType.SUBSCRIBE, ALICE, TOKEN);
        assertThat(hears(ALICE, CAROL)).isFalse();
        assertThat(panel.received()).hasSize(1);
        assertThat(told).hasSize(1);
    }

    /** Of an account that is on line everything is at hand, so that guessing is as cheap as any stanza. */
    @ParameterizedTest
    @Tag("I-150")
    @ValueSource(
            strings = {
                "1tMFqYDdKhfe2pwq",
                "1tMFqYDdKhfe2pw",
                "",
                " 1tMFqYDdKhfe2pwp",
                "1tMFqYDdKhfe2pwp\n",
                "-929ppfeJs07qRI8a3fVtbSDxFUObnoh7s3BM7bCT6Q"
            })
    void aWrongTokenAsksTheStoreForNothing(String token) {
        aliceHears();
        hears(ALICE, BOB);
        int before = station.admissions().asked().size();
        for (int i = 0; i < 100; i++) {
            knocks(keypad, PresenceType.SUBSCRIBE, ALICE, token);
        }
        assertThat(station.admissions().asked()).hasSize(before);
        assertThat(hears(ALICE, BOB)).isFalse();
    }

    @Test
    @Tag("I-154")
    void aTokenCountsOnceInARequestToSeePresenceAndNowhereElse() {
        aliceHears();
        for (PresenceType type : PresenceType.values()) {
            if (type != PresenceType.SUBSCRIBE) {
                knocks(keypad, type, ALICE, TOKEN);
            }
        }
        knocks(keypad, PresenceType.SUBSCRIBE, ALICE, TOKEN, TOKEN);
        knocks(keypad, PresenceType.SUBSCRIBE, ALICE, TOKEN, "1tMFqYDdKhfe2pwq");
        knocks(keypad, PresenceType.SUBSCRIBE, CAROL, TOKEN);
        now = NOW.plus(Duration.ofHours(1));
        knocks(keypad, PresenceType.SUBSCRIBE, ALICE, TOKEN);
        assertThat(hears(ALICE, BOB)).isFalse();
        assertThat(told).isEmpty();
        assertThat(station.admissions().asked()).noneMatch(asked -> asked.startsWith("admit"));
    }

    /** Whoever is heard anyway, or is blocked, does not use it up. */
    @Test
    @Tag("R-79")
    void aTokenIsNotUsedUpByWhoIsHeardOrBlocked() {
        aliceHears(BOB);
        knocks(keypad, PresenceType.SUBSCRIBE, ALICE, TOKEN);
        knocks(panel, PresenceType.SUBSCRIBE, ALICE, TOKEN);
        station.blocks().blocks(ALICE, "carol@localhost");
        station.gone(panel);
        station.blocklists().forget(ALICE);
        knocks(station.client(CAROL, "x"), PresenceType.SUBSCRIBE, ALICE, TOKEN);
        assertThat(told).isEmpty();
        assertThat(station.admissions().asked()).noneMatch(asked -> asked.startsWith("admit"));
    }

    @Test
    @Tag("D-105")
    void aFullListLetsNobodyIn() {
        aliceHears(CAROL, BareJid.of("dora@localhost"));
        knocks(keypad, PresenceType.SUBSCRIBE, ALICE, TOKEN);
        assertThat(hears(ALICE, BOB)).isFalse();
        assertThat(told).isEmpty();
    }
}
