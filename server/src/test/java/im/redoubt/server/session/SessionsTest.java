package im.redoubt.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who is on line. */
class SessionsTest {
    private static final BareJid ALICE = BareJid.of("alice@localhost");
    private static final BareJid BOB = BareJid.of("bob@localhost");

    private final Sessions sessions = new Sessions(3);

    private static Session session(BareJid account, String resource) {
        return new Session(account.withResource(resource), new SilentOutbox(), SilentOutbox.ORIGIN);
    }

    @Test
    void areFoundByTheirFullAddressOnly() {
        Session phone = session(ALICE, "phone");
        sessions.add(phone);

        assertThat(sessions.find(ALICE.withResource("phone"))).containsSame(phone);
        assertThat(sessions.find(ALICE.withResource("Phone"))).isEmpty();
        assertThat(sessions.find(BOB.withResource("phone"))).isEmpty();
    }

    @Test
    void areListedInTheOrderInWhichTheyWereBound() {
        Session first = session(ALICE, "z");
        Session second = session(ALICE, "a");
        sessions.add(first);
        sessions.add(second);

        assertThat(sessions.of(ALICE)).containsExactly(first, second);
        assertThat(sessions.of(BOB)).isEmpty();
    }

    @Test
    @Tag("SRV-06")
    void areLimitedForEachAccount() {
        for (String resource : List.of("1", "2", "3")) {
            assertThat(sessions.add(session(ALICE, resource))).isTrue();
        }
        assertThat(sessions.add(session(ALICE, "4"))).isFalse();
        assertThat(sessions.add(session(BOB, "1"))).isTrue();
        assertThat(sessions.count()).isEqualTo(4);
    }

    @Test
    void makeRoomWhenOneEndsAndCountItOnce() {
        List<Session> three = List.of(session(ALICE, "1"), session(ALICE, "2"), session(ALICE, "3"));
        three.forEach(sessions::add);

        assertThat(sessions.remove(three.get(1))).isTrue();
        assertThat(sessions.remove(three.get(1))).isFalse();
        assertThat(sessions.count()).isEqualTo(2);
        assertThat(sessions.add(session(ALICE, "4"))).isTrue();
    }

    @Test
    void areASnapshotThatDoesNotChangeUnderItsReader() {
        sessions.add(session(ALICE, "1"));
        List<Session> before = sessions.of(ALICE);
        sessions.add(session(ALICE, "2"));

        assertThat(before).hasSize(1);
        assertThat(sessions.of(ALICE)).hasSize(2);
    }

    @Test
    void areCountedRightWhenManyComeAndGoAtOnce() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            Random random = new Random(thread);
            String name = Integer.toString(thread);
            threads.add(Thread.ofPlatform().start(() -> {
                List<Session> mine = new ArrayList<>();
                for (int i = 0; i < 5_000; i++) {
                    Session next = session(random.nextBoolean() ? ALICE : BOB, name + "." + i);
                    if (sessions.add(next)) {
                        mine.add(next);
                    }
                    if (!mine.isEmpty() && random.nextBoolean()) {
                        sessions.remove(mine.removeFirst());
                    }
                }
                mine.forEach(sessions::remove);
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(sessions.count()).isZero();
        assertThat(sessions.of(ALICE)).isEmpty();
        assertThat(sessions.of(BOB)).isEmpty();
    }

    @Test
    void areAllSeen() {
        sessions.add(session(ALICE, "1"));
        sessions.add(session(BOB, "1"));
        List<Session> seen = new ArrayList<>();
        sessions.forEach(seen::add);
        assertThat(seen).hasSize(2);
    }
}
