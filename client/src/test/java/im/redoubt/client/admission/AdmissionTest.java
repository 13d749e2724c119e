package im.redoubt.client.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.Counters;
import im.redoubt.client.Pending;
import im.redoubt.client.RefusedException;
import im.redoubt.client.Rig;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the account hears is as its own server says. */
final class AdmissionTest {
    private static final String NAMESPACE = "urn:redoubt:admission:0";
    private static final String HAS = "<query xmlns='http://jabber.org/protocol/disco#info'><identity category='server'"
            + " type='im'/><feature var='" + NAMESPACE + "'/></query>";
    private static final String HAS_NOT =
            "<query xmlns='http://jabber.org/protocol/disco#info'><identity category='server' type='im'/>"
                    + "<feature var='urn:redoubt:admission:1'/></query>";
    private static final String HASH = "-929ppfeJs07qRI8a3fVtbSDxFUObnoh7s3BM7bCT6Q";
    private static final BareJid KEYPAD = BareJid.of("keypad@example.org");
    private static final BareJid PORTAL = BareJid.of("portal@example.net");
    private static final Instant END = Instant.parse("2026-11-23T08:00:00Z");

    private final Rig rig = new Rig();
    private final Admission admission = rig.attach(Admission.FEATURE);
    private final List<Hearing> heard = new ArrayList<>();

    AdmissionTest() {
        admission.changes().add(heard::add);
    }

    private static String list(String admits, String entries) {
        return "<admission xmlns='" + NAMESPACE + "' admits='" + admits + "'>" + entries + "</admission>";
    }

    private static Secret token(String text) {
        return Secret.utf8(text.toCharArray());
    }

    private void offered() {
        rig.connect();
        Pending<Boolean> offered = admission.offered();
        rig.answers(HAS);
        assertThat(offered).isCompletedWithValue(true);
        rig.sent();
    }

    @Test
    void nothingIsAskedBeforeTheApplicationDoes() {
        rig.connect();
        assertThat(rig.sent()).noneMatch(sent -> sent.contains(NAMESPACE) || sent.contains("disco#info'/"));
    }

    @Test
    void askedOnceInASession() {
        offered();
        assertThat(admission.offered()).isCompletedWithValue(true);
        assertThat(rig.sent()).isEmpty();
        rig.cut().advance(Duration.ofSeconds(3));
        rig.sent();
        Pending<Boolean> again = admission.offered();
        assertThat(rig.lastSent().toString()).contains("disco#info").contains("to='example.org'");
        rig.answers(HAS_NOT);
        assertThat(again).isCompletedWithValue(false);
    }

    /** A server that takes what it does not know without a word would leave the device open. */
    @Test
    @Tag("IOT-05")
    void aServerWithoutListsIsToldApartAndNotAsked() {
        rig.connect();
        Pending<HearingResult> set = admission.set(Set.of(KEYPAD));
        rig.answers(HAS_NOT);
        assertThat(set).isCompletedWithValue(new HearingResult.NotOffered());
        assertThat(admission.get()).isCompletedWithValue(new HearingResult.NotOffered());
        assertThat(rig.sent()).noneMatch(sent -> sent.contains(NAMESPACE));
    }

    @Test
    @Tag("IOT-05")
    void theListIsSetAsAWhole() {
        offered();
        Hearing.Only only = ((Hearing.Only) Hearing.only(Set.of(KEYPAD)))
                .with(PORTAL)
                .with(GivenToken.of(token("1tMFqYDdKhfe2pwp"), END));
        Pending<HearingResult> set = admission.set(only);
        assertThat(rig.lastSent().toString())
                .contains("type='set'")
                .contains(list(
                        "listed",
                        "<admitted jid='keypad@example.org'/><admitted jid='portal@example.net'/>"
                                + "<invited token-sha256='" + HASH + "' until='2026-11-23T08:00:00Z'/>"));
        rig.answers("");
        assertThat(set).isCompletedWithValue(new HearingResult.InForce(only));

        Pending<HearingResult> nobody = admission.set(Set.of());
        assertThat(rig.lastSent().toString()).contains("<admission xmlns='" + NAMESPACE + "' admits='listed'/>");
        rig.answers("");
        assertThat(nobody).isCompletedWithValue(new HearingResult.InForce(Hearing.only(Set.of())));

        Pending<HearingResult> open = admission.set(Hearing.everybody());
        assertThat(rig.lastSent().toString()).contains("<admission xmlns='" + NAMESPACE + "' admits='everybody'/>");
        rig.answers("");
        assertThat(open).isCompletedWithValue(new HearingResult.InForce(Hearing.everybody()));
    }

    @Test
    void refusalsThatAreExpectedAreResults() {
        offered();
        Pending<HearingResult> outdated = admission.set(Set.of(KEYPAD));
        rig.refuses("conflict");
        assertThat(outdated).isCompletedWithValue(new HearingResult.Outdated());
        Pending<HearingResult> tooMany = admission.set(Set.of(KEYPAD));
        rig.refuses("resource-constraint");
        assertThat(tooMany).isCompletedWithValue(new HearingResult.TooMany());
        Pending<HearingResult> refused = admission.set(Set.of(KEYPAD));
        rig.refuses("not-allowed");
        assertThat(refused).isCompletedExceptionally();
        assertThatThrownBy(refused::await).isInstanceOf(RefusedException.class);
    }

