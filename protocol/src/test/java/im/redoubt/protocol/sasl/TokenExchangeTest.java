package im.redoubt.protocol.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import im.redoubt.protocol.Secret;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tokens, both sides: draft-schmaus-kitten-sasl-ht. The numbers were computed with Python's hmac. */
@Tag("LIB-07")
class TokenExchangeTest {
    private static final byte[] NOTHING = {};

    private static Secret token(String text) {
        return Secret.copyOf(Scram.bytes(text));
    }

    /** The token of XEP-0484 example 3. */
    private static Secret token() {
        return token("WXZzciBwYmFmdmZnZiBqdmd1IGp2eXFhcmZm");
    }

    private static TokenProof proof(TokenMechanism mechanism, ChannelBindings bindings, byte[] message) {
        return TokenProof.parse(mechanism, bindings, message).on(new TokenOutcome.Cases<TokenProof>() {
            @Override
            public TokenProof proof(TokenProof proof) {
                return proof;
            }

            @Override
            public TokenProof refused(SaslRefusal refusal) {
                throw new AssertionError(refusal.toString());
            }
        });
    }

    private static SaslRefusal refused(TokenMechanism mechanism, ChannelBindings bindings, byte[] message) {
        return TokenProof.parse(mechanism, bindings, message).on(new TokenOutcome.Cases<SaslRefusal>() {
            @Override
            public SaslRefusal proof(TokenProof proof) {
                throw new AssertionError("taken: " + proof.username());
            }

            @Override
            public SaslRefusal refused(SaslRefusal refusal) {
                return refusal;
            }
        });
    }

    private static byte[] message(TokenMechanism mechanism) {
        return TokenClient.begin(mechanism, "user", token(), Scram.BINDINGS).bytes();
    }

    @ParameterizedTest
    @CsvSource({
        "HT_SHA_256_NONE, 9097787461a184e0fa84ec00c1381190b6c4d16a8ec4453c7b2ac5e7fcf935ed,"
                + " 4e513409631474863b986c9f3e8c1e27ca29d1d7ab9ed4097e7afd6007bf9c62",
        "HT_SHA_256_EXPR, c035db60be7f159a0dfcfe74bf43d5d7d724cb782cf6f6912854091badec0c02,"
                + " 13c54a9f092dc8e11a69d86564747027b68a4461e256512096b0d08933964efa",
        "HT_SHA_256_ENDP, 7b410500e9ad64b5f39938d71d76613983360e412c560528cdccd04de6e81375,"
                + " 38dd2520367715b8592e25bf87ea6b0042bb4b26cc0e1c79a71a9d961e2a85c2"
    })
    void bothSidesSayWhatTheNumbersSay(TokenMechanism mechanism, String initiator, String responder) {
        TokenClient client = TokenClient.begin(mechanism, "user", token(), Scram.BINDINGS);
        assertThat(client.bytes())
                .isEqualTo(Bytes.concat(Scram.bytes("user\0"), HexFormat.of().parseHex(initiator)));

        TokenProof proof = proof(mechanism, Scram.BINDINGS, client.bytes());
        assertThat(proof.username()).isEqualTo("user");
        assertThat(proof.mechanism()).isEqualTo(mechanism);
        assertThat(proof.by(token())).isTrue();
        assertThat(proof.answer(token())).isEqualTo(HexFormat.of().parseHex(responder));
        assertThat(Scram.proven(client.on(proof.answer(token()))).boundBy()).isEqualTo(mechanism.binding());
        assertThat(proof).hasToString(mechanism.wireName());
        assertThat(client).hasToString(mechanism.wireName());
    }

