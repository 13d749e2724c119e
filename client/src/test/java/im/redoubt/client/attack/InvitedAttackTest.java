package im.redoubt.client.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import im.redoubt.client.SignInException;
import im.redoubt.client.invitation.Invitation;
import im.redoubt.client.line.DialFailure;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.stream.ClientFailure;
import im.redoubt.testkit.hostile.Bending;
import im.redoubt.testkit.hostile.HonestService;
import im.redoubt.testkit.hostile.Manner.Opening;
import im.redoubt.testkit.hostile.Moment;
import im.redoubt.testkit.hostile.Recording;
import im.redoubt.testkit.hostile.ServerFault;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever has an invitation shows it, and his new password, to a server that has proved who it is and takes it, and to nobody else. */
@Tag("LIB-02")
@Tag("LIB-04")
class InvitedAttackTest {
    private static final String TOKEN = "swear-not-by-the-moon";
    private static final String OFFER = "<register xmlns='urn:xmpp:ibr-token:0'/>";
    private static final Set<Moment> BEFORE_THE_OFFER = EnumSet.of(
            Moment.CLEAR_HEADER, Moment.CLEAR_FEATURES, Moment.PROCEED, Moment.CERTIFICATE, Moment.SECURE_HEADER);

    private static SignInException refused(Range range) {
        Invitation invitation = Invitation.read(Unverified.of("xmpp:" + Range.ACCOUNT + "?register;preauth=" + TOKEN))
                .orElseThrow();
        return catchThrowableOfType(
                SignInException.class,
                () -> range.client().build().register(invitation).await(Range.PATIENCE));
    }

    private static ClientFailure why(SignInException refusal) {
        return ((DialFailure.Failed) refusal.failure()).why();
    }

    private static void assertNobodyIsShownIt(List<Recording> recordings) {
        for (Recording recording : recordings) {
            Leaks.assertNothingSecret(recording);
            assertThat(recording.overTls()).doesNotContain(TOKEN).doesNotContain("<auth", "<iq");
            assertThat(new String(recording.onTheWire(), StandardCharsets.ISO_8859_1))
                    .doesNotContain(TOKEN);
        }
    }

    static Stream<ServerFault> faults() {
        return Stream.of(ServerFault.values())
                .filter(fault -> BEFORE_THE_OFFER.contains(fault.bending().at()))
                .filter(fault -> !SignInAttackTest.isSlow(fault));
    }

    /** The honest server takes no invitations, so that there is no session in any case. */
    @ParameterizedTest
    @MethodSource("faults")
    @Tag("T-21")
    @Tag("T-26")
    void whoeverIsNotTheServerIsShownNothing(ServerFault fault) throws InterruptedException {
        HonestService service = Range.service(Range.CLASSIC).commits(fault);
        try (Range range = Range.of(service, Opening.STARTTLS)) {
            Verdict verdict = Verdict.on(fault);
            DialFailure failure = refused(range).failure();
            // With what does no harm TLS is had, and it is seen that no invitation is taken.
            assertThat(verdict.isSession() ? isNotOffered(failure) : verdict.admits(failure))
                    .as(failure.toString())
                    .isTrue();
            List<Recording> recordings = range.server().awaitGone(1, Range.PATIENCE);
            assertNobodyIsShownIt(recordings);
            Leaks.assertNoMoreThan(verdict.isSession() ? Leaks.Disclosure.HEADER : verdict.most(), recordings);
            assertThat(service.committed()).isPositive();
        }
    }

    private static boolean isNotOffered(DialFailure failure) {
        return failure instanceof DialFailure.Failed failed
                && failed.why() instanceof ClientFailure.Unregistered none
                && none.reason() == ClientFailure.Unregistered.Reason.NOT_OFFERED;
    }

    @Test
    @Tag("T-21")
    void anOfferInClearIsNone() throws InterruptedException {
        HonestService service = Range.service(Range.CLASSIC)
                .bends(Bending.at(
                        Moment.CLEAR_FEATURES, (honest, scene) -> "<stream:features>" + OFFER + "</stream:features>"));
        try (Range range = Range.of(service, Opening.STARTTLS)) {
            assertThat(why(refused(range))).isInstanceOf(ClientFailure.Insecure.class);
            assertNobodyIsShownIt(range.server().awaitGone(1, Range.PATIENCE));
        }
    }

    @Test
    void aServerThatDoesNotSayThatItTakesInvitationsIsShownNone() throws InterruptedException {
        try (Range range = Range.of(Range.service(Range.CLASSIC), Opening.STARTTLS)) {
            SignInException refusal = refused(range);
            assertThat(isNotOffered(refusal.failure())).isTrue();
            assertThat(refusal).hasMessageContaining("takes no invitations").hasMessageNotContaining(TOKEN);
            assertNobodyIsShownIt(range.server().awaitGone(1, Range.PATIENCE));
        }
    }

    /** Answers that came before they were asked for are none, and the password is not told. */
    @Test
    @Tag("R-64")
    void answersThatNobodyAskedForLeadNowhere() throws InterruptedException {
        HonestService service = Range.service(Range.CLASSIC)
                .bends(Bending.at(
                        Moment.MECHANISMS,
                        (honest, scene) -> honest.replace("</stream:features>", OFFER + "</stream:features>")
                                + "<iq type='result' id='1'/>"
                                + "<iq type='result' id='2'><query xmlns='jabber:iq:register'><username/><password/></query></iq>"
                                + "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"));
        try (Range range = Range.of(service, Opening.STARTTLS)) {
            assertThat(why(refused(range))).isInstanceOf(ClientFailure.Broken.class);
            for (Recording recording : range.server().awaitGone(1, Range.PATIENCE)) {
                Leaks.assertNothingSecret(recording);
                assertThat(recording.overTls()).contains(TOKEN).doesNotContain("<auth", "jabber:iq:register");
                assertThat(recording.inClear()).doesNotContain(TOKEN);
            }
        }
    }
}