    @Test
    void theListIsReadAndFollowedAlsoInTheNextSession() {
        offered();
        Pending<HearingResult> asked = admission.get();
        String entries = "<admitted jid='keypad@example.org'/><invited token-sha256='" + HASH
                + "' until='2026-11-23T08:00:00Z'/>";
        rig.answers(list("listed", entries));
        assertThat(asked)
                .isCompletedWithValue(
                        new HearingResult.InForce(new Hearing.Only(Set.of(KEYPAD), Set.of(new GivenToken(HASH, END)))));

        rig.says("<iq type='set' id='p1'>" + list("everybody", "") + "</iq>");
        rig.says("<iq type='set' id='p2' from='alice@example.org'>"
                + list("listed", "<admitted jid='portal@example.net'/>") + "</iq>");
        assertThat(heard).containsExactly(Hearing.everybody(), Hearing.only(Set.of(PORTAL)));

        rig.cut().advance(Duration.ofSeconds(3));
        rig.answers(HAS).answers(list("listed", ""));
        assertThat(heard).last().isEqualTo(Hearing.only(Set.of()));
    }

    @ParameterizedTest
    @Tag("R-63")
    @Tag("LIB-03")
    @Tag("I-146")
    @ValueSource(
            strings = {
                "mallory@example.net",
                "mallory@example.net/x",
                "example.org",
                "alice@example.org/here",
                "alice@example.org/other",
                "alice@example.net"
            })
    void pushOfAnybodyElseChangesNothing(String from) {
        offered();
        rig.says("<iq type='set' id='p1' from='" + from + "'>" + list("everybody", "") + "</iq>");
        assertThat(heard).isEmpty();
        assertThat(rig.counters().of(Counters.Kind.FORGERIES)).isEqualTo(1);
        assertThat(rig.sent()).singleElement().asString().contains("service-unavailable");
    }

    /** Half a list is another one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "everybody | <admitted jid='keypad@example.org'/>",
                "nobody    | ''",
                "listed    | <admitted jid='@'/>",
                "listed    | <admitted/>",
                "listed    | <admitted jid='example.org'/>",
                "listed    | <admitted jid='keypad@example.org/x'/>",
                "listed    | <admitted jid='keypad@example.org'/><admitted jid='KEYPAD@example.org'/>",
                "listed    | <admitted jid='keypad@example.org'/><other/>",
                "listed    | <invited token-sha256='x' until='2026-11-23T08:00:00Z'/>",
                "listed    | <invited token-sha256='-929ppfeJs07qRI8a3fVtbSDxFUObnoh7s3BM7bCT6Q' until='soon'/>",
            })
    void whatIsNotUnderstoodIsNoList(String admits, String entries) {
        offered();
        rig.says("<iq type='set' id='p1'>" + list(admits, entries) + "</iq>");
        assertThat(heard).isEmpty();
        assertThat(rig.sent()).singleElement().asString().contains("bad-request");
        Pending<HearingResult> asked = admission.get();
        rig.answers(list(admits, entries));
        assertThat(asked).isCompletedExceptionally();
    }

    @Test
    void whereItIsNotKnownWhetherTheServerHasListsNothingIsSetAndItIsAskedAgain() {
        rig.connect();
        Pending<HearingResult> set = admission.set(Set.of(KEYPAD));
        rig.refuses("internal-server-error");
        assertThat(set).isCompletedExceptionally();
        Pending<HearingResult> again = admission.set(Set.of(KEYPAD));
        rig.answers(HAS).answers("");
        assertThat(again).isCompletedWithValue(new HearingResult.InForce(Hearing.only(Set.of(KEYPAD))));
    }

    /** Whoever showed the token in the meantime stays on the list. */
    @Test
    @Tag("I-154")
    void aChangeBeginsWithWhatIsInForce() {
        offered();
        GivenToken token = new GivenToken(HASH, END);
        Pending<HearingResult> changed =
                admission.change(now -> now instanceof Hearing.Only only ? only.with(token) : Hearing.only(Set.of()));
        rig.answers(list("listed", "<admitted jid='keypad@example.org'/>")).refuses("conflict");
        assertThat(changed).isNotDone();
        rig.answers(list("listed", "<admitted jid='keypad@example.org'/><admitted jid='portal@example.net'/>"));
        assertThat(rig.lastSent().toString()).contains("keypad@example.org", "portal@example.net", HASH);
        rig.answers("");
        assertThat(changed)
                .isCompletedWithValue(
                        new HearingResult.InForce(new Hearing.Only(Set.of(KEYPAD, PORTAL), Set.of(token))));
    }

    @Test
    void aChangeThatIsAlwaysOutdatedEnds() {
        offered();
        Pending<HearingResult> changed = admission.change(now -> now);
        for (int i = 0; i < 3; i++) {
            rig.answers(list("listed", "")).refuses("conflict");
        }
        assertThat(changed).isCompletedWithValue(new HearingResult.Outdated());
    }

    @Test
    void domainsAreNoAccountsAndWeakTokensAreNone() {
        assertThatThrownBy(() -> admission.set(Set.of(BareJid.of("example.org"))))
                .isInstanceOf(IllegalArgumentException.class);
        for (String weak :
                List.of("1234", "1tMFqYDdKhfe2pw", "1tMFqYDdKhfe2pwp ", "1tMFqYDdKhfe2pw\u00e4", "x".repeat(257))) {
            assertThatThrownBy(() -> GivenToken.of(token(weak), END))
                    .as(weak)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining(weak);
        }
        assertThatThrownBy(() -> new GivenToken(HASH.replace('Q', 'R'), END))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(GivenToken.of(token("1tMFqYDdKhfe2pwp"), END.plusNanos(7))).isEqualTo(new GivenToken(HASH, END));
        assertThat(((Hearing.Only) Hearing.only(Set.of(KEYPAD, PORTAL))).without(PORTAL))
                .isEqualTo(Hearing.only(Set.of(KEYPAD)));
    }
}
