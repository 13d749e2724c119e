package im.redoubt.server.routing;

import static im.redoubt.server.fixture.Station.ALICE;
import static im.redoubt.server.fixture.Station.BOB;
import static im.redoubt.server.fixture.Station.DOMAIN;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.server.carbons.Carbons;
import im.redoubt.server.fixture.Client;
import im.redoubt.server.fixture.NotingKeeper;
import im.redoubt.server.fixture.Station;
import im.redoubt.server.routing.Keeper.Held;
import im.redoubt.server.routing.Keeper.Kept;
import im.redoubt.server.session.Debt;
import im.redoubt.server.store.MemoryLog;
import im.redoubt.xml.XmlContent;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept until a session has it, and what is said of a message of the server itself. */
@Tag("SRV-13")
class EntrustedTest {
    private static final Message MESSAGE = new Message(
            new StanzaHeader(
                    Optional.of("m"), Optional.of(BOB), Optional.of(ALICE.withResource("phone")), Optional.empty()),
            MessageType.NORMAL,
            XmlContent.empty("jabber:client"));

    private final Station station = new Station();
    private final MemoryLog log = new MemoryLog();
    private final CompletableFuture<Kept> commit = new CompletableFuture<>();
    private final NotingKeeper keeper = new NotingKeeper().answering(commit);
    private final MessageRouter router = new MessageRouter(
            DOMAIN, station.sessions(), keeper, new Carbons(station.sessions()), station.blocklists());
    private final Client alice = station.client(ALICE, "phone");

    private void sends() {
        keeper.committing(commit);
        var _ = router.begin(alice.session(), MESSAGE, Optional.empty(), Runnable::run)
                .thenAccept(passage -> assertThat(passage).isInstanceOf(Passage.Kept.class));
    }

    private Debt commits() {
        Debt debt = new Debt(log, MemoryLog.id(1));
        commit.complete(new Kept.Done(() -> MESSAGE, () -> MESSAGE, Optional.of(debt)));
        return debt;
    }

    @Test
    void oneOfSeveralSessionsIsEnough() {
        Client home = station.client(BOB, "home").available(0);
        Client desk = station.client(BOB, "desk").available(0);
        sends();
        commits();
        assertThat(log.arrived()).isEmpty();
        assertThat(home.claims().getFirst().lost()).isFalse();
        desk.claims().getFirst().got();
        home.claims().getFirst().got();
        assertThat(log.arrived()).containsExactly(MemoryLog.id(1));
    }

    /** It is kept on under its id when all have lost it, and when nobody is there any more at the commit. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatNobodyGotIsHeldUnderItsId(boolean sent) {
        Client home = station.client(BOB, "home").available(0);
        sends();
        if (sent) {
            commits();
            assertThat(home.claims().getFirst().lost()).isTrue();
            station.gone(home);
            router.returned(BOB, new Entrusted(MESSAGE, home.claims().getFirst().debt()));
        } else {
            station.gone(home);
            commits();
        }
        assertThat(keeper.owed()).containsExactly(MemoryLog.id(1));
        assertThat(log.arrived()).isEmpty();
    }

    /** Blocked while it was on its way: it is for nobody, and so nobody keeps it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("R-79")
    void whatIsForNobodyAnyMoreIsNotKept(boolean returned) {
        Client home = station.client(BOB, "home").available(0);
        sends();
        station.blocks().blocks(BOB, "alice@localhost");
        station.gone(home);
        station.blocklists().forget(BOB);
        Client again = station.client(BOB, "again").available(0);
        if (returned) {
            router.returned(BOB, new Entrusted(MESSAGE, Optional.of(new Debt(log, MemoryLog.id(1)))));
        } else {
            commits();
        }
        assertThat(again.received()).isEmpty();
        assertThat(keeper.owed()).isEmpty();
        assertThat(log.arrived()).containsExactly(MemoryLog.id(1));
    }

    /** Where it is not known whether he is blocked it stays on disk for the next start. */
    @Test
    void whatCannotBeJudgedStays() {
        station.client(BOB, "home").available(0);
        station.blocks().fail();
        router.returned(BOB, new Entrusted(MESSAGE, Optional.of(new Debt(log, MemoryLog.id(1)))));
        assertThat(log.arrived()).isEmpty();
    }

    private CompletableFuture<Announced> announces() {
        keeper.committing(commit);
        return router.announce(BOB, MESSAGE).toCompletableFuture();
    }

    /** Whoever was there at first is gone at the commit: what is said of the message is what became of it. */
    @ParameterizedTest
    @CsvSource({"KEPT,WAITS", "ARCHIVED,ARCHIVED", "FULL,FULL", "FAILED,NOT_KEPT"})
    @Tag("SRV-11")
    void ofWhatFoundNobodyAfterAllTheTruthIsSaid(Held held, Announced said) {
        Client home = station.client(BOB, "home").available(0);
        CompletableFuture<Announced> announced = announces();
        station.gone(home);
        keeper.holding(held);
        assertThat(announced).isNotDone();
        commits();
        assertThat(announced).isCompletedWithValue(said);
    }

    @ParameterizedTest
    @CsvSource({"true,DELIVERED", "false,WAITS"})
    @Tag("SRV-11")
    void whatIsKeptIsDeliveredOrWaits(boolean there, Announced said) {
        if (there) {
            station.client(BOB, "home").available(0);
        }
        CompletableFuture<Announced> announced = announces();
        commits();
        assertThat(announced).isCompletedWithValue(said);
    }

    @ParameterizedTest
    @CsvSource({"true,FULL", "false,NOT_KEPT"})
    @Tag("SRV-11")
    void whatIsNotKeptIsSaidToBe(boolean full, Announced said) {
        CompletableFuture<Announced> announced = announces();
        commit.complete(full ? new Kept.Full() : new Kept.Failed());
        assertThat(announced).isCompletedWithValue(said);
    }

    /** Where nothing of it is kept, those who are there get it, and who is not does not. */
    @Test
    @Tag("SRV-11")
    void whatIsNotWorthKeepingGoesToThoseWhoAreThere() {
        Client home = station.client(BOB, "home").available(0);
        keeper.keepsNothing();
        assertThat(router.announce(BOB, MESSAGE).toCompletableFuture()).isCompletedWithValue(Announced.DELIVERED);
        assertThat(home.received()).hasSize(1);
        station.gone(home);
        keeper.holding(Held.FULL);
        assertThat(router.announce(BOB, MESSAGE).toCompletableFuture()).isCompletedWithValue(Announced.FULL);
    }
}
