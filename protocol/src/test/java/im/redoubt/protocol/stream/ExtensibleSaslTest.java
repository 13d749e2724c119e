package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.sasl.CanonicalBase64;
import im.redoubt.protocol.sasl.ChannelBindingType;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.protocol.sasl.SaslRefusal;
import im.redoubt.protocol.sasl.ScramError;
import im.redoubt.xml.Element;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The extensible profile of SASL (XEP-0388), at the level of elements. */
class ExtensibleSaslTest {
    private static final String SCRAM = "SCRAM-SHA-256";
    private static final ChannelBindings BINDINGS = ChannelBindings.none()
            .with(ChannelBindingType.TLS_EXPORTER, new byte[32])
            .with(ChannelBindingType.TLS_SERVER_END_POINT, new byte[32]);

    private final Negotiator negotiator = new Negotiator();

    private static Element agent(String id) {
        return Element.named(StreamNames.SASL2, "user-agent")
                .attribute("id", id)
                .build();
    }

    private ServerStep begun(Element... more) {
        return negotiator
                .awaitingAuth()
                .on(Negotiator.received(Negotiator.authenticate(SCRAM, Negotiator.FIRST, more)));
    }

    private static Element told(ServerStep step) {
        return ((ServerEffect.Send) step.effects().get(1)).element();
    }

    /** Both profiles refuse the same, for the same reason, with the same count, in their own words. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ANONYMOUS          | n,,n=alice,r=abcdefghijklmnop
            EXTERNAL           | n,,n=alice,r=abcdefghijklmnop
            scram-sha-256      | n,,n=alice,r=abcdefghijklmnop
            SCRAM-SHA-256      | ""
            SCRAM-SHA-256      | n,,n=al=2Xice,r=abcdefghijklmnop
            SCRAM-SHA-256      | n,a=bob@example.org,n=alice,r=abcdefghijklmnop
            SCRAM-SHA-256      | y,,n=alice,r=abcdefghijklmnop
            SCRAM-SHA-256-PLUS | y,,n=alice,r=abcdefghijklmnop
            SCRAM-SHA-256-PLUS | n,,n=alice,r=abcdefghijklmnop
            SCRAM-SHA-256-PLUS | p=tls-unique,,n=alice,r=abcdefghijklmnop
            SCRAM-SHA-256      | p=tls-exporter,,n=alice,r=abcdefghijklmnop
            PLAIN              | n,,n=alice,r=abcdefghijklmnop
            """)
    @Tag("A-46")
    @Tag("A-49")
    @Tag("A-50")
    @Tag("A-56")
    @Tag("LIB-07")
    void refusesWhatTheOriginalProfileRefuses(String mechanism, String message) {
        ServerState state = new AwaitingSecureHeader(negotiator.context(), BINDINGS)
                .on(new ServerInput.Opened(Negotiator.header("example.org")))
                .next();
        ServerStep original = Negotiator.begun(state, mechanism, message);
        ServerStep extensible = state.on(Negotiator.received(Negotiator.authenticate(mechanism, message)));

        assertThat(Negotiator.penalty(extensible)).isEqualTo(Negotiator.penalty(original));
        assertThat(extensible.next()).isEqualTo(original.next());
        assertThat(told(extensible).is(StreamNames.SASL2, "failure")).isTrue();
        assertThat(told(extensible).children().get(0))
                .isEqualTo(told(original).children().get(0));
    }

    /** The exchange is the same: what is asked of the store, what the challenge says, how a wrong proof is counted. */
    @Test
    @Tag("A-53")
    @Tag("A-54")
    void asksAndCountsAsTheOriginalProfileDoes() {
        ServerStep original = Negotiator.begun(negotiator.awaitingAuth(), SCRAM, Negotiator.FIRST);
        ServerStep extensible = begun();
        ServerStep refused = says(negotiator.challenged2(), "response", "YQ==");
        ServerStep refusedBefore = Negotiator.says(negotiator.challenged(), "response", "YQ==");

        assertThat(extensible.effects()).isEqualTo(original.effects());
        assertThat(Negotiator.penalty(refused)).isEqualTo(Negotiator.penalty(refusedBefore));
        assertThat(((AwaitingAuth) refused.next()).authentication().attempts())
                .isEqualTo(negotiator.context().attempts() - 1);
    }

