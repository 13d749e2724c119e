package im.redoubt.server.stream;

import static im.redoubt.server.fixture.Station.ALICE;
import static im.redoubt.server.fixture.Station.BOB;
import static im.redoubt.server.fixture.Station.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stream.StreamCondition;
import im.redoubt.server.admin.LiveSessions.Reason;
import im.redoubt.server.admin.SessionEntry;
import im.redoubt.server.fixture.Client;
import im.redoubt.server.fixture.Station;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sessions as administration lists and ends them. */
class OnlineSessionsTest {
    private final Station station = new Station();
    private final OnlineSessions online = new OnlineSessions(station.sessions());
    private final Client phone = station.client(ALICE, "phone").available(-5);
    private final Client desk = station.client(ALICE, "desk");
    private final Client bob = station.client(BOB, "home");

    @Test
    void eachSessionIsListedWithWhereItComesFrom() {
        assertThat(online.list(Optional.of(ALICE)))
                .containsExactly(
                        new SessionEntry(ALICE.withResource("phone"), "127.0.0.1:5000", Instant.EPOCH, true),
                        new SessionEntry(ALICE.withResource("desk"), "127.0.0.1:5000", Instant.EPOCH, false));
        assertThat(online.list(Optional.empty()))
                .extracting(SessionEntry::address)
                .containsExactlyInAnyOrder(
                        phone.session().address(),
                        desk.session().address(),
                        bob.session().address());
        assertThat(online.list(Optional.of(CAROL))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "alice@localhost,2,1,1,0",
        "alice@localhost/desk,1,0,1,0",
        "alice@localhost/gone,0,0,0,0",
        "carol@localhost,0,0,0,0",
        "bob@localhost/home,1,0,0,1"
    })
    void whatIsEndedIsWhatWasNamed(String address, int count, int phones, int desks, int bobs) {
        assertThat(online.end(Jid.parse(address).orElseThrow(), Reason.OPERATOR))
                .isEqualTo(count);
        assertThat(phone.ends()).hasSize(phones);
        assertThat(desk.ends()).hasSize(desks);
        assertThat(bob.ends()).hasSize(bobs);
    }

    /** RFC 6120 sections 4.9.3.12, 4.9.3.14 and 4.9.3.16. */
    @ParameterizedTest
    @CsvSource({"OPERATOR,POLICY_VIOLATION", "ACCOUNT_REMOVED,NOT_AUTHORIZED", "PASSWORD_CHANGED,RESET"})
    void theClientLearnsWhy(Reason reason, StreamCondition condition) {
        online.end(BOB, reason);
        assertThat(bob.ends()).singleElement().satisfies(error -> {
            assertThat(error.condition()).isEqualTo(condition);
            assertThat(error.text()).isPresent();
        });
    }
}
