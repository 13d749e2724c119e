package im.redoubt.protocol.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.Secret;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole exchanges with known numbers: RFC 5802 section 5, RFC 7677 section 3, and two for SHA-512 that were computed with
 * Python's hashlib and hmac.
 */
class ScramVectorsTest {
    record Vector(
            Mechanism mechanism,
            String username,
            String password,
            String clientNonce,
            String serverNonce,
            List<String> messages,
            String storedKey,
            String serverKey) {
        @Override
        public String toString() {
            return mechanism + " " + username;
        }

        byte[] salt() {
            return Base64.getDecoder().decode(messages.get(1).replaceAll(".*,s=([^,]*),.*", "$1"));
        }

        int iterations() {
            return Integer.parseInt(messages.get(1).replaceAll(".*,i=", ""));
        }

        Offer offer() {
            return mechanism.plus()
                    ? Offer.of(EnumSet.of(mechanism.hash()), bindings())
                    : Offer.of(EnumSet.of(mechanism.hash()), ChannelBindings.none());
        }

        ChannelBindings bindings() {
            byte[] exported = new byte[32];
            for (int i = 0; i < exported.length; i++) {
                exported[i] = (byte) i;
            }
            return ChannelBindings.none().with(ChannelBindingType.TLS_EXPORTER, exported);
        }

        Optional<ChannelBindingType> boundBy() {
            return mechanism.plus() ? Optional.of(ChannelBindingType.TLS_EXPORTER) : Optional.empty();
        }

        Secret secret() {
            return Secret.utf8(password.toCharArray());
        }
    }

