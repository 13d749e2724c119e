package im.redoubt.server.stream;

import static im.redoubt.server.fixture.Station.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.protocol.stream.AwaitingSecureHeader;
import im.redoubt.protocol.stream.ServerAnswer;
import im.redoubt.protocol.stream.ServerContext;
import im.redoubt.protocol.stream.ServerEffect;
import im.redoubt.protocol.stream.StreamCondition;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.server.fixture.SignInBench;
import im.redoubt.server.session.Debt;
import im.redoubt.server.session.Revocations;
import im.redoubt.server.store.InvitationToken;
import im.redoubt.server.store.Store;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlAttribute;
import im.redoubt.xml.XmlContent;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlName;
import im.redoubt.xml.XmlViolation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a negotiation does to its connection, in which order, and what it does while something is looked up. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NegotiationTest {
    private static final String SASL = "urn:ietf:params:xml:ns:xmpp-sasl";
    private static final String SASL2 = "urn:xmpp:sasl:2";
    private static final String BIND2 = "urn:xmpp:bind:0";
    private static final BareJid DOMAIN = BareJid.of("localhost");

    @TempDir
    private Path directory = Path.of("");

    private final FakeWire wire = new FakeWire();
    private final List<String> begun = new ArrayList<>();
    private boolean room = true;

    // Both are set before each test.
    @SuppressWarnings("NullAway.Init")
    private SignInBench bench;

    // As above.
    @SuppressWarnings("NullAway.Init")
    private Negotiation negotiation;

    @BeforeEach
    void open() {
        bench = new SignInBench(directory, Duration.ZERO);
        negotiation = negotiation(3, bench);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Negotiation negotiation(int attempts, SignInBench behind) {
        ServerContext.StreamLimits limits = new ServerContext.StreamLimits(10_000, Duration.ofMinutes(1));
        ServerContext context = new ServerContext(
                DOMAIN, List.of(ScramHash.values()), true, attempts, true, limits, limits, new SecureRandom());
        return new Negotiation(
                wire,
                new AwaitingSecureHeader(context, ChannelBindings.none()),
                behind.service().from(wire.source()),
                new SessionStart() {
                    @Override
                    public Revocations.Moment moment(BareJid account) {
                        return revocations.now(account);
                    }

                    @Override
                    public Optional<FullJid> bind(ServerEffect.Bind wish, Wire where, Entry proof) {
                        begun.add("bind " + wish.account() + " " + proof.proof().mechanism());
                        return room ? Optional.of(wish.account().withResource("r")) : Optional.empty();
                    }

                    @Override
                    public Optional<Beginning> begin(ServerEffect.Begin wish, Wire where, Entry proof) {
                        begun.add("begin " + wish.account() + " " + wish.tag().orElse("") + " "
                                + proof.proof().mechanism());
                        return room ? Optional.of(new Beginning(session, beginning)) : Optional.empty();
                    }

                    @Override
                    public CompletionStage<ServerAnswer> resume(ServerEffect.Resume wish, Wire where, Entry proof) {
                        begun.add("resume " + wish.account() + " "
                                + wish.resumption().id());
                        return resumption;
                    }

                    @Override
                    public StreamDriver established(FullJid address) {
                        begun.add("established " + address);
                        return negotiation;
                    }
                });
    }

    private final Revocations revocations = new Revocations();
    private final CompletableFuture<ServerAnswer> resumption = new CompletableFuture<>();
    private final CompletableFuture<ServerAnswer> beginning = new CompletableFuture<>();
    private final NotedDriver session = new NotedDriver();

    /** What a session is told by its connection. */
    private static final class NotedDriver implements StreamDriver {
        private final List<String> told = new ArrayList<>();

        @Override
        public void opened(XmlEvent.Opened header) {}

        @Override
        public void element(ParsedElement element) {}

        @Override
        public void footer() {}

        @Override
        public void violation(XmlViolation violation) {}

        @Override
        public void failed(StreamError error) {}

        @Override
        public Duration lost() {
            return Duration.ZERO;
        }

        @Override
        public void ending() {
            told.add("ending");
        }

        @Override
        public Stanza late(Stanza stanza, Instant sentAt) {
            return stanza;
        }

        @Override
        public void undelivered(Stanza stanza, Optional<Debt> debt) {
            told.add("undelivered");
        }

        @Override
        public boolean ended(BooleanSupplier nothingUnderWay) {
            told.add("ended");
            return true;
        }
    }

    private void authenticate(Element... more) {
        String plain = "\0alice\0sesame";
        Element.Builder authenticate = Element.named(SASL2, "authenticate")
                .attribute("mechanism", "PLAIN")
                .child(
                        SASL2,
                        "initial-response",
                        Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8)));
        for (Element child : more) {
            authenticate.child(child);
        }
        comes(authenticate);
    }

    private static Element bind() {
        return Element.named(BIND2, "bind").child(BIND2, "tag", "phone").build();
    }

    private static void waitUntil(BooleanSupplier condition, Runnable meanwhile) {
        while (!condition.getAsBoolean()) {
            meanwhile.run();
            Thread.onSpinWait();
        }
    }

    /** Nothing reads, and nothing that others send is written, until the success is. */
    @Test
    void aSessionBeginsTogetherWithTheSuccess() {
        header();
        done();
        authenticate(bind());
        waitUntil(() -> !begun.isEmpty(), wire.loop::run);
        assertThat(begun).containsExactly("begin alice@localhost phone PLAIN");
        assertThat(done()).containsExactly("suspend", "authenticated alice@localhost", "suspend", "resume");
        assertThat(wire.isSuspended()).isTrue();
        beginning.complete(new ServerAnswer.Begun(ALICE.withResource("phone/r"), List.of()));
        settles();
        assertThat(done()).containsExactly("write success", "write features", "established", "decline", "resume");
        assertThat(wire.driver).contains(session);
        assertThat(wire.written.get(1).toString()).contains("alice@localhost/phone/r");
    }

    /** Whoever goes before he is told of his session leaves it behind as any other: it ends, and what it was sent goes elsewhere. */
    @Test
    void aSessionOfWhichNobodyWasToldEnds() {
        header();
        authenticate(bind());
        waitUntil(() -> !begun.isEmpty(), wire.loop::run);
        done();
        negotiation.ending();
        negotiation.undelivered(
                new Message(StanzaHeader.EMPTY, MessageType.CHAT, XmlContent.empty("jabber:client")), Optional.empty());
        assertThat(negotiation.ended(() -> true)).isTrue();
        beginning.complete(new ServerAnswer.Begun(ALICE.withResource("r"), List.of()));
        settles();
        assertThat(session.told).containsExactly("ending", "undelivered", "ended");
        assertThat(done()).containsExactly("decline", "resume");
    }

    @Test
    void withoutRoomTheSuccessNamesNoSession() {
        room = false;
        header();
        done();
        authenticate(bind());
        settles();
        assertThat(done())
                .containsExactly(
                        "suspend", "authenticated alice@localhost", "write success", "write features", "resume");
        assertThat(wire.driver).isEmpty();
    }

    /** RFC 6120 section 6: between the success and the resource the password was changed, or the client revoked. */
    @Test
    @Tag("A-58")
    void whoSignedInBeforeHisAccessWasTakenAwayBindsNothing() {
        header();
        auth("sesame");
        settles();
        header();
        done();
        revocations.begin(ALICE).close();
        comes(iq(Element.named("urn:ietf:params:xml:ns:xmpp-bind", "bind").build()));
        assertThat(done()).containsExactly("end not-authorized");
        assertThat(begun).isEmpty();
    }

    @Test
    @Tag("A-58")
    void norDoesHeResume() {
        header();
        auth("sesame");
        settles();
        header();
        done();
        revocations.begin(ALICE).close();
        comes(Element.named("urn:xmpp:sm:3", "resume").attribute("previd", "x").attribute("h", "0"));
        assertThat(done()).containsExactly("end not-authorized");
        assertThat(begun).isEmpty();
    }

    /** While his password is compared. */
    private void revokedMeanwhile(Element asked) {
        header();
        done();
        authenticate(asked);
        revocations.begin(ALICE).close();
        settles();
        assertThat(done()).contains("end not-authorized").doesNotContain("write success");
        assertThat(begun).isEmpty();
    }

    @Test
    @Tag("A-58")
    void norDoesHeGetAToken() {
        revokedMeanwhile(Element.named("urn:xmpp:fast:0", "request-token")
                .attribute("mechanism", "HT-SHA-256-NONE")
                .build());
    }

    @Test
    @Tag("A-58")
    void norASessionWithHisSuccess() {
        revokedMeanwhile(bind());
    }

    @Test
    @Tag("A-58")
    @Tag("N-119")
    void norAnEarlierSessionWithHisSuccess() {
        revokedMeanwhile(Element.named("urn:xmpp:sm:3", "resume")
                .attribute("previd", "x")
                .attribute("h", "0")
                .build());
    }

    private void header() {
        negotiation.opened(new XmlEvent.Opened(
                new XmlName("http://etherx.jabber.org/streams", "stream"),
                "jabber:client",
                List.of(
                        new XmlAttribute(new XmlName("", "to"), "localhost"),
                        new XmlAttribute(new XmlName("", "version"), "1.0"))));
    }

    private void comes(Element.Builder element) {
        negotiation.element(element.build().toParsed());
    }

    private void auth(String password) {
        String plain = "\0alice\0" + password;
        comes(Element.named(SASL, "auth")
                .attribute("mechanism", "PLAIN")
                .text(Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8))));
    }

    private static Element.Builder iq(Element payload) {
        return Element.named("jabber:client", "iq")
                .attribute("type", "set")
                .attribute("id", "1")
                .child(payload);
    }

    /** Runs the event loop until something is read again. */
    private void settles() {
        while (wire.isSuspended()) {
            wire.loop.run();
            Thread.onSpinWait();
        }
    }

    private List<String> done() {
        List<String> now = List.copyOf(wire.done);
        wire.done.clear();
        return now;
    }

    @Test
    void aStrangerBecomesASession() {
        header();
        assertThat(done()).containsExactly("open", "write features");
        auth("sesame");
        assertThat(done()).containsExactly("suspend");
        settles();
        assertThat(done()).containsExactly("authenticated alice@localhost", "write success", "restart", "resume");
        header();
        assertThat(done()).containsExactly("open", "write features");
        comes(iq(Element.named("urn:ietf:params:xml:ns:xmpp-bind", "bind").build()));
        assertThat(begun).containsExactly("bind alice@localhost PLAIN", "established alice@localhost/r");
        assertThat(done()).containsExactly("write iq", "established");
        assertThat(wire.driver).contains(negotiation);
    }

    /** RFC 6120 section 7.6.2.1: an account that has as many sessions as it may gets no other, and may try again. */
    @Test
    void withoutRoomNothingIsBound() {
        room = false;
        header();
        auth("sesame");
        settles();
        header();
        done();
        comes(iq(Element.named("urn:ietf:params:xml:ns:xmpp-bind", "bind").build()));
        assertThat(done()).containsExactly("write iq");
        assertThat(begun).containsExactly("bind alice@localhost PLAIN");
        assertThat(wire.driver).isEmpty();
    }

    /** Nothing of what follows a failure goes out before it may be told, and nothing is read. */
    @Test
    @Tag("A-54")
    void aFailureIsToldWhenItMayBe() {
        negotiation = negotiation(1, bench);
        header();
        done();
        auth("wrong");
        settles();
        assertThat(done())
                .containsExactly("suspend", "suspend", "resume", "write failure", "end policy-violation", "resume");
    }

    /** A connection that went while a failure waited to be told gets nothing any more. */
    @Test
    void whoWentIsToldNothing() {
        try (SignInBench slow = new SignInBench(directory.resolve("slow"), Duration.ofMillis(100))) {
            negotiation = negotiation(3, slow);
            header();
            auth("wrong");
            while (wire.done.stream().filter("suspend"::equals).count() < 2) {
                wire.loop.run();
            }
            done();
            negotiation.ending();
            settles();
            assertThat(done()).containsExactly("resume");
        }
    }

    /** What was looked up for somebody who went meanwhile is dropped. */
    @Test
    void whoWentIsNotSignedIn() {
        header();
        auth("sesame");
        done();
        negotiation.ending();
        assertThat(negotiation.ended(() -> false)).isTrue();
        settles();
        assertThat(done()).containsExactly("resume");
        assertThat(bench.events()).noneMatch(line -> line.contains("\"sign-in\""));
    }

    /** The deadline does not wait for the store: the stream ends at once, and the answer that comes later changes nothing. */
    @Test
    @Tag("S-20")
    void theDeadlineDoesNotWait() {
        header();
        auth("sesame");
        done();
        negotiation.failed(StreamError.of(StreamCondition.CONNECTION_TIMEOUT));
        assertThat(done()).containsExactly("end connection-timeout");
        settles();
        assertThat(done()).containsExactly("resume");
    }

    /** RFC 6120 section 6.5.11: what cannot be looked up is no wrong password. */
    @Test
    void whatCannotBeLookedUpIsATemporaryFailure() {
        bench.store().close();
        header();
        done();
        auth("sesame");
        settles();
        assertThat(done()).contains("write failure").doesNotContain("authenticated alice@localhost");
        assertThat(bench.events()).singleElement().asString().contains("\"reason\":\"temporary-failure\"");
        assertThat(bench.offenders().size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "RESTRICTED_XML,restricted-xml",
        "NOT_WELL_FORMED,not-well-formed",
        "UNSUPPORTED_ENCODING,unsupported-encoding"
    })
    void whoBreaksTheRulesBeforeSigningInIsAnOffender(XmlViolation.Kind kind, String condition) {
        negotiation.violation(new XmlViolation(kind, "a test"));
        assertThat(done()).containsExactly("open", "end " + condition);
        assertThat(bench.offenders().size()).isOne();
        negotiation.violation(new XmlViolation(kind, "another"));
        assertThat(done()).isEmpty();
    }

    @Test
    void theEndOfTheStreamIsAnswered() {
        header();
        done();
        negotiation.footer();
        assertThat(done()).containsExactly("leave");
    }

    /** XEP-0445 section 4: the token opens registration, once; the password makes the account and is erased. */
    @Test
    @Tag("SRV-02")
    void anInvitationMakesOneAccount() {
        InvitationToken token = Store.await(
                bench.store().invitations().issue(Optional.empty(), Duration.ofDays(1), 1, Optional.empty()));
        header();
        done();
        preauth(token.text());
        assertThat(done()).containsExactly("suspend", "write iq", "resume");
        registers("bob", "open");
        assertThat(done()).containsExactly("suspend", "write iq", "resume");
        assertThat(Store.await(bench.store().accounts().exists(BareJid.of("bob@localhost"))))
                .isTrue();
        assertThat(Store.await(bench.store().accounts().verifier(BareJid.of("bob@localhost"), ScramHash.SHA_1)))
                .isEmpty();
        assertThat(Store.await(bench.store().accounts().verifier(BareJid.of("bob@localhost"), ScramHash.SHA_256))
                        .orElseThrow()
                        .matches(SignInBench.secret("open")))
                .isTrue();
        assertThat(Store.await(bench.store().invitations().find(token))).isEmpty();
        assertThat(bench.events()).singleElement().asString().contains("invite-used", "bob");
    }

    /** What is wrong with a registration is said, and the account is not made. */
    @ParameterizedTest
    @CsvSource({"alice,sesame,conflict", "bob,'',not-acceptable", "bob,\u0000,not-acceptable"})
    void aRegistrationThatIsRefusedMakesNothing(String name, String password, String condition) {
        InvitationToken token = Store.await(
                bench.store().invitations().issue(Optional.empty(), Duration.ofDays(1), 1, Optional.empty()));
        header();
        preauth(token.text());
        registers(name, password.equals("\u0000") ? "\u00AD" : password);
        assertThat(wire.written.getLast().toString()).contains(condition);
        assertThat(Store.await(bench.store().accounts().count())).isOne();
        assertThat(Store.await(bench.store().invitations().find(token))).isPresent();
        assertThat(bench.events()).isEmpty();
    }

    @Test
    void anUnknownInvitationOpensNothing() {
        header();
        preauth("nonsense");
        assertThat(wire.written.getLast().toString()).contains("item-not-found");
        registers("bob", "open");
        assertThat(Store.await(bench.store().accounts().count())).isOne();
    }

    private void preauth(String token) {
        comes(iq(Element.named("urn:xmpp:pars:0", "preauth")
                .attribute("token", token)
                .build()));
        settles();
    }

    private void registers(String name, String password) {
        comes(iq(Element.named("jabber:iq:register", "query")
                .child("jabber:iq:register", "username", name)
                .child("jabber:iq:register", "password", password)
                .build()));
        settles();
    }

    /** Before there is an address nothing can be sent to it: what comes back from such a stream goes nowhere. */
    @Test
    void nothingComesBackFromAStranger() {
        negotiation.undelivered(
                new Message(StanzaHeader.EMPTY.withTo(ALICE), MessageType.CHAT, XmlContent.empty("jabber:client")),
                Optional.empty());
        assertThat(done()).isEmpty();
    }
}
