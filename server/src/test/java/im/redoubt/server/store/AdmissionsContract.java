package im.redoubt.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.server.blocking.Blocklist;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@link Admissions} on any engine. */
abstract class AdmissionsContract extends StoreContract {
    private static final Duration DAY = Duration.ofDays(1);
    private static final int MOST = 3;
    private static final TokenHash ONE = hash("one");
    private static final TokenHash TWO = hash("two");

    AdmissionsContract(TestDatabase database) {
        super(database);
    }

    @BeforeEach
    void createTwo() {
        createAccounts(ALICE, BOB);
    }

    private static TokenHash hash(String token) {
        return TokenHash.of(InvitationToken.of(token));
    }

    private AdmissionInvitation until(TokenHash token, Duration validity) {
        return new AdmissionInvitation(token, clock.instant().plus(validity));
    }

    private Admission of(BareJid account) {
        return await(store().admissions().load(account));
    }

    private Outcome<Admission> says(BareJid account, List<BareJid> addresses, AdmissionInvitation... invitations) {
        return await(store().admissions().replace(account, Admission.Listed.of(addresses, List.of(invitations))));
    }

    private Outcome<Admission> shows(BareJid guest, TokenHash token) {
        return await(store().admissions().admit(ALICE, token, guest, MOST));
    }

    private static Admission.Listed listed(BareJid... addresses) {
        return Admission.Listed.of(List.of(addresses), List.of());
    }

    private static <T> Refusal refusal(Outcome<T> outcome) {
        return ((Outcome.Refused<T>) outcome).reason();
    }

    @Test
    @Tag("IOT-05")
    void anAccountThatSaidNothingHearsEverybodyAndSoDoesNone() {
        assertThat(of(ALICE)).isEqualTo(Admission.EVERYBODY);
        assertThat(of(CAROL)).isEqualTo(Admission.EVERYBODY);
    }

    @Test
    @Tag("IOT-05")
    void keepsTheListOfOneAccountOverARestart() {
        AdmissionInvitation invitation = until(ONE, DAY);
        says(ALICE, List.of(CAROL, BOB), invitation);

        reopen();

        assertThat(of(ALICE)).isEqualTo(Admission.Listed.of(List.of(BOB, CAROL), List.of(invitation)));
        assertThat(of(BOB)).isEqualTo(Admission.EVERYBODY);
    }

    /** Nobody on the list is another thing than no list. */
    @Test
    @Tag("IOT-05")
    void anEmptyListIsAList() {
        says(ALICE, List.of());

        reopen();

        assertThat(of(ALICE)).isEqualTo(listed());
    }

    @Test
    void aListTakesThePlaceOfTheOneBefore() {
        says(ALICE, List.of(BOB, CAROL), until(ONE, DAY), until(TWO, DAY));
        says(BOB, List.of(ALICE));

        says(ALICE, List.of(CAROL), until(TWO, DAY.multipliedBy(2)));
        assertThat(of(ALICE)).isEqualTo(Admission.Listed.of(List.of(CAROL), List.of(until(TWO, DAY.multipliedBy(2)))));

        await(store().admissions().replace(ALICE, Admission.EVERYBODY));
        assertThat(of(ALICE)).isEqualTo(Admission.EVERYBODY);
        assertThat(of(BOB)).isEqualTo(listed(ALICE));
    }

    @Test
    @Tag("R-79")
    @Tag("C-113")
    void bothListsAreReadAtOnce() throws Exception {
        assertThat(await(store().admissions().keptAway(CAROL))).isEqualTo(new KeptAway(List.of(), Admission.EVERYBODY));
        Jid session = Jid.of("bob@example.org/Phone");
        Jid domain = Jid.of("spam.example");
        done(store().blockedAddresses().add(ALICE, List.of(session, domain, BOB)));
        done(store().blockedAddresses().add(BOB, List.of(CAROL)));
        assertThat(await(store().admissions().keptAway(ALICE)))
                .isEqualTo(new KeptAway(List.of(BOB, session, domain), Admission.EVERYBODY));

        says(ALICE, List.of(CAROL, BOB), until(ONE, DAY));
        assertThat(await(store().admissions().keptAway(ALICE)))
                .isEqualTo(new KeptAway(List.of(BOB, session, domain), of(ALICE)));
        assertThat(await(store().admissions().keptAway(BOB)))
                .isEqualTo(new KeptAway(List.of(CAROL), Admission.EVERYBODY));

        tamper("UPDATE blocked_address SET format = 9 WHERE blocked = ?", "spam.example");
        tamper("UPDATE admission SET format = 9 WHERE account = ?", ALICE.toString());
        assertThat(await(store().admissions().keptAway(ALICE)))
                .isEqualTo(new KeptAway(List.of(BOB, session), listed()));
        assertThat(damage).hasSize(5);
    }