    static List<Vector> vectors() {
        return List.of(
                new Vector(
                        Mechanism.SCRAM_SHA_1,
                        "user",
                        "pencil",
                        "fyko+d2lbbFgONRv9qkxdawL",
                        "3rfcNHYJY1ZVvWVs7j",
                        List.of(
                                "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL",
                                "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096",
                                "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
                                "v=rmF9pqV8S7suAoZWja4dJRkFsKQ="),
                        "6dlGYMOdZcOPutkcNY8U2g7vK9Y=",
                        "D+CSWLOshSulAsxiupA+qs2/fTE="),
                new Vector(
                        Mechanism.SCRAM_SHA_256,
                        "user",
                        "pencil",
                        "rOprNGfwEbeRWgbNEkqO",
                        "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0",
                        List.of(
                                "n,,n=user,r=rOprNGfwEbeRWgbNEkqO",
                                "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
                                "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                                        + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
                                "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="),
                        "WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=",
                        "wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU="),
                new Vector(
                        Mechanism.SCRAM_SHA_512,
                        "user",
                        "pencil",
                        "Tm9uY2VPZlRoZUNsaWVudA",
                        "NoncePartOfServer!?$",
                        List.of(
                                "n,,n=user,r=Tm9uY2VPZlRoZUNsaWVudA",
                                "r=Tm9uY2VPZlRoZUNsaWVudANoncePartOfServer!?$,s=EBESExQVFhcYGRobHB0eHw==,i=10000",
                                "c=biws,r=Tm9uY2VPZlRoZUNsaWVudANoncePartOfServer!?$,p=cpmvzwgKWSIsJlihlAregGAwYTgnej4w"
                                        + "XTB6LOq8s7o7kdTuiF8xxMBje88JhrZHhjxp8r6GsiUmv5EWapbSeQ==",
                                "v=R0UjrXvWo6wTPAP6Gskr2O/BvWK49zWdiPfok+/wWrpXeC5zHR2EAt80edeWPUiaL7GXMP5oMsZuZvpLqN5Z2w=="),
                        "JNhNmDtEkGpATd2TtmyYxugyzXKfpFvm/c9vkpE1ADVyNpVtmEW0/LiPchdmQ9nK93+5R2TYSg5dlsLegN4zew==",
                        "gAM6lj91xfnKb9jtFhv+R9yX9lqplq8QN3sZ65P6EJqYMK1lJTqPAlJ9YvsGpKIkwx+LwoZKylUVYotJ1eUX8A=="),
                new Vector(
                        Mechanism.SCRAM_SHA_512_PLUS,
                        "al,ic=e",
                        "pässword",
                        "Tm9uY2VPZlRoZUNsaWVudA",
                        "NoncePartOfServer!?$",
                        List.of(
                                "p=tls-exporter,,n=al=2Cic=3De,r=Tm9uY2VPZlRoZUNsaWVudA",
                                "r=Tm9uY2VPZlRoZUNsaWVudANoncePartOfServer!?$,s=EBESExQVFhcYGRobHB0eHw==,i=4096",
                                "c=cD10bHMtZXhwb3J0ZXIsLAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f,"
                                        + "r=Tm9uY2VPZlRoZUNsaWVudANoncePartOfServer!?$,p=VUtLn4pIsPW7FrQBjkQ7kSA13qMrun7G"
                                        + "OyT2cFafLfyuRMndR5EIkSRkrLfzpmOI8ptdk8+FHxdN+p6GTlzs3Q==",
                                "v=UEG7JYUQupravUBO64df1H5Pbw5lD1hoEkvz/+0hmpGNDpVzYo0W2Wzu9MC8fCl4ZK5hAoeFleqPvgTnhFlyxA=="),
                        "KWeGjO7OB1FPJ2mk5eFbQIRLTBmt1XBgFipBwvfTkVy1mN/StUV0NmhPfikPBFSOTpOr1EAmhraixm5p6W1GcQ==",
                        "zxi6liMvDsBJ9fZdUkvGwgl5DpdBz496CdSRIPG91q55g3M9GR/3dxjxyipuxL9mtRQWmD3X1Z805RFARZ8xow=="));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    @Tag("LIB-07")
    void theServerSaysWhatTheVectorSays(Vector vector) {
        ScramVerifier verifier =
                ScramVerifier.derive(vector.mechanism().hash(), vector.secret(), vector.salt(), vector.iterations());
        ScramServer server = ScramServer.begin(
                vector.mechanism(), vector.offer(), AuthzidRule.NONE, vector.serverNonce(), Optional.empty());

        NeedsVerifier second =
                Scram.accepted(server.on(Scram.bytes(vector.messages().get(0))));
        assertThat(second.username()).isEqualTo(vector.username());
        assertThat(second.hash()).isEqualTo(vector.mechanism().hash());
        assertThat(second.authzid()).isEmpty();

        ScramChallenge challenge = second.challenge(verifier);
        assertThat(Scram.text(challenge.bytes())).isEqualTo(vector.messages().get(1));

        Verified verified =
                Scram.verified(challenge.on(Scram.bytes(vector.messages().get(2))));
        assertThat(Scram.text(verified.bytes())).isEqualTo(vector.messages().get(3));
        assertThat(verified.username()).isEqualTo(vector.username());
        assertThat(verified.authzid()).isEmpty();
        assertThat(verified.boundBy()).isEqualTo(vector.boundBy());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    @Tag("LIB-07")
    void theClientSaysWhatTheVectorSays(Vector vector) {
        ClientBinding binding = vector.mechanism().plus()
                ? ClientBinding.used(ChannelBindingType.TLS_EXPORTER, vector.bindings())
                : ClientBinding.unsupported();
        ScramClient client = ScramClient.begin(
                new MechanismChoice(vector.mechanism(), binding, Scram.SEEN),
                vector.username(),
                IterationBounds.DEFAULT,
                vector.clientNonce());
        assertThat(Scram.text(client.bytes())).isEqualTo(vector.messages().get(0));

        NeedsKey second = Scram.accepted(client.on(Scram.bytes(vector.messages().get(1))));
        assertThat(second.iterations()).isEqualTo(vector.iterations());
        assertThat(second.salt()).isEqualTo(vector.salt());
        assertThat(second.hash()).isEqualTo(vector.mechanism().hash());

        ScramProof proof;
        try (Secret salted = second.hash().saltedPassword(vector.secret(), second.salt(), second.iterations())) {
            proof = second.proceed(salted);
        }
        assertThat(Scram.text(proof.bytes())).isEqualTo(vector.messages().get(2));
        assertThat(Scram.proven(proof.on(Scram.bytes(vector.messages().get(3)))).boundBy())
                .isEqualTo(vector.boundBy());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    @Tag("SRV-02")
    void theVerifierHoldsTheKeysOfTheVector(Vector vector) {
        ScramVerifier verifier =
                ScramVerifier.derive(vector.mechanism().hash(), vector.secret(), vector.salt(), vector.iterations());
        assertThat(verifier.encode())
                .isEqualTo(vector.mechanism().hash().scheme() + "$" + vector.iterations() + ":"
                        + Base64.getEncoder().encodeToString(vector.salt()) + "$" + vector.storedKey() + ":"
                        + vector.serverKey())
                .doesNotContain(vector.password());
    }
}
