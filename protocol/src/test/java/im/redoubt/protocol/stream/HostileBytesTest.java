package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Hostile bytes at every moment of a negotiation, to both roles: the right stream error, the end, and nothing after it. */
class HostileBytesTest {
    private static final List<Class<? extends ServerState>> SERVER_INSIDE =
            List.of(AwaitingStartTls.class, AwaitingAuth.class, AwaitingProof.class, AwaitingBind.class);
    private static final List<Class<? extends ServerState>> SERVER_BEFORE =
            List.of(AwaitingHeader.class, AwaitingSecureHeader.class, AwaitingAuthenticatedHeader.class);
    private static final List<Class<?>> CLIENT_INSIDE = List.of(
            ExpectingStartTls.class,
            ExpectingProceed.class,
            ExpectingMechanisms.class,
            ExpectingChallenge.class,
            ExpectingSuccess.class,
            ExpectingBinding.class,
            ExpectingAddress.class,
            ExpectingSessionFeatures.class);
    private static final List<Class<?>> CLIENT_BEFORE =
            List.of(ExpectingHeader.class, ExpectingSecureHeader.class, ExpectingAuthenticatedHeader.class);

    @TestFactory
    @Tag("S-1")
    @Tag("S-2")
    @Tag("S-3")
    @Tag("S-5")
    @Tag("S-6")
    @Tag("S-9")
    @Tag("S-10")
    @Tag("LIB-01")
    Stream<DynamicTest> insideAStreamTheServerAnswersWithTheCondition() {
        List<DynamicTest> tests = new ArrayList<>();
        SERVER_INSIDE.forEach(state ->
                HostileBytes.insideAStream().forEach((bytes, condition) -> tests.add(server(state, bytes, condition))));
        return tests.stream();
    }

    @TestFactory
    @Tag("S-1")
    @Tag("S-3")
    @Tag("S-12")
    @Tag("T-35")
    Stream<DynamicTest> beforeAHeaderTheServerOpensAStreamAndAnswersWithTheCondition() {
        List<DynamicTest> tests = new ArrayList<>();
        SERVER_BEFORE.forEach(state ->
                HostileBytes.beforeAHeader().forEach((bytes, condition) -> tests.add(server(state, bytes, condition))));
        return tests.stream();
    }

    @TestFactory
    @Tag("S-1")
    @Tag("S-2")
    @Tag("S-3")
    @Tag("S-5")
    @Tag("S-6")
    @Tag("S-10")
    @Tag("LIB-01")
    @Tag("LIB-08")
    Stream<DynamicTest> insideAStreamTheClientAnswersWithTheCondition() {
        List<DynamicTest> tests = new ArrayList<>();
        CLIENT_INSIDE.forEach(state ->
                HostileBytes.insideAStream().forEach((bytes, condition) -> tests.add(client(state, bytes, condition))));
        return tests.stream();
    }

    @TestFactory
    @Tag("S-12")
    @Tag("LIB-01")
    Stream<DynamicTest> beforeAHeaderTheClientAnswersWithTheCondition() {
        List<DynamicTest> tests = new ArrayList<>();
        CLIENT_BEFORE.forEach(state ->
                HostileBytes.beforeAHeader().forEach((bytes, condition) -> tests.add(client(state, bytes, condition))));
        return tests.stream();
    }

    private static DynamicTest server(Class<? extends ServerState> state, String bytes, StreamCondition condition) {
        return DynamicTest.dynamicTest(state.getSimpleName() + ": " + HostileBytes.shown(bytes), () -> {
            ServerEnd end = Line.original().untilServer(state).server;
            end.written();
            end.takes(bytes);

            assertThat(end.state()).isInstanceOf(Ended.class);
            assertThat(end.closed()).isTrue();
            assertThat(end.written())
                    .contains("<" + condition.wire() + " xmlns='" + StreamError.NAMESPACE + "'/>")
                    .endsWith("</stream:error></stream:stream>");
            assertThat(end.takes("<iq type='get' id='1'/>").written()).isEmpty();
        });
    }

    private static DynamicTest client(Class<?> state, String bytes, StreamCondition condition) {
        return DynamicTest.dynamicTest(state.getSimpleName() + ": " + HostileBytes.shown(bytes), () -> {
            ClientEnd end = Line.through(state).untilClient(state).client;
            end.written();
            end.takes(bytes);

            assertThat(end.state()).isInstanceOf(Parted.class);
            assertThat(end.session()).isEmpty();
            assertThat(end.failure())
                    .hasValueSatisfying(why ->
                            assertThat(why.told()).map(StreamError::condition).contains(condition));
            assertThat(end.written()).endsWith("</stream:error></stream:stream>");
            assertThat(end.takes("<message/>").written()).isEmpty();
        });
    }
}