    /** A name that no account can have is asked about and challenged like any other, whatever else is asked for. */
    @Test
    @Tag("A-53")
    @Tag("SRV-12")
    void aNameThatNoAccountCanHaveIsTakenLikeAnyOther() {
        Element upgrade = Element.named(UpgradeTasks.NAMESPACE, "upgrade")
                .text("UPGR-SCRAM-SHA-512")
                .build();
        for (String name : List.of("a b", "@", "alice@example.net")) {
            ServerStep step = negotiator
                    .awaitingAuth()
                    .on(Negotiator.received(Negotiator.authenticate(
                            SCRAM, "n,,n=" + name + ",r=abcdefghijklmnop", upgrade, Negotiator.bind2())));
            ServerStep challenge =
                    step.next().on(new ServerInput.Answered(new ServerAnswer.Verifier(Negotiator.VERIFIER)));

            assertThat(step.next()).isInstanceOf(AwaitingVerifier.class);
            assertThat(challenge.next()).isInstanceOf(AwaitingProof.class);
            assertThat(Negotiator.penalty(says(challenge.next(), "response", "YQ=="))
                            .refusal())
                    .isEqualTo(Negotiator.penalty(says(negotiator.challenged2(), "response", "YQ=="))
                            .refusal());
        }
    }

    private static ServerStep says(ServerState state, String local, String text) {
        return state.on(Negotiator.received(
                Element.named(StreamNames.SASL2, local).text(text).build()));
    }

    @ParameterizedTest
    @EnumSource(SaslCondition.class)
    void everyConditionIsThatOfTheOriginalProfile(SaslCondition condition) {
        SaslRefusal refusal = new SaslRefusal(condition, Optional.of(ScramError.OTHER_ERROR), "for the log");

        assertThat(ExtensibleSasl.NOT_BEGUN.failure(refusal))
                .hasToString(
                        "<failure xmlns='urn:xmpp:sasl:2'><" + condition.element()
                                + " xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/><text xml:lang='en'>other-error</text></failure>");
    }

    /** Section 2.2: white space is none of it, an empty element is empty, and "=" is no data. */
    @ParameterizedTest
    @CsvSource({"'',0", "AA==,1", "AAAA,3", "=,-1", "' AA==',-1", "A,-1", "AB==,-1", "AA==AA==,-1"})
    @Tag("A-45")
    void dataHasOneSpelling(String text, int length) {
        Element element =
                Element.named(StreamNames.SASL2, "response").text(text).build();

        assertThat(ExtensibleSasl.NOT_BEGUN.data(element.toParsed()).map(data -> data.length))
                .isEqualTo(length < 0 ? Optional.empty() : Optional.of(length));
    }

    @ParameterizedTest
    @CsvSource({
        "d4565fa7-4d72-4749-b3d3-740edbf87770,true",
        "D4565FA7-4D72-4749-B3D3-740EDBF87770,true",
        "d4565fa7-4d72-1749-b3d3-740edbf87770,false",
        "d4565fa7-4d72-4749-c3d3-740edbf87770,false",
        "d4565fa7-4d72-4749-b3d3-740edbf8777,false",
        "d4565fa7-4d72-4749-b3d3-740edbf877700,false",
        "4565fa7-04d72-4749-b3d3-740edbf87770,false",
        "d4565fa74d724749b3d3740edbf87770,false",
        "00000000-0000-0000-0000-000000000000,false",
        "'',false"
    })
    void anAgentIsNamedByARandomNumberOrNotAtAll(String id, boolean taken) {
        ServerStep step = begun(agent(id));

        assertThat(step.next() instanceof AwaitingVerifier).isEqualTo(taken);
        if (!taken) {
            assertThat(Negotiator.condition(step)).isEqualTo(SaslCondition.MALFORMED_REQUEST);
        }
    }

    @Test
    @Tag("LIB-08")
    void whatAnAgentSaysOfItselfIsShort() {
        String longest = "\uD83D\uDE00".repeat(UserAgent.LONGEST_NAME);
        Element element = Element.named(StreamNames.SASL2, "user-agent")
                .attribute("id", "d4565fa7-4d72-4749-b3d3-740edbf87770")
                .child(StreamNames.SASL2, "software", longest + "x")
                .child(StreamNames.SASL2, "device", "")
                .build();

        assertThat(UserAgent.read(element))
                .contains(new UserAgent(
                        Optional.of(UUID.fromString("d4565fa7-4d72-4749-b3d3-740edbf87770")),
                        Optional.of(longest),
                        Optional.empty()));
    }

    /** Two readers could take different ones. */
    @Test
    @Tag("A-56")
    void whatIsThereTwiceIsMalformed() {
        Element response = Element.named(StreamNames.SASL2, "initial-response")
                .text(CanonicalBase64.encode("n,,n=bob,r=abcdefghijklmnop".getBytes(StandardCharsets.UTF_8)))
                .build();
        String id = "d4565fa7-4d72-4749-b3d3-740edbf87770";

        assertThat(Negotiator.condition(begun(response))).isEqualTo(SaslCondition.MALFORMED_REQUEST);
        assertThat(Negotiator.condition(begun(agent(id), agent(id)))).isEqualTo(SaslCondition.MALFORMED_REQUEST);
    }

