package im.redoubt.client.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import im.redoubt.client.Session;
import im.redoubt.client.SessionState;
import im.redoubt.client.SignInException;
import im.redoubt.testkit.hostile.Delivery;
import im.redoubt.testkit.hostile.HonestService;
import im.redoubt.testkit.hostile.Manner;
import im.redoubt.testkit.hostile.Manner.Opening;
import im.redoubt.testkit.hostile.Manner.Profile;
import im.redoubt.testkit.hostile.Moment;
import im.redoubt.testkit.hostile.ServerFault;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault of servers up to the session, against the whole client in each manner of signing in that it concerns. */
@Tag("LIB-02")
@Tag("LIB-04")
@Tag("LIB-07")
class SignInAttackTest {
    private static final Set<Moment> IN_CLEAR = EnumSet.of(Moment.CLEAR_HEADER, Moment.CLEAR_FEATURES, Moment.PROCEED);
    private static final Set<Moment> OF_SASL = EnumSet.of(Moment.RESTARTED_HEADER, Moment.BOUND);
    private static final Set<Moment> OF_SASL2 = EnumSet.of(Moment.TOKEN);
    private static final Set<Moment> BEFORE_THE_SESSION = EnumSet.of(
            Moment.CERTIFICATE,
            Moment.SECURE_HEADER,
            Moment.MECHANISMS,
            Moment.CHALLENGE,
            Moment.CHALLENGE_ELEMENT,
            Moment.SIGNATURE,
            Moment.SUCCESS,
            Moment.SESSION_FEATURES,
            Moment.ADDRESS);
    private static final Set<Delivery> SLOW = EnumSet.of(Delivery.NEVER, Delivery.DRIPPED);

    static List<Manner> manners(ServerFault fault) {
        Moment at = fault.bending().at();
        List<Manner> manners = new ArrayList<>();
        for (Manner manner : List.of(Range.CLASSIC, Range.EXTENSIBLE, Range.MODERN)) {
            boolean clear = IN_CLEAR.contains(at) && manner.opening() == Opening.STARTTLS;
            boolean profile = (OF_SASL.contains(at) && manner.profile() == Profile.SASL)
                    || (OF_SASL2.contains(at) && manner.profile() == Profile.SASL2);
            if (clear || profile || BEFORE_THE_SESSION.contains(at)) {
                manners.add(manner);
            }
        }
        return manners;
    }

    static Stream<Arguments> faults() {
        return Stream.of(ServerFault.values())
                .filter(fault -> !isSlow(fault))
                .flatMap(fault -> manners(fault).stream().map(manner -> Arguments.of(fault, manner)));
    }

    static boolean isSlow(ServerFault fault) {
        return SLOW.contains(fault.bending().delivery()) || fault == ServerFault.SENDS_SPACES;
    }

    @ParameterizedTest
    @MethodSource("faults")
    @Tag("S-6")
    @Tag("S-12")
    @Tag("S-13")
    @Tag("S-14")
    @Tag("T-21")
    @Tag("T-24")
    @Tag("T-25")
    @Tag("T-26")
    @Tag("T-29")
    @Tag("A-41")
    @Tag("A-42")
    @Tag("A-43")
    @Tag("A-44")
    @Tag("A-45")
    @Tag("A-47")
    @Tag("A-48")
    @Tag("A-49")
    @Tag("N-122")
    void endsWhereItMustAndTellsNothing(ServerFault fault, Manner manner) throws InterruptedException {
        Verdict verdict = Verdict.on(fault);
        HonestService service = Range.service(manner).commits(fault);
        try (Range range = Range.of(service, manner.opening())) {
            if (verdict.isSession()) {
                try (Session session = range.client().build().open()) {
                    assertThat(session.state()).isInstanceOf(SessionState.Online.class);
                }
            } else {
                assertThat(refused(range))
                        .satisfies(refusal -> assertThat(verdict.admits(refusal.failure()))
                                .as(refusal.failure().toString())
                                .isTrue());
                assertThat(service.begun() == 0 || verdict.most() == Leaks.Disclosure.PROOF)
                        .isTrue();
            }
            Leaks.assertNoMoreThan(verdict.most(), range.server().awaitGone(1, Range.PATIENCE));
            assertThat(service.committed()).as("committed").isPositive();
            assertThat(range.server().failures()).isEmpty();
        }
    }

    private static SignInException refused(Range range) {
        SignInException refusal = catchThrowableOfType(
                SignInException.class, () -> range.client().build().open().close());
        assertThat(refusal).as("it is refused").isNotNull();
        return refusal;
    }

    /**
     * Half a minute is what a negotiation may take, whatever is said in it. Nobody is given up before; then time is let go, and each
     * server that drips has said something several times before its minute is half over.
     */
    @Test
    @Tag("S-20")
    @Tag("N-122")
    void whoeverIsTooSlowIsLeft() throws InterruptedException {
        List<Waiting> waiting = new ArrayList<>();
        try (Hurried time = new Hurried()) {
            for (ServerFault fault : ServerFault.values()) {
                for (Manner manner : isSlow(fault) ? manners(fault) : List.<Manner>of()) {
                    waiting.add(Waiting.on(fault, manner, time));
                }
            }
            assertThat(waiting).hasSizeGreaterThan(8);
            await().atMost(Range.PATIENCE)
                    .until(() -> waiting.stream().allMatch(one -> one.service().committed() > 0));
            assertThat(waiting)
                    .noneMatch(one -> one.caller().failure().isDone()); // by which nobody was given up so far
            time.go();
            for (Waiting one : waiting) {
                Verdict verdict = Verdict.on(one.fault());
                assertThat(one.caller().failure())
                        .as(one.fault().toString())
                        .succeedsWithin(Range.PATIENCE)
                        .matches(verdict::admits);
                Leaks.assertNoMoreThan(verdict.most(), one.range().server().awaitGone(1, Range.PATIENCE));
            }
        }
        waiting.forEach(one -> one.range().close());
    }

    /** A client that waits for a server which makes it wait. */
    private record Waiting(ServerFault fault, HonestService service, Range range, Caller caller) {
        static Waiting on(ServerFault fault, Manner manner, Hurried time) {
            HonestService service = Range.service(manner).commits(fault);
            Range range = Range.of(service, manner.opening());
            Caller caller = new Caller();
            range.dialer(time).dial(Range.context(), caller, caller);
            return new Waiting(fault, service, range, caller);
        }
    }
}
