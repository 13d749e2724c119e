package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.sasl.TlsVersion;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.protocol.stream.ClientFailure.Unregistered;
import im.redoubt.protocol.stream.ClientFailure.Unregistered.Reason;
import im.redoubt.xml.Element;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An account is made over TLS by a server that takes the invitation, and its password is told as late as can be. */
class EnrolmentTest {
    private static final String CLIENT = "jabber:client";
    private static final String REGISTER = "jabber:iq:register";
    private static final Secret TOKEN = Secret.utf8("open-sesame".toCharArray());
    private static final ClientContext INVITED = Pair.context().with(ClientMeans.PASSWORD.invitedBy(TOKEN));
    private static final Element OFFER = Words.named("urn:xmpp:ibr-token:0", "register");

    private static ClientStep offered(Element... features) {
        return ClientWalk.mechanisms(INVITED, ChannelBindings.over(TlsVersion.TLS_1_3), features);
    }

    private static ClientStep shown() {
        return offered(Words.mechanisms("SCRAM-SHA-256"), OFFER);
    }

    private static ClientStep answered(ClientStep asked, Element... inside) {
        return asked.next().on(Words.received(answer(asked, "result", inside).build()));
    }

    private static Element.Builder answer(ClientStep asked, String type, Element... inside) {
        String id = ClientWalk.element(asked).attribute("id").orElseThrow();
        Element.Builder iq = Element.named(CLIENT, "iq").attribute("type", type).attribute("id", id);
        for (Element one : inside) {
            iq.child(one);
        }
        return iq;
    }

    private static ClientStep refused(ClientStep asked, StanzaCondition condition) {
        Element error = answer(asked, "error", StanzaError.of(condition).toElement(CLIENT))
                .build();
        return asked.next().on(Words.received(error));
    }

    private static ClientStep told(ClientStep asked) {
        return asked.next()
                .on(new ClientInput.Answered(new ClientAnswer.Password(Secret.utf8("pencil".toCharArray()))));
    }

    private static Element form(Element... fields) {
        Element.Builder form = Element.named(REGISTER, "query");
        for (Element field : fields) {
            form.child(field);
        }
        return form.build();
    }

    private static Element field(String name, String value) {
        return Element.named(REGISTER, name).text(value).build();
    }

    private static Element usual() {
        return form(field("instructions", "Choose."), field("username", ""), field("password", ""));
    }

    private static void assertUnregistered(ClientStep step, Reason reason, Optional<StanzaCondition> condition) {
        assertThat(ClientWalk.failure(step)).isEqualTo(new Unregistered(reason, condition));
        assertThat(step.next()).isInstanceOf(Parted.class);
    }

    @Test
    @Tag("LIB-02")
    @Tag("A-59")
    void whoIsInvitedHasAnAccountMadeAndSignsInOnTheSameStream() {
        for (Serves serves : new Serves[] {Serves.INVITATIONS, Serves.INVITATIONS.original()}) {
            Pair pair = Pair.run(serves, ClientContexts.invited());

            assertThat(pair.failure).isEmpty();
            assertThat(pair.accounts).containsExactly(Pair.ALICE);
            assertThat(pair.registered).isOne();
            assertThat(pair.session.orElseThrow().mechanism().wireName()).isEqualTo("SCRAM-SHA-512-PLUS");
        }
    }

    @Test
    @Tag("T-21")
    @Tag("LIB-04")
    void nothingOfItIsSaidInClear() {
        Pair pair = Pair.run(Serves.INVITATIONS, ClientContexts.invited(), false, Optional.empty());

        assertThat(pair.accounts).hasSize(1);
        assertThat(pair.inClear).hasSize(2).noneMatch(said -> said.contains("welcome") || said.contains("iq"));
    }

    /** XEP-0445 section 3: an address may be forged, the feature is the server's word. */
    @Test
    @Tag("LIB-02")
    void aServerThatTakesNoInvitationsIsShownNone() {
        for (Element offer : new Element[] {
            Words.named("http://jabber.org/features/iq-register", "register"),
            Words.named("urn:xmpp:ibr-token:0", "registered"),
            Words.named("urn:xmpp:ibr-token:1", "register")
        }) {
            ClientStep step = offered(Words.mechanisms("SCRAM-SHA-256"), offer);

            assertUnregistered(step, Reason.NOT_OFFERED, Optional.empty());
            assertThat(step.effects()).noneMatch(effect -> effect instanceof ClientEffect.Send);
        }
    }

