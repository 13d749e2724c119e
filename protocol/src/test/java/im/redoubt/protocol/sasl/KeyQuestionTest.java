package im.redoubt.protocol.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a key is derived with, within the bounds of the client. */
class KeyQuestionTest {
    @ParameterizedTest
    @CsvSource({
        "8,4096,true",
        "128,4096,true",
        "16,1000000,true",
        "7,4096,false",
        "129,4096,false",
        "0,4096,false",
        "16,4095,false",
        "16,0,false",
        "16,-1,false",
        "16,1000001,false",
        "16,2147483647,false"
    })
    @Tag("A-44")
    @Tag("A-45")
    void isMadeWithinTheBoundsOnly(int salt, int iterations, boolean made) {
        assertThat(KeyQuestion.of(ScramHash.SHA_256, new byte[salt], iterations, IterationBounds.DEFAULT)
                        .isPresent())
                .isEqualTo(made);
    }

    @Test
    @Tag("A-44")
    void theBoundsAreThoseThatAreGiven() {
        IterationBounds strict = new IterationBounds(10_000, 20_000);

        assertThat(KeyQuestion.of(ScramHash.SHA_256, new byte[16], 9_999, strict))
                .isEmpty();
        assertThat(KeyQuestion.of(ScramHash.SHA_256, new byte[16], 20_001, strict))
                .isEmpty();
        assertThat(KeyQuestion.of(ScramHash.SHA_256, new byte[16], 15_000, strict))
                .map(KeyQuestion::iterations)
                .contains(15_000);
    }

    @Test
    void itsSaltIsItsOwn() {
        byte[] salt = {0, 1, 2, 3, 4, 5, 6, 7};
        KeyQuestion question = KeyQuestion.of(ScramHash.SHA_512, salt, 4096, IterationBounds.DEFAULT)
                .orElseThrow();
        salt[0] = 9;
        question.salt()[1] = 9;

        assertThat(question.salt()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(question.hash()).isEqualTo(ScramHash.SHA_512);
    }

    /** The question of an exchange is the one that its first message asks. */
    @Test
    void anExchangeAsksWhatTheServerSaid() {
        ScramClient client = ScramClient.begin(
                new MechanismChoice(
                        Mechanism.SCRAM_SHA_256,
                        ClientBinding.unsupported(),
                        new Advertisement(List.of("SCRAM-SHA-256"), Optional.empty(), Optional.empty())),
                "user",
                IterationBounds.DEFAULT,
                Scram.CLIENT_NONCE);
        NeedsKey state = Scram.accepted(client.on(Scram.bytes("r=" + Scram.NONCE + ",s=AAECAwQFBgc=,i=5000")));

        assertThat(state.question().hash()).isEqualTo(ScramHash.SHA_256);
        assertThat(state.question().iterations()).isEqualTo(5000);
        assertThat(state.question().salt()).isEqualTo(state.salt());
    }

    @Test
    @Tag("LIB-08")
    void printsNoSalt() {
        KeyQuestion question = KeyQuestion.of(
                        ScramHash.SHA_1, "saltsalt".getBytes(StandardCharsets.US_ASCII), 4096, IterationBounds.DEFAULT)
                .orElseThrow();

        assertThat(question).hasToString("SCRAM-SHA-1 with 4096 iterations");
        assertThat(question.hash()
                        .saltedPassword(Secret.utf8("pencil".toCharArray()), question.salt(), question.iterations()))
                .hasToString("***");
    }
}
