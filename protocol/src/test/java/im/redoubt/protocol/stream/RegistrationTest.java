package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.xml.Element;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts are made with an invitation and in no other way (XEP-0445 on XEP-0077). */
class RegistrationTest {
    private static final String REGISTER = "jabber:iq:register";

    private final Negotiator negotiator = new Negotiator();

    private static Element preauth(String token) {
        return Negotiator.iq(
                "set",
                Element.named("urn:xmpp:pars:0", "preauth")
                        .attribute("token", token)
                        .build());
    }

    private static Element form(String username, String password) {
        return Negotiator.iq(
                "set",
                Element.named(REGISTER, "query")
                        .child(REGISTER, "username", username)
                        .child(REGISTER, "password", password)
                        .build());
    }

    private ServerStep shown(boolean valid, Optional<String> name) {
        return negotiator
                .awaitingAuth()
                .on(Negotiator.received(preauth("t")))
                .next()
                .on(new ServerInput.Answered(new ServerAnswer.Invitation(valid, name)));
    }

    private ServerState invited() {
        return shown(true, Optional.empty()).next();
    }

    private static Element sent(ServerStep step) {
        return step.effects().stream()
                .filter(ServerEffect.Send.class::isInstance)
                .map(effect -> ((ServerEffect.Send) effect).element())
                .findFirst()
                .orElseThrow();
    }

