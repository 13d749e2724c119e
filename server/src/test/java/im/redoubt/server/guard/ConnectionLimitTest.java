package im.redoubt.server.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import im.redoubt.server.guard.Admission.Limit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionLimitTest {

    private static AddressKey address(int number) {
        return new AddressKey(false, number, 32);
    }

    private static ConnectionPermit permit(Admission admission) {
        assertThat(admission).isInstanceOf(ConnectionPermit.class);
        return (ConnectionPermit) admission;
    }

    private static Limit refusal(Admission admission) {
        assertThat(admission).isInstanceOf(Admission.Refused.class);
        return ((Admission.Refused) admission).limit();
    }

    @Test
    @Tag("SRV-06")
    void refusesOneAddressTooMany() {
        ConnectionLimit limit = new ConnectionLimit(new ConnectionLimit.Settings(100, 100, 2, 2));
        ConnectionPermit first = permit(limit.acquire(address(1)));
        first.authenticated();
        permit(limit.acquire(address(1)));
        assertThat(refusal(limit.acquire(address(1)))).isEqualTo(Limit.PER_ADDRESS);
        permit(limit.acquire(address(2)));
        first.close();
        permit(limit.acquire(address(1)));
    }

    @Test
    @Tag("SRV-06")
    @Tag("D-96")
    void keepsRoomForThoseWhoSignIn() {
        ConnectionLimit limit = new ConnectionLimit(new ConnectionLimit.Settings(4, 2, 4, 4));
        ConnectionPermit first = permit(limit.acquire(address(1)));
        permit(limit.acquire(address(2)));
        assertThat(refusal(limit.acquire(address(3)))).isEqualTo(Limit.UNAUTHENTICATED_TOTAL);
        first.authenticated();
        first.authenticated();
        permit(limit.acquire(address(3)));
        assertThat(refusal(limit.acquire(address(4)))).isEqualTo(Limit.UNAUTHENTICATED_TOTAL);
        assertThat(limit.connections()).isEqualTo(3);
        assertThat(limit.unauthenticated()).isEqualTo(2);
    }

    @Test
    void namesEachLimit() {
        ConnectionLimit total = new ConnectionLimit(new ConnectionLimit.Settings(1, 9, 9, 9));
        permit(total.acquire(address(1))).authenticated();
        assertThat(refusal(total.acquire(address(2)))).isEqualTo(Limit.TOTAL);
        ConnectionLimit strangers = new ConnectionLimit(new ConnectionLimit.Settings(9, 9, 9, 1));
        permit(strangers.acquire(address(1)));
        assertThat(refusal(strangers.acquire(address(1)))).isEqualTo(Limit.UNAUTHENTICATED_PER_ADDRESS);
        assertThatIllegalArgumentException().isThrownBy(() -> new ConnectionLimit.Settings(0, 1, 1, 1));
    }

    @Test
    void givesAPlaceBackOnce() {
        ConnectionLimit limit = new ConnectionLimit(new ConnectionLimit.Settings(9, 9, 9, 9));
        ConnectionPermit first = permit(limit.acquire(address(1)));
        permit(limit.acquire(address(1)));
        first.close();
        first.close();
        first.authenticated();
        assertThat(limit.connections()).isEqualTo(1);
        assertThat(limit.unauthenticated()).isEqualTo(1);
        assertThat(first.address()).isEqualTo(address(1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    @Tag("SRV-06")
    void agreesWithAModelOverRandomSchedules(long seed) {
        Random random = new Random(seed);
        ConnectionLimit.Settings settings = new ConnectionLimit.Settings(40, 25, 6, 4);
        ConnectionLimit limit = new ConnectionLimit(settings);
        List<ConnectionPermit> open = new ArrayList<>();
        Map<ConnectionPermit, Boolean> signedIn = new HashMap<>();
        for (int step = 0; step < 20_000; step++) {
            switch (random.nextInt(5)) {
                case 0, 1, 2 -> {
                    AddressKey from = address(random.nextInt(12));
                    long strangers = open.stream()
                            .filter(p -> !signedIn.getOrDefault(p, false))
                            .count();
                    long here =
                            open.stream().filter(p -> p.address().equals(from)).count();
                    long strangersHere = open.stream()
                            .filter(p -> p.address().equals(from) && !signedIn.getOrDefault(p, false))
                            .count();
                    boolean room = open.size() < 40 && strangers < 25 && here < 6 && strangersHere < 4;
                    Admission admission = limit.acquire(from);
                    assertThat(admission instanceof ConnectionPermit).isEqualTo(room);
                    if (admission instanceof ConnectionPermit permit) {
                        open.add(permit);
                    }
                }
                case 3 -> {
                    if (!open.isEmpty()) {
                        ConnectionPermit permit = open.get(random.nextInt(open.size()));
                        permit.authenticated();
                        signedIn.put(permit, true);
                    }
                }
                default -> {
                    if (!open.isEmpty()) {
                        open.remove(random.nextInt(open.size())).close();
                    }
                }
            }
            assertThat(limit.connections()).isEqualTo(open.size());
        }
        open.forEach(ConnectionPermit::close);
        assertThat(limit.connections() + limit.unauthenticated() + limit.addresses())
                .isZero();
    }

    @Test
    @Tag("SRV-06")
    @Tag("D-97")
    void leaksNothingUnderManyThreads() throws Exception {
        ConnectionLimit limit = new ConnectionLimit(new ConnectionLimit.Settings(50, 30, 10, 5));
        AtomicInteger most = new AtomicInteger();
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            List<Future<?>> done = new ArrayList<>();
            for (int worker = 0; worker < 8; worker++) {
                Random random = new Random(worker);
                done.add(pool.submit(() -> {
                    for (int i = 0; i < 50_000; i++) {
                        if (limit.acquire(address(random.nextInt(20))) instanceof ConnectionPermit permit) {
                            most.accumulateAndGet(limit.connections(), Math::max);
                            Thread closer = i % 5000 == 0 ? Thread.ofVirtual().start(permit::close) : null;
                            if (random.nextBoolean()) {
                                permit.authenticated();
                            }
                            permit.close();
                            if (closer != null) {
                                closer.join();
                            }
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> one : done) {
                one.get();
            }
        }
        assertThat(most.get()).isPositive().isLessThanOrEqualTo(50);
        assertThat(limit.connections() + limit.unauthenticated() + limit.addresses())
                .isZero();
    }

    @Test
    @Tag("R-82")
    void keepsNothingOfAMillionAddresses() {
        ConnectionLimit limit = new ConnectionLimit(new ConnectionLimit.Settings(10, 10, 10, 10));
        for (int i = 0; i < 1_000_000; i++) {
            permit(limit.acquire(address(i))).close();
        }
        assertThat(limit.addresses()).isZero();
    }
}
