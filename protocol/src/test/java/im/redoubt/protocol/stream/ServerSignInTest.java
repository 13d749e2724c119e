package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.CanonicalBase64;
import im.redoubt.protocol.sasl.ChannelBindingType;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.protocol.sasl.ScramError;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.xml.Element;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that sign in at our server and do it wrong, at the level of elements. */
class ServerSignInTest {
    private static final ChannelBindings BINDINGS = ChannelBindings.none()
            .with(ChannelBindingType.TLS_EXPORTER, new byte[32])
            .with(ChannelBindingType.TLS_SERVER_END_POINT, new byte[32]);
    private final Negotiator negotiator = new Negotiator();

    private ServerState bound() {
        return new AwaitingSecureHeader(negotiator.context(), BINDINGS)
                .on(new ServerInput.Opened(Negotiator.header("example.org")))
                .next();
    }

    /** What the client is told: the element, and SCRAM's own word in the text. */
    private static Element told(ServerStep step) {
        return ((ServerEffect.Send) step.effects().get(1)).element();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ANONYMOUS",
                "EXTERNAL",
                "DIGEST-MD5",
                "CRAM-MD5",
                "GSSAPI",
                "LOGIN",
                "PLAIN",
                "scram-sha-256",
                "Scram-Sha-256",
                " SCRAM-SHA-256",
                "SCRAM-SHA-256 ",
                "SCRAM-SHA-256\n",
                "SCRAM-SHA-224",
                "SCRAM-SHA-3-512",
                "SCRAM-SHA-256-PLUS",
                "",
                "*"
            })
    @Tag("A-49")
    @Tag("A-51")
    @Tag("SRV-02")
    void whatWasNotOfferedIsAnInvalidMechanism(String mechanism) {
        ServerStep step = Negotiator.begun(negotiator.awaitingAuth(), mechanism, Negotiator.FIRST);

        assertThat(Negotiator.condition(step)).isEqualTo(SaslCondition.INVALID_MECHANISM);
        assertThat(told(step).children().get(0).is(StreamNames.SASL, "invalid-mechanism"))
                .isTrue();
        assertThat(step.next()).isInstanceOf(AwaitingAuth.class);
    }

    @Test
    @Tag("A-49")
    void withoutAMechanismThereIsNone() {
        ServerStep step = negotiator
                .awaitingAuth()
                .on(Negotiator.received(
                        Element.named(StreamNames.SASL, "auth").text("bg==").build()));

        assertThat(Negotiator.condition(step)).isEqualTo(SaslCondition.INVALID_MECHANISM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*", "bg", "bg=", "bg==\n", " bg==", "bg==bg==", "bh==", "b-_=", "é", "===", "n,,n=alice,r=x"})
    @Tag("A-45")
    void whatIsNotBase64InItsOneSpellingIsAnIncorrectEncoding(String text) {
        Element auth = Element.named(StreamNames.SASL, "auth")
                .attribute("mechanism", "SCRAM-SHA-256")
                .text(text)
                .build();

        assertThat(Negotiator.condition(negotiator.awaitingAuth().on(Negotiator.received(auth))))
                .isEqualTo(SaslCondition.INCORRECT_ENCODING);
        assertThat(Negotiator.condition(Negotiator.says(negotiator.challenged(), "response", text)))
                .isEqualTo(SaslCondition.INCORRECT_ENCODING);
    }

    @Test
    @Tag("A-45")
    void elementsInsideAreNoData() {
        Element auth = Element.named(StreamNames.SASL, "auth")
                .attribute("mechanism", "SCRAM-SHA-256")
                .text(CanonicalBase64.encode(Negotiator.FIRST.getBytes(StandardCharsets.UTF_8)))
                .child(Element.named("urn:x", "x").build())
                .build();

        assertThat(Negotiator.condition(negotiator.awaitingAuth().on(Negotiator.received(auth))))
                .isEqualTo(SaslCondition.INCORRECT_ENCODING);
    }

    /** First messages that are wrong, and what SCRAM has to say of them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ""                                        | invalid-encoding
            n,,                                       | invalid-encoding
            n,,n=alice                                | invalid-encoding
            n,,r=abcdefghijklmnop                     | invalid-encoding
            n,,r=abcdefghijklmnop,n=alice             | invalid-encoding
            n,,n=alice,r=                             | invalid-encoding
            n,,n=alice,r=short                        | invalid-encoding
            n,,n=,r=abcdefghijklmnop                  | invalid-encoding
            n,,n=alice,n=bob,r=abcdefghijklmnop       | invalid-encoding
            n,,n=alice,r=abcdefghijklmnop,            | invalid-encoding
            n,,m=x,n=alice,r=abcdefghijklmnop         | extensions-not-supported
            n,,n=al=2Xice,r=abcdefghijklmnop          | invalid-username-encoding
            n,,n=al=,r=abcdefghijklmnop               | invalid-username-encoding
            n,,n=al=3,r=abcdefghijklmnop              | invalid-username-encoding
            n,,n=al=2c,r=abcdefghijklmnop             | invalid-username-encoding
            x,,n=alice,r=abcdefghijklmnop             | invalid-encoding
            p,,n=alice,r=abcdefghijklmnop             | invalid-encoding
            n,b=x,n=alice,r=abcdefghijklmnop          | invalid-encoding
            """)
    @Tag("A-42")
    @Tag("A-45")
    @Tag("A-57")
    void aFirstMessageThatIsWrongIsAMalformedRequest(String message, String word) {
        ServerStep step = Negotiator.begun(negotiator.awaitingAuth(), "SCRAM-SHA-256", message);

        assertThat(Negotiator.condition(step)).isEqualTo(SaslCondition.MALFORMED_REQUEST);
        assertThat(Negotiator.penalty(step).refusal().error().map(ScramError::value))
                .contains(word);
        assertThat(told(step).first(StreamNames.SASL, "text").map(Element::text))
                .contains(word);
    }

    /** Header, mechanism and the word that refuses it, where both bindings are offered. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            y,,                         | SCRAM-SHA-256      | server-does-support-channel-binding
            y,,                         | SCRAM-SHA-256-PLUS | server-does-support-channel-binding
            n,,                         | SCRAM-SHA-256-PLUS | other-error
            p=tls-unique,,              | SCRAM-SHA-256-PLUS | unsupported-channel-binding-type
            p=TLS-EXPORTER,,            | SCRAM-SHA-256-PLUS | unsupported-channel-binding-type
            p=tls-exporter,,            | SCRAM-SHA-256      | channel-binding-not-supported
            """)
    @Tag("A-46")
    @Tag("LIB-07")
    void aHeaderThatDoesNotFitTheOfferIsRefused(String header, String mechanism, String word) {
        ServerStep step = Negotiator.begun(bound(), mechanism, header + "n=alice,r=abcdefghijklmnop");

        assertThat(step.next()).isInstanceOf(AwaitingAuth.class);
        assertThat(Negotiator.penalty(step).refusal().error().map(ScramError::value))
                .contains(word);
    }

    @ParameterizedTest
    @CsvSource({
        "alice@example.org,alice,true",
        "Alice@EXAMPLE.org,alice,true",
        "alice@example.org,ALICE,true",
        "bob@example.org,alice,false",
        "alice@example.net,alice,false",
        "alice@example.org/r,alice,false",
        "alice,alice,false",
        "example.org,alice,false",
        "alice@example.org@example.org,alice,false",
        "ａlice@example.org,alice,true",
        "аlice@example.org,alice,false"
    })
    @Tag("A-50")
    @Tag("A-57")
    @Tag("R-75")
    void anAuthorizationIdentityIsTheAccountOrRefused(String authzid, String username, boolean taken) {
        ServerStep step = Negotiator.begun(
                negotiator.awaitingAuth(),
                "SCRAM-SHA-256",
                "n,a=" + authzid + ",n=" + username + ",r=abcdefghijklmnop");

        assertThat(step.next() instanceof AwaitingVerifier).isEqualTo(taken);
        if (!taken) {
            assertThat(Negotiator.condition(step)).isEqualTo(SaslCondition.INVALID_AUTHZID);
        }
    }

    /** The account that is looked up for a name, or none where no account can have it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            alice                | alice@example.org
            ALICE                | alice@example.org
            ａｌｉｃｅ           | alice@example.org
            é                    | é@example.org
            É                    | é@example.org
            ß                    | ß@example.org
            alice@example.org    | ""
            alice@example.net    | ""
            alice/r              | ""
            al ice               | ""
            al=2Cice             | al,ice@example.org
            al=3Dice             | al=ice@example.org
            """)
    @Tag("A-57")
    @Tag("R-74")
    @Tag("R-75")
    void aNameIsPreparedOnceAndLookedUpAsTheAddressItMakes(String name, String account) {
        ServerStep step =
                Negotiator.begun(negotiator.awaitingAuth(), "SCRAM-SHA-256", "n,,n=" + name + ",r=abcdefghijklmnop");
        ServerEffect.FindVerifier asked =
                (ServerEffect.FindVerifier) step.effects().get(0);

        assertThat(asked.account()).isEqualTo(BareJid.parse(account).filter(jid -> !account.isEmpty()));
        assertThat(asked.hash()).isEqualTo(ScramHash.SHA_256);
    }

    @Test
    @Tag("A-53")
    @Tag("SRV-12")
    void aNameThatNoAccountCanHaveIsAskedAboutLikeAnyOther() {
        Element wrong = Element.named(StreamNames.SASL, "response").text("YQ==").build();
        ServerStep nobody = Negotiator.begun(negotiator.awaitingAuth(), "SCRAM-SHA-256", "n,,n=a b,r=abcdefghijklmnop");
        ServerStep challenge =
                nobody.next().on(new ServerInput.Answered(new ServerAnswer.Verifier(Negotiator.VERIFIER)));

        assertThat(nobody.next()).isInstanceOf(AwaitingVerifier.class);
        assertThat(challenge.next()).isInstanceOf(AwaitingProof.class);
        assertThat(told(challenge.next().on(Negotiator.received(wrong))))
                .isEqualTo(told(negotiator.challenged().on(Negotiator.received(wrong))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            c=biws,r=NONCE                    | MALFORMED_REQUEST
            c=biws,r=NONCE,p=                 | MALFORMED_REQUEST
            c=biws,r=NONCE,p=AAAA             | MALFORMED_REQUEST
            c=biws,r=NONCEx,p=PROOF           | NOT_AUTHORIZED
            c=biws,r=xNONCE,p=PROOF           | NOT_AUTHORIZED
            c=biws,r=abcdefghijklmnop,p=PROOF | NOT_AUTHORIZED
            c=eSws,r=NONCE,p=PROOF            | NOT_AUTHORIZED
            r=NONCE,c=biws,p=PROOF            | MALFORMED_REQUEST
            c=biws,r=NONCE,p=PROOF,x=1        | MALFORMED_REQUEST
            c=biws,r=NONCE,p=PROOF            | NOT_AUTHORIZED
            """)
    @Tag("A-41")
    @Tag("A-45")
    @Tag("A-46")
    void aFinalMessageThatIsWrongIsRefused(String message, SaslCondition expected) {
        ServerState state = negotiator.challenged();
        AwaitingProof proof = (AwaitingProof) state;
        String nonce =
                new String(proof.challenge().bytes(), StandardCharsets.UTF_8).replaceFirst("^r=([^,]*),.*$", "$1");
        String filled = message.replace("NONCE", nonce).replace("PROOF", CanonicalBase64.encode(new byte[32]));
        ServerStep step =
                Negotiator.says(state, "response", CanonicalBase64.encode(filled.getBytes(StandardCharsets.UTF_8)));

        assertThat(Negotiator.condition(step)).isEqualTo(expected);
        assertThat(step.next()).isInstanceOf(AwaitingAuth.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "alice", "\0alice", "\0\0secret", "\0alice\0", "\0alice\0secret\0", "\0\0", "\0\0\0"})
    @Tag("A-51")
    void aPlainMessageThatIsWrongIsMalformedEvenWherePlainIsAllowed(String message) {
        ServerStep step = Negotiator.begun(new Negotiator(true).awaitingAuth(), "PLAIN", message);

        assertThat(Negotiator.condition(step)).isEqualTo(SaslCondition.MALFORMED_REQUEST);
    }

    @Test
    @Tag("A-51")
    void aPlainMessageHasALongestLength() {
        String longest = "\0alice\0" + "x".repeat(1023);

        assertThat(Negotiator.begun(new Negotiator(true).awaitingAuth(), "PLAIN", longest)
                        .next())
                .isInstanceOf(AwaitingPassword.class);
        assertThat(Negotiator.condition(Negotiator.begun(new Negotiator(true).awaitingAuth(), "PLAIN", longest + "x")))
                .isEqualTo(SaslCondition.MALFORMED_REQUEST);
        assertThat(Negotiator.condition(Negotiator.begun(
                        new Negotiator(true).awaitingAuth(), "PLAIN", "\0alice\0" + "x".repeat(65_536))))
                .isEqualTo(SaslCondition.MALFORMED_REQUEST);
    }

    @Test
    @Tag("A-51")
    void beforeTlsNobodySignsIn() {
        for (ServerState state :
                List.of(new AwaitingHeader(negotiator.context()), new AwaitingStartTls(negotiator.context()))) {
            ServerStep step = Negotiator.begun(state, "PLAIN", "\0alice\0secret");
            assertThat(Negotiator.error(step)).isEqualTo(StreamCondition.NOT_AUTHORIZED);
            assertThat(step.effects()).noneMatch(effect -> effect instanceof ServerEffect.CheckPassword);
        }
    }

    @Test
    @Tag("A-60")
    @Tag("LIB-08")
    void nothingThatIsPrintedHasAPasswordInIt() {
        ServerStep step = Negotiator.begun(new Negotiator(true).awaitingAuth(), "PLAIN", "\0alice\0hush-hush");

        assertThat(step.toString()).contains("***").doesNotContain("hush-hush");
        assertThat(negotiator.challenged().toString()).doesNotContain(CanonicalBase64.encode(new byte[16]));
    }

    @Test
    @Tag("A-53")
    void aStoreThatDoesNotAnswerIsATemporaryFailure() {
        ServerStep step = Negotiator.begun(negotiator.awaitingAuth(), "SCRAM-SHA-256", Negotiator.FIRST)
                .next()
                .on(new ServerInput.Answered(new ServerAnswer.Unavailable()));

        assertThat(Negotiator.condition(step)).isEqualTo(SaslCondition.TEMPORARY_AUTH_FAILURE);
        assertThat(Negotiator.penalty(step).account()).isEqualTo(Optional.of(Pair.ALICE));
    }
}
