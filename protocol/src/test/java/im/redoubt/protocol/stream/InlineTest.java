package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked for together with an attempt to sign in: done after the success, in one order, and told with it. */
class InlineTest {
    private static final FullJid PHONE = Pair.ALICE.withResource("phone");
    private static final Element ENABLED = StreamManagement.enabled();

    private final Negotiator negotiator = new Negotiator();

    private static ServerStep answered(ServerStep step, ServerAnswer answer) {
        return step.next().on(new ServerInput.Answered(answer));
    }

    private static List<String> sent(ServerStep step) {
        List<String> sent = new ArrayList<>();
        for (ServerEffect effect : step.effects()) {
            if (effect instanceof ServerEffect.Send send) {
                sent.add(send.element().toString());
            }
        }
        return sent;
    }

    private static ServerEffect last(ServerStep step) {
        return step.effects().get(step.effects().size() - 1);
    }

    @Test
    void aResourceIsBoundBeforeTheSuccessIsTold() {
        ServerStep asked = negotiator.inline(Negotiator.bind2());
        ServerStep bound = answered(asked, new ServerAnswer.Begun(PHONE, List.of()));

        assertThat(asked.effects().get(0)).isInstanceOf(ServerEffect.SignedIn.class);
        assertThat(last(asked)).isEqualTo(new ServerEffect.Begin(Pair.ALICE, UserAgent.UNKNOWN, Negotiator.bind2()));
        assertThat(sent(asked)).isEmpty();
        assertThat(sent(bound))
                .first()
                .isEqualTo("<success xmlns='urn:xmpp:sasl:2'>"
                        + "<authorization-identifier>alice@example.org/phone</authorization-identifier>"
                        + "<bound xmlns='urn:xmpp:bind:0'/></success>");
        assertThat(sent(bound).get(1)).contains("<sm xmlns='urn:xmpp:sm:3'/>").doesNotContain("bind");
        assertThat(last(bound)).isEqualTo(new ServerEffect.Established(PHONE));
    }

    @Test
    void whatCameOfItIsInside() {
        ServerStep asked = negotiator.inline(Negotiator.bind2(
                Element.named(StreamManagement.NAMESPACE, "enable").build()));
        ServerStep bound = answered(asked, new ServerAnswer.Begun(PHONE, List.of(ENABLED)));

        assertThat(sent(bound).get(0))
                .contains("<bound xmlns='urn:xmpp:bind:0'><enabled xmlns='urn:xmpp:sm:3'/></bound>");
        assertThat(sent(bound).get(1)).doesNotContain("urn:xmpp:sm:3");
    }

    /** XEP-0198 section 8.2: the resumption comes first, and where it succeeds there is no success but in it, and no features. */
    @Test
    @Tag("X-95")
    void aSessionThatGoesOnHasNoResourceBound() {
        ServerStep asked = negotiator.inline(Negotiator.bind2(), Negotiator.resume("x", "1"));
        ServerStep resumed = answered(asked, new ServerAnswer.Resumed(PHONE));

        assertThat(last(asked))
                .isEqualTo(new ServerEffect.Resume(
                        Pair.ALICE,
                        new StreamManagement.Resumption("x", 1),
                        Optional.of(new Success(Optional.empty(), List.of()))));
        assertThat(resumed).isEqualTo(ServerStep.to(new Bound(resumed.next().context(), PHONE)));
    }

    @Test
    @Tag("X-95")
    @Tag("N-119")
    void aSessionThatDoesNotGoOnIsFollowedByBinding() {
        ServerStep asked = negotiator.inline(Negotiator.resume("x", "1"), Negotiator.bind2());
        ServerStep failed = answered(asked, new ServerAnswer.NotResumed(Optional.of(7L)));
        ServerStep bound = answered(failed, new ServerAnswer.Begun(PHONE, List.of()));

        assertThat(failed.effects()).singleElement().isInstanceOf(ServerEffect.Begin.class);
        assertThat(sent(bound).get(0))
                .isEqualTo("<success xmlns='urn:xmpp:sasl:2'>"
                        + "<authorization-identifier>alice@example.org/phone</authorization-identifier>"
                        + "<failed xmlns='urn:xmpp:sm:3' h='7'>"
                        + "<item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>"
                        + "<bound xmlns='urn:xmpp:bind:0'/></success>");
    }

