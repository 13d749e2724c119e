package im.redoubt.server.capabilities;

import static im.redoubt.server.capabilities.Answers.entity;
import static im.redoubt.server.capabilities.Answers.hash;
import static im.redoubt.server.capabilities.Answers.presence;
import static im.redoubt.server.capabilities.Answers.query;
import static im.redoubt.server.capabilities.Answers.set;
import static im.redoubt.server.capabilities.Answers.ver;
import static im.redoubt.server.capabilities.Answers.wanting;
import static im.redoubt.server.fixture.Station.ALICE;
import static im.redoubt.server.fixture.Station.BOB;
import static im.redoubt.server.fixture.Station.CAROL;
import static im.redoubt.server.fixture.Station.DOMAIN;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.disco.Disclosure;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.server.carbons.Carbons;
import im.redoubt.server.fixture.Client;
import im.redoubt.server.fixture.NotingKeeper;
import im.redoubt.server.fixture.Station;
import im.redoubt.server.routing.Dictation;
import im.redoubt.server.routing.Gate;
import im.redoubt.server.routing.Passage;
import im.redoubt.server.routing.Questions;
import im.redoubt.server.routing.Router;
import im.redoubt.xml.Element;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is asked what he can do, what is believed of the answers, and for whom it holds. */
@Tag("X-83")
class CapabilitiesTest {
    private static final Element HONEST = wanting("urn:a", "urn:b");

    private final Station station = new Station();
    private final Questions questions = new Questions(DOMAIN, new SecureRandom(), Duration.ofMinutes(1));
    private final Capabilities capabilities = capabilities(questions);
    private final Router router = router(questions);
    private final List<String> told = new ArrayList<>();
    private final Client alice = station.client(ALICE, "phone").available(0);
    private final Client bob = station.client(BOB, "phone").available(0);
    private final Client carol = station.client(CAROL, "phone").available(0);

    private Capabilities capabilities(Questions asked) {
        Capabilities made = new Capabilities(asked, station.queues(), new Capabilities.Bounds(100, 1_000_000, 2_000));
        made.follow(session -> told.add(session.account().local() + " "
                + made.of(session).stream().sorted().toList()));
        return made;
    }

    private Router router(Questions asked) {
        return new Router(new Router.Parts(
                Gate.OPEN,
                DOMAIN,
                station.sessions(),
                new NotingKeeper(),
                Dictation.NONE,
                new Carbons(station.sessions()),
                station.blocklists(),
                (session, presence) -> Router.DONE,
                (session, with) -> CompletableFuture.completedFuture(false),
                List.of(),
                asked));
    }

    private void says(Client client, String... caps) {
        capabilities.present(client.session(), presence(caps));
        station.tasks().run();
    }

    private static List<IqRequest> asked(Client client) {
        return client.received().stream().map(IqRequest.class::cast).toList();
    }

    private static Optional<String> node(IqRequest question) {
        return question.payload().attribute("node");
    }

    private static Element named(Element query, Optional<String> node) {
        Element.Builder answer = Element.named(Disclosure.INFO, "query").attribute("node", node);
        return answer.children(query.children()).build();
    }

    /** Answers the last question. */
    private void answers(Client client, Element query) {
        IqRequest question = asked(client).getLast();
        answers(client, question.result(named(query, node(question))));
    }

    private void answers(Client client, IqResponse response) {
        station.done(router.begin(
                        client.session(),
                        response.withHeader(
                                response.header().withFrom(client.session().address())),
                        Optional.empty(),
                        Runnable::run)
                .thenCompose(passage -> ((Passage.Unkept) passage).effect().get()));
    }

    private void refuses(Client client) {
        answers(client, (IqResponse) StanzaError.of(StanzaCondition.SERVICE_UNAVAILABLE)
                .answer(asked(client).getLast()));
    }