    /** XEP-0445 section 4, XEP-0077 section 3.1. */
    @Test
    void theInvitationGoesFirstThenTheFormThenThePassword() {
        ClientStep shown = shown();
        assertThat(ClientWalk.element(shown).toString())
                .contains("type='set'")
                .contains("to='example.org'")
                .contains("<preauth xmlns='urn:xmpp:pars:0' token='open-sesame'/>");
        ClientStep admitted = answered(shown);
        assertThat(ClientWalk.element(admitted).toString())
                .contains("type='get'")
                .contains("<query xmlns='jabber:iq:register'/>");
        ClientStep form = answered(admitted, usual());
        assertThat(form.effects()).containsExactly(new ClientEffect.AskPassword());
        ClientStep told = told(form);
        assertThat(ClientWalk.element(told).toString())
                .contains("type='set'")
                .contains(
                        "<query xmlns='jabber:iq:register'><username>alice</username><password>pencil</password></query>");
        ClientStep made = answered(told);
        assertThat(made.effects().get(0)).isEqualTo(new ClientEffect.Registered());
        assertThat(made.next()).isInstanceOf(ExpectingChallenge.class);
        assertThat(made.next().context().means()).isEqualTo(ClientMeans.PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ITEM_NOT_FOUND", "NOT_ALLOWED", "RESOURCE_CONSTRAINT"})
    @Tag("A-59")
    void anInvitationThatIsRefusedTellsNoPassword(String why) {
        StanzaCondition condition = StanzaCondition.valueOf(why);

        assertUnregistered(refused(shown(), condition), Reason.INVITATION_REFUSED, Optional.of(condition));
    }

    @Test
    void aFormThatIsRefusedIsToldAsItIs() {
        assertUnregistered(
                refused(answered(shown()), StanzaCondition.NOT_ALLOWED),
                Reason.REFUSED,
                Optional.of(StanzaCondition.NOT_ALLOWED));
    }

    @Test
    @Tag("LIB-08")
    void whereMoreIsWantedThePasswordIsNotTold() {
        for (Element form : new Element[] {
            form(),
            form(field("username", "")),
            form(field("password", "")),
            form(field("username", ""), field("password", ""), field("email", "")),
            form(field("username", ""), field("password", ""), Words.named("jabber:x:data", "x")),
            form(field("username", ""), field("password", ""), Words.named("jabber:x:oob", "x")),
            form(field("registered", ""), field("username", ""), field("password", "")),
            form(Words.named("urn:other", "username"), field("password", ""))
        }) {
            assertUnregistered(answered(answered(shown()), form), Reason.MORE_WANTED, Optional.empty());
        }
        assertThat(ClientWalk.failure(answered(answered(shown()), Words.named("jabber:iq:roster", "query"))))
                .isInstanceOf(ClientFailure.Broken.class);
        assertThat(ClientWalk.failure(answered(answered(shown())))).isInstanceOf(ClientFailure.Broken.class);
    }

    @ParameterizedTest
    @CsvSource({"alice, true", "Alice, true", "carol, false", "alice@example.net, false", "' ', false"})
    @Tag("A-59")
    void aNameThatIsPrescribedIsTheAccounts(String name, boolean taken) {
        ClientStep step = answered(answered(shown()), form(field("username", name), field("password", "")));

        if (taken) {
            assertThat(step.next()).isInstanceOf(ExpectingNewPassword.class);
        } else {
            assertUnregistered(step, Reason.ANOTHER_NAME, Optional.empty());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CONFLICT, NAME_TAKEN",
        "NOT_ACCEPTABLE, NOT_ACCEPTABLE",
        "NOT_ALLOWED, REFUSED",
        "INTERNAL_SERVER_ERROR, REFUSED"
    })
    void whyThereIsNoAccountIsTold(StanzaCondition condition, Reason reason) {
        ClientStep told = told(answered(answered(shown()), usual()));

        assertUnregistered(refused(told, condition), reason, Optional.of(condition));
    }

    @Test
    void whoHasNoPasswordGivesUp() {
        ClientStep form = answered(answered(shown()), usual());

        assertThat(ClientWalk.failure(form.next().on(new ClientInput.Answered(new ClientAnswer.NoKey()))))
                .isEqualTo(new ClientFailure.Stopped(Optional.empty()));
    }

    /** What is no answer to the request that is open leads nowhere: neither another id, nor another sender, nor a success of SASL. */
    @Test
    @Tag("LIB-02")
    @Tag("R-64")
    void onlyTheAnswerLeadsOn() {
        ClientStep shown = shown();
        ClientStep admitted = answered(shown);
        ClientStep told = told(answered(admitted, usual()));
        for (ClientStep asked : new ClientStep[] {shown, admitted, told}) {
            for (Element wrong : new Element[] {
                answer(asked, "result", usual())
                        .attribute("from", "evil.example")
                        .build(),
                answer(asked, "result", usual())
                        .attribute("from", "bob@example.org")
                        .build(),
                answer(asked, "set", usual()).build(),
                Element.named(CLIENT, "iq")
                        .attribute("type", "result")
                        .attribute("id", "another")
                        .build(),
                Words.named(StreamNames.SASL, "success"),
                Words.features(Words.named(StreamNames.BIND, "bind"))
            }) {
                assertThat(ClientWalk.failure(asked.next().on(Words.received(wrong))))
                        .isInstanceOf(ClientFailure.Broken.class);
            }
            Element own = answer(asked, "result", usual())
                    .attribute("from", "example.org")
                    .build();
            assertThat(asked.next().on(Words.received(own)).next()).isNotInstanceOf(Parted.class);
        }
    }

    @Test
    @Tag("A-60")
    @Tag("LIB-08")
    void nothingSecretIsPrinted() {
        ClientStep shown = shown();
        ClientStep told = told(answered(answered(shown), usual()));

        assertThat(shown.toString() + told + INVITED)
                .contains("***")
                .doesNotContain("sesame")
                .doesNotContain("pencil");
    }

    @Test
    void anInvitationNeedsAPassword() {
        assertThatIllegalArgumentException().isThrownBy(() -> ClientMeans.NONE.invitedBy(TOKEN));
    }
}