    @Test
    @Tag("N-119")
    void withoutARequestForAResourceItMayBeBoundAsOfOld() {
        ServerStep failed = answered(negotiator.inline(Negotiator.resume("x", "1")), new ServerAnswer.Unavailable());

        assertThat(failed.next()).isInstanceOf(AwaitingBind.class);
        assertThat(sent(failed).get(0)).contains("<internal-server-error ");
        assertThat(sent(failed).get(1)).contains("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>");
    }

    @Test
    void whereThereIsNoRoomTheFeaturesOfferBindingAsOfOld() {
        ServerAnswer full =
                new ServerAnswer.NoResource(Pair.ALICE, StanzaError.of(StanzaCondition.RESOURCE_CONSTRAINT));
        ServerStep refused = answered(negotiator.inline(Negotiator.bind2()), full);

        assertThat(refused.next()).isInstanceOf(AwaitingBind.class);
        assertThat(sent(refused).get(0))
                .contains("<authorization-identifier>alice@example.org</authorization-identifier>")
                .doesNotContain("bound");
        assertThat(sent(refused).get(1)).contains("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>");
    }

    @Test
    @Tag("N-118")
    void whoHasHandledWhatWasNotSentIsToldSo() {
        ServerStep step = answered(
                negotiator.inline(Negotiator.resume("x", "9"), Negotiator.bind2()),
                new ServerAnswer.Miscounted(StreamManagement.tooHigh(9, 1)));

        assertThat(Negotiator.error(step)).isEqualTo(StreamCondition.UNDEFINED_CONDITION);
        assertThat(sent(step)).isEmpty();
    }

    /** XEP-0388 section 2.6.2: nothing of it is done for somebody who is not let in. */
    @Test
    @Tag("LIB-02")
    void afterAFailureNothingIsDone() {
        ServerStep step = new Negotiator(true)
                .awaitingAuth()
                .on(Negotiator.received(Negotiator.authenticate(
                        "PLAIN", "\0alice\0wrong", Negotiator.resume("x", "1"), Negotiator.bind2())))
                .next()
                .on(new ServerInput.Answered(new ServerAnswer.PasswordChecked(false)));

        assertThat(Negotiator.condition(step)).isEqualTo(SaslCondition.NOT_AUTHORIZED);
        assertThat(step.effects())
                .noneMatch(effect -> effect instanceof ServerEffect.Begin || effect instanceof ServerEffect.Resume);
        assertThat(step.next().toString()).doesNotContain("InlineBinding");
    }

    /** two of the same could be taken for each other, so neither is. */
    @ParameterizedTest
    @ValueSource(strings = {"bind bind", "resume resume", "enable enable", "tag tag", "no previd", "no h"})
    @Tag("X-95")
    @Tag("A-56")
    void whatIsThereTwiceOrIncompleteIsMalformed(String what) {
        Element enable = Element.named(StreamManagement.NAMESPACE, "enable").build();
        Element tag = Element.named(InlineBinding.NAMESPACE, "tag").text("x").build();
        Element[] asked = switch (what) {
            case "bind bind" -> new Element[] {Negotiator.bind2(), Negotiator.bind2()};
            case "resume resume" -> new Element[] {Negotiator.resume("x", "1"), Negotiator.resume("y", "1")};
            case "enable enable" -> new Element[] {Negotiator.bind2(enable, enable)};
            case "tag tag" -> new Element[] {Negotiator.bind2(tag, tag)};
            case "no previd" ->
                new Element[] {
                    Element.named(StreamManagement.NAMESPACE, "resume")
                            .attribute("h", "1")
                            .build()
                };
            default ->
                new Element[] {
                    Element.named(StreamManagement.NAMESPACE, "resume")
                            .attribute("previd", "x")
                            .build()
                };
        };
        ServerStep step = negotiator
                .awaitingAuth()
                .on(Negotiator.received(Negotiator.authenticate("SCRAM-SHA-256", Negotiator.FIRST, asked)));

        assertThat(Negotiator.condition(step)).isEqualTo(SaslCondition.MALFORMED_REQUEST);
    }

    /** Outside of the request for a resource there is nothing that could be counted. */
    @Test
    @Tag("X-95")
    void countingIsNotAskedForWithoutAResource() {
        ServerStep step = negotiator.inline(
                Element.named(StreamManagement.NAMESPACE, "enable").build());

        assertThat(step.next()).isInstanceOf(AwaitingBind.class);
        assertThat(sent(step).get(0)).doesNotContain("enabled");
    }
}