    @Test
    void whoNamesAHashIsAskedOnceAndThenItIsKnown() {
        says(alice, entity(ver(HONEST)));
        IqRequest question = asked(alice).getFirst();
        assertThat(question.from()).contains(DOMAIN);
        assertThat(question.to()).contains(alice.session().address());
        assertThat(question.action()).isEqualTo(IqRequest.Action.GET);
        assertThat(node(question)).contains("urn:client#" + ver(HONEST));
        assertThat(capabilities.of(alice.session())).isEmpty();

        answers(alice, HONEST);
        assertThat(capabilities.of(alice.session())).containsExactlyInAnyOrder("urn:a", "urn:b");
        assertThat(capabilities.supports(alice.session(), "urn:a+notify")).isTrue();
        assertThat(capabilities.supports(alice.session(), "urn:a")).isFalse();
        assertThat(told).containsExactly("alice [urn:a, urn:b]");

        says(alice, entity(ver(HONEST)));
        says(bob, entity(ver(HONEST)).replace("urn:client", "urn:other"));
        assertThat(asked(alice)).hasSize(1);
        assertThat(asked(bob)).isEmpty();
        assertThat(capabilities.of(bob.session())).containsExactlyInAnyOrder("urn:a", "urn:b");
        assertThat(told).containsExactly("alice [urn:a, urn:b]", "alice [urn:a, urn:b]", "bob [urn:a, urn:b]");
        assertThat(questions.count()).isZero();
    }

    @Test
    void aHashOfTheNewKindIsAskedForByItsOwnNode() {
        says(alice, entity(ver(HONEST)), set(hash(HONEST)));
        assertThat(node(asked(alice).getFirst())).contains("urn:xmpp:caps#sha-256." + hash(HONEST));
        answers(alice, HONEST);
        says(bob, set(hash(HONEST)));
        assertThat(asked(bob)).isEmpty();
        assertThat(capabilities.of(bob.session())).contains("urn:a");

        // What was verified under one kind says nothing of the other.
        says(carol, entity(ver(HONEST)));
        assertThat(asked(carol)).hasSize(1);
    }

    /** The answer holds for who gave it: it is his own client, after all. */
    @ParameterizedTest
    @ValueSource(strings = {"entity", "set"})
    void anAnswerOfAnotherHashIsSharedWithNobody(String kind) {
        String caps = kind.equals("set") ? set(hash(HONEST)) : entity(ver(HONEST));
        says(alice, caps);
        answers(alice, wanting("urn:poison"));
        assertThat(capabilities.of(alice.session())).containsExactly("urn:poison");
        assertThat(capabilities.known()).isZero();

        says(bob, caps);
        assertThat(capabilities.of(bob.session())).isEmpty();
        answers(bob, HONEST);
        assertThat(capabilities.of(bob.session())).containsExactlyInAnyOrder("urn:a", "urn:b");
        assertThat(capabilities.of(alice.session())).containsExactly("urn:poison");
        says(carol, caps);
        assertThat(capabilities.of(carol.session())).containsExactlyInAnyOrder("urn:a", "urn:b");
    }

    /** The string of an honest client, read in another way: with a bracket within a name, or as a form. */
    @Test
    void anAnswerThatCanBeReadInAnotherWayIsSharedWithNobody() {
        Element honest = query(
                Answers.feature("urn:a+notify") + Answers.feature("urn:b+notify") + Answers.feature("urn:c+notify"));
        for (Element forged : List.of(
                query("<feature var='urn:a+notify&lt;urn:b+notify'/>" + Answers.feature("urn:c+notify")),
                query(Answers.feature("urn:a+notify")
                        + "<x xmlns='jabber:x:data'><field var='FORM_TYPE' type='hidden'><value>urn:b+notify</value>"
                        + "</field><field var='urn:c+notify'/></x>"))) {
            says(alice, entity(ver(honest)));
            answers(alice, forged);
            assertThat(capabilities.known()).isZero();
            capabilities.absent(alice.session());
        }
        says(bob, entity(ver(honest)));
        answers(bob, honest);
        assertThat(capabilities.of(bob.session())).containsExactlyInAnyOrder("urn:a", "urn:b", "urn:c");
        assertThat(capabilities.known()).isOne();
    }