    private static String condition(ServerStep step) {
        return sent(step)
                .first("jabber:client", "error")
                .orElseThrow()
                .children()
                .get(0)
                .name()
                .local();
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "set"})
    @Tag("A-59")
    void withoutAnInvitationNothingIsMadeAndATryIsUsed(String type) {
        Element query = Element.named(REGISTER, "query")
                .child(REGISTER, "username", "carol")
                .child(REGISTER, "password", "secret")
                .build();
        ServerStep step = negotiator.awaitingAuth().on(Negotiator.received(Negotiator.iq(type, query)));

        assertThat(condition(step)).isEqualTo("not-allowed");
        assertThat(step.effects()).noneMatch(effect -> effect instanceof ServerEffect.Register);
        assertThat(((AwaitingAuth) step.next()).authentication().attempts())
                .isEqualTo(negotiator.context().attempts() - 1);
    }

    @Test
    @Tag("A-59")
    void anInvitationThatIsNoneIsRefusedAndATryIsUsed() {
        ServerStep step = shown(false, Optional.empty());

        assertThat(condition(step)).isEqualTo("item-not-found");
        assertThat(step.next()).isInstanceOf(AwaitingAuth.class);
        assertThat(Negotiator.penalty(step).account()).isEmpty();
    }

    @Test
    @Tag("A-54")
    @Tag("A-59")
    void guessingInvitationsEndsTheStream() {
        ServerState state = negotiator.awaitingAuth();
        ServerStep step = ServerStep.to(state);
        for (int guess = 0; guess < negotiator.context().attempts(); guess++) {
            step = step.next()
                    .on(Negotiator.received(preauth("guess" + guess)))
                    .next()
                    .on(new ServerInput.Answered(new ServerAnswer.Invitation(false, Optional.empty())));
        }

        assertThat(step.next()).isInstanceOf(Ended.class);
        assertThat(Negotiator.error(step)).isEqualTo(StreamCondition.POLICY_VIOLATION);
    }

    @Test
    void whereThereAreNoInvitationsTheWordsDoNotExist() {
        ServerContext with = negotiator.context();
        ServerContext without = new ServerContext(
                with.domain(),
                with.hashes(),
                false,
                with.attempts(),
                false,
                with.limits(),
                with.sessionLimits(),
                new SecureRandom());
        ServerStep open = new AwaitingSecureHeader(without, ChannelBindings.none())
                .on(new ServerInput.Opened(Negotiator.header("example.org")));

        assertThat(open.effects().toString()).doesNotContain("register").doesNotContain("ibr-token");
        for (Element element : List.of(preauth("t"), form("carol", "secret"))) {
            assertThat(Negotiator.error(open.next().on(Negotiator.received(element))))
                    .isEqualTo(StreamCondition.NOT_AUTHORIZED);
        }
    }

    @Test
    void whereThereAreInvitationsBothFeaturesSaySo() {
        ServerStep open = negotiator.secureHeader().on(new ServerInput.Opened(Negotiator.header("example.org")));

        assertThat(open.effects().toString())
                .contains("<register xmlns='urn:xmpp:ibr-token:0'/>")
                .contains("<register xmlns='http://jabber.org/features/iq-register'/>");
    }

    @Test
    void theFormAsksForANameAndAPassword() {
        ServerStep step = invited()
                .on(Negotiator.received(
                        Negotiator.iq("get", Element.named(REGISTER, "query").build())));
        Element query = sent(step).first(REGISTER, "query").orElseThrow();

        assertThat(query.first(REGISTER, "username").map(Element::text)).contains("");
        assertThat(query.first(REGISTER, "password").map(Element::text)).contains("");
        assertThat(step.next()).isInstanceOf(Invited.class);
    }

    @Test
    void aNameThatIsPrescribedIsInTheForm() {
        ServerStep step = shown(true, Optional.of("carol"))
                .next()
                .on(Negotiator.received(
                        Negotiator.iq("get", Element.named(REGISTER, "query").build())));

        assertThat(sent(step)
                        .first(REGISTER, "query")
                        .orElseThrow()
                        .first(REGISTER, "username")
                        .map(Element::text))
                .contains("carol");
    }

    @ParameterizedTest
    @CsvSource({"carol,true", "CAROL,true", "dave,false", "carol2,false", "carol@example.org,false", "саrol,false"})
    @Tag("A-59")
    @Tag("R-75")
    void aNameThatIsPrescribedIsTheOnlyOne(String name, boolean taken) {
        ServerStep step = shown(true, Optional.of("carol")).next().on(Negotiator.received(form(name, "secret")));

        assertThat(step.next() instanceof AwaitingAccount).isEqualTo(taken);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            carol                | secret | carol@example.org
            Carol                | secret | carol@example.org
            ｃarol               | secret | carol@example.org
            é                    | secret | é@example.org
            carol@example.org    | secret | ""
            carol@evil.example   | secret | ""
            carol/r              | secret | ""
            @                    | secret | ""
            ""                   | secret | ""
            car ol               | secret | ""
            carol                | ""     | ""
            Ⅳ                    | secret | ""
            """)
    @Tag("A-57")
    @Tag("A-59")
    @Tag("R-74")
    void aNameMustBeOneAndThePasswordMustBeThere(String name, String password, String account) {
        ServerStep step = invited().on(Negotiator.received(form(name, password)));

        if (account.isEmpty()) {
            assertThat(condition(step)).isEqualTo("not-acceptable");
            assertThat(step.next()).isInstanceOf(Invited.class);
        } else {
            ServerEffect.Register made = (ServerEffect.Register) step.effects().get(0);
            assertThat(made.account()).isEqualTo(BareJid.of(account));
            assertThat(new String(made.password().reveal(), StandardCharsets.UTF_8))
                    .isEqualTo(password);
        }
    }

    @Test
    void anAccountThatWasMadeHasStillToSignIn() {
        ServerStep step = invited()
                .on(Negotiator.received(form("carol", "secret")))
                .next()
                .on(new ServerInput.Answered(new ServerAnswer.Registration(Optional.empty())));

        assertThat(step.next()).isInstanceOf(AwaitingAuth.class);
        assertThat(sent(step)).hasToString("<iq xmlns='jabber:client' type='result' id='1'/>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONFLICT", "NOT_ACCEPTABLE", "NOT_ALLOWED", "RESOURCE_CONSTRAINT"})
    @Tag("A-60")
    void aRefusalLeavesTheInvitationAndRepeatsNoPassword(String why) {
        StanzaCondition condition = StanzaCondition.valueOf(why);
        ServerStep step = invited()
                .on(Negotiator.received(form("carol", "hush-hush")))
                .next()
                .on(new ServerInput.Answered(new ServerAnswer.Registration(Optional.of(StanzaError.of(condition)))));

        assertThat(condition(step)).isEqualTo(condition.wire());
        assertThat(step.toString()).doesNotContain("hush-hush");
        assertThat(step.next()).isInstanceOf(Invited.class);
    }

    @Test
    @Tag("A-60")
    void noTokenIsPrinted() {
        ServerStep step = negotiator.awaitingAuth().on(Negotiator.received(preauth("sesame")));

        assertThat(step.effects().toString()).contains("***").doesNotContain("sesame");
        assertThat(((ServerEffect.FindInvitation) step.effects().get(0)).token().reveal())
                .isEqualTo("sesame");
    }

    @Test
    @Tag("A-56")
    void whoIsInvitedMaySignInAfterAll() {
        ServerStep step =
                invited().on(Negotiator.received(Negotiator.auth("SCRAM-SHA-256", "n,,n=alice,r=abcdefghijklmnop")));

        assertThat(step.next()).isInstanceOf(AwaitingVerifier.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jabber:iq:roster", "jabber:iq:auth", "urn:xmpp:ping", "jabber:iq:private"})
    @Tag("S-14")
    @Tag("A-59")
    void whoIsInvitedMayDoNothingElse(String namespace) {
        Element query = Element.named(namespace, "query").build();

        assertThat(Negotiator.error(invited().on(Negotiator.received(Negotiator.iq("set", query)))))
                .isEqualTo(StreamCondition.NOT_AUTHORIZED);
    }
}