    /** What is asked about one address says of it what the whole lists say. */
    @Test
    @Tag("R-79")
    @Tag("IOT-05")
    void whatIsAskedAboutOneIsWhatTheListsSay() {
        List<String> names = List.of(
                "bob@example.org",
                "bob@example.org/Phone",
                "eve@spam.example",
                "spam.example",
                "x@a.example",
                "example.org");
        for (int lists = 0; lists < 64; lists++) {
            await(store().blockedAddresses().clear(ALICE));
            int bits = lists;
            List<Jid> blocked = IntStream.range(0, 3)
                    .filter(bit -> (bits >> bit & 1) == 1)
                    .mapToObj(bit -> Jid.of(names.get(bit + 1)))
                    .toList();
            done(store().blockedAddresses().add(ALICE, blocked));
            List<BareJid> heard = IntStream.of(0, 2, 4)
                    .filter(bit -> (bits & (8 << (bit / 2))) != 0)
                    .mapToObj(bit -> BareJid.of(names.get(bit)))
                    .toList();
            await(store().admissions()
                    .replace(
                            ALICE,
                            lists < 8 ? Admission.EVERYBODY : Admission.Listed.of(heard, List.of(until(ONE, DAY)))));
            Blocklist whole = list(await(store().admissions().keptAway(ALICE)));
            for (String name : names) {
                Jid other = Jid.of(name);
                assertThat(list(await(store().admissions().keptAway(ALICE, other)))
                                .blocks(other))
                        .as("%s by %s and %s", name, blocked, heard)
                        .isEqualTo(whole.blocks(other));
            }
        }
        assertThat(await(store().admissions().keptAway(CAROL, BOB)))
                .isEqualTo(new KeptAway(List.of(), Admission.EVERYBODY));
    }

    private static Blocklist list(KeptAway said) {
        return new Blocklist(ALICE, said.blocked(), said.admission());
    }

    /** A head that is damaged opens nothing, nor does a token that was shown to whoever asks by its name. */
    @Test
    @Tag("C-113")
    @Tag("IOT-05")
    void whatIsAskedAboutOneIsClosedWhereTheHeadIsDamaged() throws Exception {
        says(ALICE, List.of(BOB));
        tamper("UPDATE admission SET format = 9 WHERE account = ? AND entry = ''", ALICE.toString());
        assertThat(list(await(store().admissions().keptAway(ALICE, CAROL))).blocks(CAROL))
                .isTrue();
        assertThat(list(await(store().admissions().keptAway(ALICE, BOB))).blocks(BOB))
                .isFalse();
    }

    @Test
    void nobodyHasAListWhoHasNoAccount() {
        assertThatThrownBy(() -> says(CAROL, List.of(ALICE)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.problem()).isEqualTo(StoreProblem.NO_ACCOUNT));
        assertThat(of(CAROL)).isEqualTo(Admission.EVERYBODY);
    }

    @Test
    @Tag("IOT-05")
    @Tag("I-154")
    void aTokenLetsInTheFirstWhoShowsItAndNobodyElse() {
        says(ALICE, List.of(), until(ONE, DAY), until(TWO, DAY));

        assertThat(shows(BOB, ONE))
                .isEqualTo(new Outcome.Done<>(Admission.Listed.of(List.of(BOB), List.of(until(TWO, DAY)))));
        assertThat(refusal(shows(CAROL, ONE))).isEqualTo(Refusal.INVITATION_INVALID);

        reopen();
        assertThat(of(ALICE)).isEqualTo(Admission.Listed.of(List.of(BOB), List.of(until(TWO, DAY))));
        assertThat(refusal(shows(CAROL, ONE))).isEqualTo(Refusal.INVITATION_INVALID);
    }

    @Test
    @Tag("I-154")
    void aTokenIsForTheAccountThatGaveItAwayAndForItsTime() {
        says(ALICE, List.of(), until(ONE, DAY));
        says(BOB, List.of());

        assertThat(refusal(await(store().admissions().admit(BOB, ONE, CAROL, MOST))))
                .isEqualTo(Refusal.INVITATION_INVALID);
        assertThat(refusal(await(store().admissions().admit(CAROL, ONE, BOB, MOST))))
                .isEqualTo(Refusal.INVITATION_INVALID);
        assertThat(refusal(shows(CAROL, TWO))).isEqualTo(Refusal.INVITATION_INVALID);
        clock.step(DAY);
        assertThat(refusal(shows(CAROL, ONE))).isEqualTo(Refusal.INVITATION_INVALID);
        assertThat(of(ALICE)).isEqualTo(listed());
    }

    /** Whoever sends the list that he knew before would bring the token back to life, and turn out who came by it. */
    @Test
    @Tag("I-154")
    void aListWithATokenThatWasShownIsRefusedAndChangesNothing() {
        says(ALICE, List.of(), until(ONE, DAY));
        shows(BOB, ONE);

        assertThat(refusal(says(ALICE, List.of(CAROL), until(ONE, DAY)))).isEqualTo(Refusal.INVITATION_INVALID);
        assertThat(of(ALICE)).isEqualTo(listed(BOB));
        await(store().admissions().replace(ALICE, Admission.EVERYBODY));
        assertThat(of(ALICE)).isEqualTo(Admission.EVERYBODY);
        assertThat(refusal(says(ALICE, List.of(CAROL), until(ONE, DAY)))).isEqualTo(Refusal.INVITATION_INVALID);

        clock.step(DAY);
        says(ALICE, List.of(CAROL));
        assertThat(of(ALICE)).isEqualTo(listed(CAROL));
    }