    /** Legacy, no hash, unknown hash: asked without a node, and kept for the session. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<c xmlns='http://jabber.org/protocol/caps' node='urn:client' ver='1.0'/>",
                "<c xmlns='http://jabber.org/protocol/caps' node='urn:client' ver='%s'/>",
                "<c xmlns='http://jabber.org/protocol/caps' node='urn:client' hash='md5' ver='%s'/>",
                "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' ver='%s'/>"
            })
    void whatCannotBeVerifiedHoldsForOneSession(String caps) {
        says(alice, caps.formatted(ver(HONEST)));
        assertThat(node(asked(alice).getFirst())).isEmpty();
        answers(alice, HONEST);
        assertThat(capabilities.of(alice.session())).contains("urn:a");
        assertThat(capabilities.known()).isZero();
        says(bob, caps.formatted(ver(HONEST)));
        assertThat(capabilities.of(bob.session())).isEmpty();
        assertThat(asked(bob)).hasSize(1);
        says(carol, entity(ver(HONEST)));
        assertThat(asked(carol)).hasSize(1);
    }

    /** Ill-formed, about something else, too large, or an error. */
    @Test
    @Tag("S-19")
    void whatIsNoAnswerIsNotBelieved() {
        says(alice, entity(ver(HONEST)));
        IqRequest question = asked(alice).getLast();
        answers(alice, question.result(named(HONEST, Optional.of("urn:client#other"))));
        assertThat(capabilities.of(alice.session())).isEmpty();

        says(alice, entity(ver(HONEST)));
        answers(alice, query(Answers.feature("urn:a+notify") + Answers.feature("urn:a+notify")));
        assertThat(capabilities.of(alice.session())).isEmpty();

        says(alice, entity(ver(HONEST)));
        answers(alice, query(Answers.feature("x".repeat(3_000)) + Answers.feature("urn:a+notify")));
        assertThat(capabilities.of(alice.session())).isEmpty();

        says(alice, entity(ver(HONEST)));
        answers(alice, asked(alice).getLast().result());
        assertThat(capabilities.of(alice.session())).isEmpty();

        says(alice, entity(ver(HONEST)));
        refuses(alice);
        assertThat(capabilities.of(alice.session())).isEmpty();
        assertThat(asked(alice)).hasSize(5);
        assertThat(told).isEmpty();
        assertThat(capabilities.known()).isZero();
    }

    /** An answer that does not name what it is about may be about something else (XEP-0030 section 3.2). */
    @Test
    void anAnswerWithoutItsNodeIsSharedWithNobody() {
        says(alice, entity(ver(HONEST)));
        answers(alice, asked(alice).getLast().result(HONEST));
        assertThat(capabilities.of(alice.session())).contains("urn:a");
        assertThat(capabilities.known()).isZero();
    }

    @Test
    void ofSeveralWhoNameAHashOneIsAsked() {
        says(alice, entity(ver(HONEST)));
        says(bob, entity(ver(HONEST)));
        says(carol, entity(ver(HONEST)));
        assertThat(asked(bob)).isEmpty();
        answers(alice, HONEST);
        assertThat(capabilities.of(bob.session())).contains("urn:a");
        assertThat(capabilities.of(carol.session())).contains("urn:a");
        assertThat(asked(carol)).isEmpty();
        assertThat(told)
                .containsExactlyInAnyOrder("alice [urn:a, urn:b]", "bob [urn:a, urn:b]", "carol [urn:a, urn:b]");
        assertThat(capabilities.asked()).isZero();
    }

    /** Whoever was asked first and answers wrongly, or is gone, holds up the others no longer. */
    @ParameterizedTest
    @ValueSource(strings = {"wrong", "error", "gone", "changed"})
    void whoWaitsForAnAnswerThatIsWrongIsAskedHimself(String how) {
        says(alice, entity(ver(HONEST)));
        says(bob, entity(ver(HONEST)));
        says(carol, entity(ver(HONEST)));
        switch (how) {
            case "wrong" -> answers(alice, wanting("urn:poison"));
            case "error" -> refuses(alice);
            case "gone" -> capabilities.absent(alice.session());
            default -> {
                says(alice, entity(ver(wanting("urn:c"))));
                answers(alice, wanting("urn:poison"));
            }
        }
        assertThat(asked(bob)).hasSize(1);
        assertThat(asked(carol)).hasSize(1);
        answers(carol, HONEST);
        answers(bob, HONEST);
        assertThat(capabilities.of(bob.session())).contains("urn:a");
        assertThat(capabilities.of(carol.session())).contains("urn:a");
        assertThat(told.stream().filter(word -> word.startsWith("bob"))).containsExactly("bob [urn:a, urn:b]");
        assertThat(capabilities.known()).isOne();
    }

    /** Nobody is asked a second thing before he has answered the first, however often he changes what he says. */
    @Test
    void aSessionIsAskedOneThingAtATime() {
        for (int number = 0; number < 100; number++) {
            says(alice, entity(ver(wanting("urn:" + number))));
            says(alice, "<c xmlns='urn:xmpp:caps' number='" + number + "'/>");
        }
        assertThat(asked(alice)).hasSize(1);
        assertThat(questions.count()).isOne();
        assertThat(capabilities.asked()).isOne();
        says(alice, entity(ver(HONEST)));
        answers(alice, wanting("urn:0"));
        assertThat(capabilities.of(alice.session())).isEmpty();
        assertThat(asked(alice)).hasSize(2);
        answers(alice, HONEST);
        assertThat(capabilities.of(alice.session())).contains("urn:a");
        assertThat(told).containsExactly("alice [urn:a, urn:b]");
    }