    @Test
    void whatIsNotKnownIsPassedOver() {
        ServerStep step =
                begun(Element.named("urn:example:megabind", "megabind").build());

        assertThat(step.next()).isInstanceOf(AwaitingVerifier.class);
    }

    /** Section 2.4: an element that has no place in the attempt ends the stream at once. */
    @ParameterizedTest
    @ValueSource(strings = {"authenticate", "challenge", "success", "next", "task-data", "auth"})
    @Tag("A-56")
    void whatIsNoResponseEndsTheStream(String local) {
        ServerStep step = says(negotiator.challenged2(), local, "YQ==");

        assertThat(Negotiator.error(step)).isEqualTo(StreamCondition.NOT_AUTHORIZED);
        assertThat(step.next()).isInstanceOf(Ended.class);
    }

    @Test
    @Tag("A-54")
    @Tag("A-56")
    void noChangeOfTheProfileGetsAroundTheNumberOfTries() {
        List<Element> failures = List.of(
                Element.named(StreamNames.SASL, "abort").build(),
                Element.named(StreamNames.SASL2, "abort").build(),
                Element.named(StreamNames.SASL2, "response").text("YQ==").build(),
                Negotiator.auth("NONSENSE", "x"),
                Negotiator.authenticate("NONSENSE", "x"),
                Negotiator.authenticate(SCRAM, "x"),
                Element.named(StreamNames.SASL2, "authenticate").build());
        for (Element first : failures) {
            for (Element then : failures) {
                ServerStep step = negotiator.awaitingAuth().on(Negotiator.received(first));
                int tries = 1;
                while (!(step.next() instanceof Ended) && tries < 10) {
                    step = step.next().on(Negotiator.received(then));
                    tries++;
                }
                assertThat(tries).isEqualTo(negotiator.context().attempts());
                assertThat(Negotiator.error(step)).isEqualTo(StreamCondition.POLICY_VIOLATION);
            }
        }
    }

    /** The header of the stream is all that says whom it is from: no other comes after it (sections 2.3 and 4.4). */
    @ParameterizedTest
    @CsvSource({
        "alice@example.org,alice,true",
        "ALICE@example.org/r,alice,true",
        "alice@example.org,ALICE,true",
        "bob@example.org,alice,false",
        "example.org,alice,false",
        "alice@example.org,a b,false"
    })
    @Tag("A-50")
    void whoTheHeaderIsFromIsWhoSignsIn(String from, String username, boolean taken) {
        ServerStep step = negotiator
                .secureHeader()
                .on(new ServerInput.Opened(Negotiator.header("example.org", "from", from)))
                .next()
                .on(Negotiator.received(Negotiator.authenticate(SCRAM, "n,,n=" + username + ",r=abcdefghijklmnop")));

        assertThat(step.next() instanceof AwaitingVerifier).isEqualTo(taken);
        if (!taken) {
            assertThat(Negotiator.condition(step)).isEqualTo(SaslCondition.INVALID_AUTHZID);
        }
    }

    /** Whether the password was sent or proved, and whether it is right, nothing that is printed has it. */
    @Test
    @Tag("A-60")
    @Tag("LIB-08")
    void noStateHasThePassword() {
        ServerState state = new Negotiator(true).awaitingAuth();
        ServerStep step = state.on(Negotiator.received(Negotiator.authenticate("PLAIN", "\0alice\0hush-hush")));
        String sent = CanonicalBase64.encode("\0alice\0hush-hush".getBytes(StandardCharsets.UTF_8));

        assertThat(step.toString()).contains("***").doesNotContain("hush-hush").doesNotContain(sent);
    }

    @Test
    void aSuccessWithoutDataHasNone() {
        ServerStep step = new Negotiator(true)
                .awaitingAuth()
                .on(Negotiator.received(Negotiator.authenticate("PLAIN", "\0alice\0secret")))
                .next()
                .on(new ServerInput.Answered(new ServerAnswer.PasswordChecked(true)));
        List<Class<?>> effects = new ArrayList<>();
        step.effects().forEach(effect -> effects.add(effect.getClass()));

        assertThat(step.next()).isInstanceOf(AwaitingBind.class);
        assertThat(effects)
                .containsExactly(ServerEffect.SignedIn.class, ServerEffect.Send.class, ServerEffect.Send.class);
        assertThat(told(step))
                .hasToString("<success xmlns='urn:xmpp:sasl:2'>"
                        + "<authorization-identifier>alice@example.org</authorization-identifier></success>");
    }
}
