package im.redoubt.client.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.Host;
import im.redoubt.client.Incoming;
import im.redoubt.client.Session;
import im.redoubt.client.SessionState;
import im.redoubt.client.SignInException;
import im.redoubt.client.attack.Leaks.Disclosure;
import im.redoubt.testkit.hostile.HonestService;
import im.redoubt.testkit.hostile.HostileXml;
import im.redoubt.testkit.hostile.Manner;
import im.redoubt.testkit.hostile.Moment;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** XML that no server may send ends the stream wherever it comes, and nobody sees anything of it. */
@Tag("LIB-01")
@Tag("S-1")
@Tag("S-2")
@Tag("S-3")
@Tag("S-4")
@Tag("S-5")
@Tag("S-6")
@Tag("S-9")
@Tag("S-10")
class HostileXmlTest {
    private static final List<Moment> MOMENTS =
            List.of(Moment.CLEAR_FEATURES, Moment.MECHANISMS, Moment.SESSION_FEATURES);

    static Stream<Arguments> placed() {
        return Stream.of(HostileXml.values()).flatMap(xml -> MOMENTS.stream().map(moment -> Arguments.of(xml, moment)));
    }

    private static Disclosure most(Moment moment) {
        return switch (moment) {
            case CLEAR_FEATURES -> Disclosure.DOMAIN;
            case MECHANISMS -> Disclosure.HEADER;
            default -> Disclosure.PROOF;
        };
    }

    @ParameterizedTest
    @MethodSource("placed")
    void endsTheNegotiation(HostileXml xml, Moment moment) throws InterruptedException {
        HonestService service = Range.service(Range.CLASSIC).bends(xml.before(moment));
        try (Range range = Range.of(service, Manner.Opening.STARTTLS)) {
            assertThatThrownBy(() -> range.client().build().open().close()).isInstanceOf(SignInException.class);
            Leaks.assertNoMoreThan(most(moment), range.server().awaitGone(1, Range.PATIENCE));
            assertThat(service.committed()).isPositive();
            assertThat(service.begun()).isZero();
        }
    }

    /** Within a session it ends the connection; what it said is never delivered, and no session begins anew because of it. */
    @ParameterizedTest
    @EnumSource(HostileXml.class)
    void endsTheConnection(HostileXml xml) throws InterruptedException {
        HonestService service = Range.service(Range.CLASSIC);
        Queue<Incoming> heard = new ConcurrentLinkedQueue<>();
        CountDownLatch offline = new CountDownLatch(1);
        try (Range range = Range.of(service, Manner.Opening.STARTTLS)) {
            try (Session session = range.client().build().open()) {
                Host host = session.get(Range.RAW);
                host.run(() -> host.onMessage(heard::add));
                session.states().add(state -> {
                    if (state instanceof SessionState.Offline) {
                        offline.countDown();
                    }
                });
                service.bends(xml.before(Moment.PONG));
                Range.provoke(session);
                assertThat(offline.await(Range.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .as("the connection ended")
                        .isTrue();
                session.end();
            }
            Leaks.assertNoMoreThan(Disclosure.SESSION, range.server().awaitGone(1, Range.PATIENCE));
        }
        assertThat(heard).isEmpty();
        assertThat(service.begun()).isOne();
    }
}