    /** Who is asked about one thing waits for another one's answer about the next, and goes on when that fails. */
    @Test
    void whoWaitsWhileHeIsAskedIsAskedAfterwards() {
        says(alice, entity(ver(HONEST)));
        says(bob, entity(ver(wanting("urn:c"))));
        says(bob, entity(ver(HONEST)));
        refuses(alice);
        assertThat(asked(bob)).hasSize(1);
        refuses(bob);
        assertThat(asked(bob)).hasSize(2);
        answers(bob, HONEST);
        assertThat(capabilities.of(bob.session())).contains("urn:a");
        assertThat(capabilities.asked()).isZero();
    }

    /** What it supported before holds until it is known what it supports now; each presence is a reason to tell. */
    @Test
    void whatChangesIsTold() {
        says(alice, entity(ver(HONEST)));
        answers(alice, HONEST);
        Element now = wanting("urn:b", "urn:c");
        says(alice, entity(ver(now)));
        assertThat(capabilities.of(alice.session())).containsExactlyInAnyOrder("urn:a", "urn:b");
        answers(alice, now);
        assertThat(capabilities.of(alice.session())).containsExactlyInAnyOrder("urn:b", "urn:c");
        says(alice, "<show xmlns='jabber:client'>away</show>");
        assertThat(capabilities.of(alice.session())).containsExactlyInAnyOrder("urn:b", "urn:c");
        assertThat(told).containsExactly("alice [urn:a, urn:b]", "alice [urn:b, urn:c]", "alice [urn:b, urn:c]");
        says(bob, entity(ver(wanting())));
        answers(bob, wanting());
        says(bob, "<show xmlns='jabber:client'>away</show>");
        assertThat(told).hasSize(3);
    }

    /** Who comes again is told again, though nobody is asked. */
    @Test
    void whoIsNotAvailableWantsNothing() {
        says(alice, entity(ver(HONEST)));
        answers(alice, HONEST);
        capabilities.absent(alice.session());
        assertThat(capabilities.of(alice.session())).isEmpty();
        assertThat(capabilities.supports(alice.session(), "urn:a+notify")).isFalse();
        says(alice, entity(ver(HONEST)));
        assertThat(asked(alice)).hasSize(1);
        assertThat(told).containsExactly("alice [urn:a, urn:b]", "alice [urn:a, urn:b]");
    }

    /** One session cannot push everybody else's hashes out of the cache. */
    @Test
    void oneSessionSharesAFewHashesOnly() {
        for (int number = 0; number < 20; number++) {
            Element now = wanting("urn:" + number);
            says(alice, entity(ver(now)));
            answers(alice, now);
            assertThat(capabilities.of(alice.session())).containsExactly("urn:" + number);
        }
        assertThat(capabilities.known()).isEqualTo(8);
    }

    @Test
    void anAnswerCountsFromWhoWasAskedOnly() {
        says(alice, entity(ver(HONEST)));
        IqRequest question = asked(alice).getLast();
        IqResponse answer = question.result(named(HONEST, node(question)));
        answers(bob, answer);
        assertThat(questions.count()).isOne();
        answers(alice, answer.withHeader(answer.header().withId("guessed")));
        assertThat(questions.count()).isOne();
        answers(alice, answer.withHeader(answer.header().withTo(ALICE)));
        assertThat(questions.count()).isOne();
        answers(alice, answer);
        assertThat(questions.count()).isZero();
        assertThat(capabilities.of(alice.session())).contains("urn:a");
        answers(alice, answer);
        assertThat(capabilities.of(bob.session())).isEmpty();
    }

    /** The deadline: others go on, and who did not answer is asked again when he says it again. */
    @Test
    void whoDoesNotAnswerInTimeHoldsUpNobody() {
        Questions hasty = new Questions(DOMAIN, new SecureRandom(), Duration.ofMillis(20));
        Capabilities impatient = capabilities(hasty);
        impatient.present(alice.session(), presence(entity(ver(HONEST))));
        impatient.present(bob.session(), presence(entity(ver(HONEST))));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while ((hasty.count() > 0 || impatient.asked() > 0) && System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(asked(bob)).hasSize(1);
        assertThat(hasty.count()).isZero();
        assertThat(impatient.asked()).isZero();
        impatient.present(alice.session(), presence(entity(ver(HONEST))));
        assertThat(asked(alice)).hasSize(2);
    }
}