    @Test
    @Tag("D-105")
    void aFullListLetsNobodyInAndTheTokenIsKept() {
        BareJid other = BareJid.of("other@example.org");
        says(ALICE, List.of(BOB, CAROL, other), until(ONE, DAY));
        BareJid late = BareJid.of("late@example.org");

        assertThat(refusal(shows(late, ONE))).isEqualTo(Refusal.ADMISSION_FULL);
        says(ALICE, List.of(BOB, CAROL), until(ONE, DAY));
        assertThat(shows(late, ONE)).isEqualTo(new Outcome.Done<>(listed(BOB, CAROL, late)));
    }

    @Test
    @Tag("I-154")
    void ofManyWhoShowATokenAtOnceOneGetsIn() {
        says(ALICE, List.of(), until(ONE, DAY));

        List<CompletableFuture<Outcome<Admission>>> all = IntStream.range(0, 50)
                .mapToObj(i -> store().admissions().admit(ALICE, ONE, BareJid.of("guest" + i, "example.org"), 1_000))
                .toList();

        assertThat(all.stream().map(StoreContract::await).filter(Outcome.Done.class::isInstance))
                .hasSize(1);
        assertThat(((Admission.Listed) of(ALICE)).addresses()).hasSize(1);
    }

    /** A hundred lists at once: the last one handed in is in force, whole. */
    @Test
    void listsTakeEffectAsWholesInTheOrderInWhichTheyWereHandedIn() {
        List<CompletableFuture<Outcome<Admission>>> all = new ArrayList<>();
        for (int list = 0; list < 100; list++) {
            String name = "of" + list + "-";
            all.add(store().admissions()
                    .replace(
                            ALICE,
                            Admission.Listed.of(
                                    IntStream.range(0, list % 7)
                                            .mapToObj(i -> BareJid.of(name + i, "example.org"))
                                            .toList(),
                                    List.of())));
        }
        all.forEach(StoreContract::done);

        assertThat(of(ALICE)).isEqualTo(listed(BareJid.of("of99-0@example.org")));
    }

    @Test
    @Tag("IOT-05")
    void takesTheLongestAddressThereIs() {
        BareJid longest = BareJid.of("a".repeat(1_023), "example.org");
        says(ALICE, List.of(longest));
        assertThat(of(ALICE)).isEqualTo(listed(longest));
    }

    /** What is damaged admits nobody, and opens nothing. */
    @Test
    @Tag("C-113")
    @Tag("IOT-05")
    void aDamagedRowAdmitsNobody() throws Exception {
        says(ALICE, List.of(BOB, CAROL));
        tamper("UPDATE admission SET entry = 'eve@example.org' WHERE entry = ?", BOB.toString());
        assertThat(of(ALICE)).isEqualTo(listed(CAROL));
        assertThat(damage).hasSize(1);

        tamper("UPDATE admission SET kind = 3 WHERE account = ?", ALICE.toString());
        assertThat(of(ALICE)).isEqualTo(listed());
        tamper("DELETE FROM admission WHERE account = ? AND entry = ''", ALICE.toString());
        assertThat(of(ALICE)).isEqualTo(listed());
    }

    @Test
    void whatASetSaysAgainIsNotWrittenAgain() throws Exception {
        says(ALICE, List.of(BOB));
        tamper("UPDATE admission SET kind = 4, checksum = checksum WHERE account = ? AND entry = ''", ALICE.toString());
        says(ALICE, List.of(BOB));
        assertThat(tamper("UPDATE admission SET kind = kind WHERE kind = 4")).isEqualTo(1);
        says(ALICE, List.of(CAROL));
        assertThat(tamper("UPDATE admission SET kind = kind WHERE kind = 4")).isZero();
    }

    @Test
    void aHashIsReadInOneWayOnly() {
        String text = ONE.text();
        assertThat(TokenHash.parse(text)).contains(ONE);
        for (String wrong : Set.of(
                "", text + "=", text.substring(1), text + "A", text.substring(0, 42) + "\n", "+" + text.substring(1))) {
            assertThat(TokenHash.parse(wrong)).as(wrong).isEmpty();
        }
        int last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".indexOf(text.charAt(42));
        char other = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".charAt(last ^ 1);
        assertThat(TokenHash.parse(text.substring(0, 42) + other)).isEmpty();
    }

    @Test
    void anInvitationHoldsUntilItsMillisecond() {
        Instant end = clock.instant().plus(DAY).plusNanos(1);
        says(ALICE, List.of(), new AdmissionInvitation(ONE, end));
        reopen();
        assertThat(((Admission.Listed) of(ALICE)).invites(ONE, clock.instant())).isTrue();
        assertThat(((Admission.Listed) of(ALICE)).invites(ONE, end)).isFalse();
        clock.step(DAY);
        assertThat(of(ALICE)).isEqualTo(listed());
    }
}
