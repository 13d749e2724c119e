package im.redoubt.server.blocking;

import static im.redoubt.server.fixture.Station.ALICE;
import static im.redoubt.server.fixture.Station.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.Jid;
import im.redoubt.server.fixture.Client;
import im.redoubt.server.fixture.Station;
import im.redoubt.server.store.Admission;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is at hand of the lists, when the store is asked, and what is said while it does not answer. */
class BlocklistsTest {
    private final Station station = new Station();
    private final Blocklists lists = station.blocklists();

    private CompletableFuture<Barrier> between(String from, String to) {
        return lists.between(Jid.of(from), Jid.of(to));
    }

    @ParameterizedTest
    @Tag("R-79")
    @CsvSource({
        "alice@localhost/phone, bob@localhost/home,    OF_RECIPIENT",
        "alice@localhost/phone, bob@localhost,         OF_RECIPIENT",
        "bob@localhost/home,    alice@localhost/phone, OF_SENDER",
        "bob@localhost/home,    carol@localhost,       NONE",
        "carol@localhost/x,     alice@spam.example,    OF_SENDER",
        "alice@spam.example,    carol@localhost,       OF_RECIPIENT",
        "bob@localhost/home,    localhost,             NONE",
        "localhost,             bob@localhost/home,    NONE",
        "bob@localhost/home,    bob@localhost/work,    NONE",
    })
    void bothListsCount(String from, String to, Barrier barrier) {
        station.blocks().blocks(BOB, "alice@localhost", "bob@localhost", "localhost/x");
        station.blocks().blocks(Station.CAROL, "spam.example");
        assertThat(between(from, to)).isCompletedWithValue(barrier);
    }

    /** Whoever is on line needs no store access for each stanza. */
    @Test
    void theListOfAnAccountThatIsThereIsReadOnce() {
        station.client(ALICE, "phone");
        for (int count = 0; count < 5; count++) {
            assertThat(between("alice@localhost/phone", "bob@localhost")).isCompleted();
        }
        assertThat(station.blocks().reads()).containsOnlyOnce("alice@localhost");
        assertThat(station.blocks().reads()).filteredOn("bob@localhost"::equals).hasSize(5);
        assertThat(lists.size()).isEqualTo(1);
    }

    /** A long list is no reason to wait longer, neither for the server nor for who would know whether there is one. */
    @Test
    @Tag("SRV-12")
    @Tag("D-105")
    void ofAnAccountThatIsNotThereOnlyWhatIsAboutTheOtherIsAskedFor() {
        station.blocks().blocks(BOB, "alice@localhost");
        station.client(ALICE, "phone");
        assertThat(between("alice@localhost/phone", "bob@localhost")).isCompletedWithValue(Barrier.OF_RECIPIENT);
        assertThat(station.admissions().asked())
                .filteredOn(asked -> asked.startsWith("about"))
                .containsExactly("about alice@localhost/phone bob@localhost", "about alice@localhost/phone localhost");
    }

    @Test
    void oneselfAndTheServerAreNeverAskedFor() {
        assertThat(between("alice@localhost/phone", "alice@localhost/desk")).isCompleted();
        assertThat(between("alice@localhost/phone", "localhost")).isCompleted();
        assertThat(between("alice@localhost/phone", "localhost/announce")).isCompleted();
        assertThat(station.blocks().reads()).isEmpty();
    }

    @Test
    @Tag("D-105")
    void theListGoesWithTheLastSession() {
        Client phone = station.client(ALICE, "phone");
        Client desk = station.client(ALICE, "desk");
        assertThat(between("alice@localhost/phone", "bob@localhost")).isCompleted();
        station.gone(phone);
        lists.forget(ALICE);
        assertThat(lists.size()).isEqualTo(1);
        station.gone(desk);
        lists.forget(ALICE);
        assertThat(lists.size()).isZero();
        // What is under way still does not bring it back.
        assertThat(between("alice@localhost/desk", "bob@localhost")).isCompleted();
        assertThat(lists.size()).isZero();
    }

    /** A list that was read before a change and comes after it does not undo the change. */
    @Test
    @Tag("R-79")
    void whatWasReadBeforeAChangeDoesNotCountAfterIt() {
        station.client(BOB, "home");
        station.blocks().slowDown();
        CompletableFuture<Barrier> early = between("alice@localhost/phone", "bob@localhost");
        lists.changed(new Blocklist(BOB, List.of(ALICE), Admission.EVERYBODY));
        station.blocks().answer();
        assertThat(early.join()).isEqualTo(Barrier.NONE);
        CompletableFuture<Barrier> late = lists.reaching(ALICE, BOB);
        station.blocks().answer();
        assertThat(late).isCompletedWithValue(Barrier.OF_RECIPIENT);
    }

    @Test
    @Tag("R-79")
    void whatTheStoreCannotSayIsABarrierAndAskedForAgain() {
        station.client(BOB, "home");
        station.blocks().blocks(BOB, "alice@localhost");
        station.blocks().slowDown();
        CompletableFuture<Barrier> first = lists.reaching(ALICE, BOB);
        station.blocks().fail();
        assertThat(first).isCompletedWithValue(Barrier.UNKNOWN);
        CompletableFuture<Barrier> second = lists.reaching(ALICE, BOB);
        station.blocks().answer();
        assertThat(second).isCompletedWithValue(Barrier.OF_RECIPIENT);
    }

    @Test
    void whatIsAtHandGoesOnAtOnceAndWhatIsNotLater() {
        List<Barrier> seen = new ArrayList<>();
        station.blocks().slowDown();
        var done = Blocklists.then(between("alice@localhost/phone", "bob@localhost"), barrier -> {
                    seen.add(barrier);
                    return CompletableFuture.completedFuture(null);
                })
                .toCompletableFuture();
        assertThat(seen).isEmpty();
        assertThat(done).isNotDone();
        station.blocks().answer();
        assertThat(seen).containsExactly(Barrier.NONE);
        assertThat(done).isCompleted();
    }
}