    @ParameterizedTest
    @EnumSource(TokenMechanism.class)
    @Tag("A-58")
    void everyBitOfTheProofCounts(TokenMechanism mechanism) {
        byte[] right = message(mechanism);
        for (int bit = 5 * 8; bit < right.length * 8; bit++) {
            byte[] wrong = right.clone();
            wrong[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(proof(mechanism, Scram.BINDINGS, wrong).by(token())).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(TokenMechanism.class)
    @Tag("A-43")
    void everyBitOfTheAnswerCountsAndSoDoesItsAbsence(TokenMechanism mechanism) {
        TokenClient client = TokenClient.begin(mechanism, "user", token(), Scram.BINDINGS);
        byte[] right = proof(mechanism, Scram.BINDINGS, client.bytes()).answer(token());
        for (int bit = 0; bit < right.length * 8; bit++) {
            byte[] wrong = right.clone();
            wrong[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(Scram.aborted(client.on(wrong)).cause()).isEqualTo(ScramAbort.Cause.SIGNATURE);
        }
        byte[] mirrored = Arrays.copyOfRange(client.bytes(), 5, client.bytes().length);
        for (byte[] wrong : List.of(NOTHING, Arrays.copyOf(right, 31), Arrays.copyOf(right, 33), mirrored)) {
            Scram.aborted(client.on(wrong));
        }
    }

    @Test
    @Tag("A-58")
    void anotherTokenIsNotTaken() {
        TokenProof proof =
                proof(TokenMechanism.HT_SHA_256_NONE, ChannelBindings.none(), message(TokenMechanism.HT_SHA_256_NONE));
        for (String other :
                List.of("WXZzciBwYmFmdmZnZiBqdmd1IGp2eXFhcmZn", "w", "WXZzciBwYmFmdmZnZiBqdmd1IGp2eXFhcmZm=")) {
            assertThat(proof.by(token(other))).isFalse();
        }
    }

    /** Somebody between two connections, and a message that is used with another mechanism. */
    @Test
    @Tag("A-46")
    @Tag("A-58")
    void aProofIsGoodForOneConnectionAndOneMechanism() {
        ChannelBindings relayed = ChannelBindings.none()
                .with(ChannelBindingType.TLS_EXPORTER, Scram.filled(32, 1))
                .with(ChannelBindingType.TLS_SERVER_END_POINT, Scram.filled(48, 1));
        for (TokenMechanism made : TokenMechanism.values()) {
            for (TokenMechanism used : TokenMechanism.values()) {
                assertThat(proof(used, Scram.BINDINGS, message(made)).by(token()))
                        .isEqualTo(made == used);
                boolean same = made == used && !used.binding().isPresent();
                assertThat(proof(used, relayed, message(made)).by(token())).isEqualTo(same);
            }
        }
    }

    @Test
    @Tag("A-47")
    void withoutItsBindingAMechanismIsNeitherTakenNorUsed() {
        for (TokenMechanism mechanism : List.of(TokenMechanism.HT_SHA_256_EXPR, TokenMechanism.HT_SHA_256_ENDP)) {
            assertThat(refused(mechanism, ChannelBindings.none(), message(mechanism))
                            .condition())
                    .isEqualTo(SaslCondition.INVALID_MECHANISM);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TokenClient.begin(mechanism, "user", token(), ChannelBindings.none()));
        }
    }

    @Test
    @Tag("A-51")
    void refusesWhatIsNotANameANulAndAProof() {
        byte[] mac = Scram.filled(32, 1);
        byte[] long_ = Scram.filled(1024, 'a');
        for (byte[] message : List.of(
                NOTHING,
                mac,
                Scram.bytes("user"),
                Bytes.concat(Scram.bytes("\0"), mac),
                Bytes.concat(Scram.bytes("user"), mac),
                Bytes.concat(Scram.bytes("user\0"), Scram.filled(31, 1)),
                Bytes.concat(Scram.bytes("user\0"), Scram.filled(33, 1)),
                Bytes.concat(Scram.bytes("user\0\0"), mac),
                Bytes.concat(new byte[] {'u', (byte) 0xC0, (byte) 0x80, 0}, mac),
                Bytes.concat(new byte[] {'u', (byte) 0xFF, 0}, mac),
                Bytes.concat(Bytes.concat(long_, new byte[1]), mac),
                new byte[100_000])) {
            SaslRefusal refusal = refused(TokenMechanism.HT_SHA_256_NONE, ChannelBindings.none(), message);
            assertThat(refusal.condition()).isEqualTo(SaslCondition.MALFORMED_REQUEST);
            assertThat(refusal.error()).isEmpty();
        }
        byte[] longest = Bytes.concat(Bytes.concat(Scram.filled(1023, 'a'), new byte[1]), mac);
        assertThat(proof(TokenMechanism.HT_SHA_256_NONE, ChannelBindings.none(), longest)
                        .username())
                .hasSize(1023);
        byte[] withNul = Bytes.concat(Scram.bytes("u\0"), new byte[32]);
        assertThat(proof(TokenMechanism.HT_SHA_256_NONE, ChannelBindings.none(), withNul)
                        .username())
                .isEqualTo("u");
    }

    @Test
    void aNameThatCannotBeOneIsNotSent() {
        for (String name : List.of("", "a\0b", "\uD800", "a".repeat(1024))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            TokenClient.begin(TokenMechanism.HT_SHA_256_NONE, name, token(), ChannelBindings.none()));
        }
    }

    @Test
    @Tag("A-49")
    void onlyTheExactNameIsAMechanism() {
        for (TokenMechanism mechanism : TokenMechanism.values()) {
            assertThat(TokenMechanism.named(mechanism.wireName())).contains(mechanism);
        }
        for (String other :
                List.of("", "HT-SHA-256-UNIQ", "ht-sha-256-none", "HT-SHA-256-NONE ", "HT-SHA-512-EXPR", "PLAIN")) {
            assertThat(TokenMechanism.named(other)).isEmpty();
        }
    }

    @Test
    @Tag("A-60")
    void nothingOfAProofOrATokenIsPrinted() {
        byte[] message = message(TokenMechanism.HT_SHA_256_NONE);
        TokenProof proof = proof(TokenMechanism.HT_SHA_256_NONE, ChannelBindings.none(), message);
        assertThat(proof.toString()).doesNotContain("user").doesNotContain("90977");
    }

    /** Whatever somebody sends is a proof or a refusal, and none of it is right. */
    @Test
    @Tag("A-51")
    @Tag("A-58")
    void noBytesMakeAProofOfATokenThatIsNotThere() {
        SeededRandom random = new SeededRandom(11);
        byte[] right = message(TokenMechanism.HT_SHA_256_EXPR);
        for (int i = 0; i < 20_000; i++) {
            byte[] message = right.clone();
            if (i % 2 == 0) {
                message = new byte[random.nextInt(80)];
                random.nextBytes(message);
            } else {
                message[random.nextInt(message.length)] ^= (byte) (1 << random.nextInt(8));
            }
            boolean taken = TokenProof.parse(TokenMechanism.HT_SHA_256_EXPR, Scram.BINDINGS, message)
                    .on(new TokenOutcome.Cases<Boolean>() {
                        @Override
                        public Boolean proof(TokenProof proof) {
                            return proof.by(token()) && proof.username().equals("user");
                        }

                        @Override
                        public Boolean refused(SaslRefusal refusal) {
                            assertThat(refusal.condition()).isEqualTo(SaslCondition.MALFORMED_REQUEST);
                            return false;
                        }
                    });
            assertThat(taken).isFalse();
        }
    }

    /** The name is not part of the proof, so that whoever looks tokens up by it has to keep them apart by account. */
    @Test
    @Tag("A-58")
    void aProofSaysNothingOfTheName() {
        byte[] alice = TokenClient.begin(TokenMechanism.HT_SHA_256_EXPR, "alice", token(), Scram.BINDINGS)
                .bytes();
        byte[] mac = Arrays.copyOfRange(alice, "alice".length() + 1, alice.length);
        TokenProof bob = proof(TokenMechanism.HT_SHA_256_EXPR, Scram.BINDINGS, Bytes.concat(Scram.bytes("bob\0"), mac));
        assertThat(bob.username()).isEqualTo("bob");
        assertThat(bob.by(token())).isTrue();
    }
}
