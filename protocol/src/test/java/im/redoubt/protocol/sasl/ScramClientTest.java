package im.redoubt.protocol.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.sasl.ScramAbort.Cause;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server's messages, right and wrong; the wrong signed wherever they can be. */
class ScramClientTest {
    private static final String NONCE = Scram.NONCE;
    private static final String OURS = Scram.CLIENT_NONCE;
    private static final String SALT = CanonicalBase64.encode(Scram.SALT);
    private static final String REST = ",s=" + SALT + ",i=4096";
    private static final String FIRST = "r=" + NONCE + REST;

    static List<Arguments> firsts() {
        String r = "r=" + NONCE;
        String s = ",s=" + SALT;
        return List.of(
                Arguments.of("our nonce and nothing more", "r=" + OURS + REST, Cause.NONCE),
                Arguments.of("15 characters more", "r=" + OURS + "ABCDEFGHIJKLMNO" + REST, Cause.NONCE),
                Arguments.of("another nonce", "r=x" + NONCE.substring(1) + REST, Cause.NONCE),
                Arguments.of("our nonce at the end", "r=" + Scram.SERVER_NONCE + OURS + REST, Cause.NONCE),
                Arguments.of("our nonce in capitals", "r=" + NONCE.toUpperCase(Locale.ROOT) + REST, Cause.NONCE),
                Arguments.of(
                        "our nonce cut off", "r=" + OURS.substring(0, 23) + Scram.SERVER_NONCE + REST, Cause.NONCE),
                Arguments.of("a part of our nonce", "r=" + OURS.substring(0, 10) + REST, Cause.NONCE),
                Arguments.of("257 characters more", "r=" + OURS + "a".repeat(257) + REST, Cause.NONCE),
                Arguments.of("a space in the nonce", "r=" + OURS + "ABCDEFGH ABCDEFGH" + REST, Cause.NONCE),
                Arguments.of("another script in the nonce", "r=" + OURS + "ABCDEFGHéABCDEFGH" + REST, Cause.NONCE),
                Arguments.of("no nonce", "r=" + REST, Cause.MALFORMED),
                Arguments.of("one iteration", r + s + ",i=1", Cause.ITERATIONS),
                Arguments.of("one below the floor", r + s + ",i=4095", Cause.ITERATIONS),
                Arguments.of("one above the cap", r + s + ",i=1000001", Cause.ITERATIONS),
                Arguments.of("2^31", r + s + ",i=2147483648", Cause.ITERATIONS),
                Arguments.of("2^32 + 4096", r + s + ",i=4294971392", Cause.ITERATIONS),
                Arguments.of("10^9", r + s + ",i=1000000000", Cause.ITERATIONS),
                Arguments.of("a thousand digits", r + s + ",i=" + "9".repeat(1000), Cause.ITERATIONS),
                Arguments.of("no iteration", r + s + ",i=0", Cause.MALFORMED),
                Arguments.of("fewer than none", r + s + ",i=-1", Cause.MALFORMED),
                Arguments.of("a sign", r + s + ",i=+4096", Cause.MALFORMED),
                Arguments.of("a zero in front", r + s + ",i=04096", Cause.MALFORMED),
                Arguments.of("an exponent", r + s + ",i=10e9", Cause.MALFORMED),
                Arguments.of("a base of 16", r + s + ",i=0x2000", Cause.MALFORMED),
                Arguments.of("a fraction", r + s + ",i=4096.0", Cause.MALFORMED),
                Arguments.of("a space behind", r + s + ",i=4096 ", Cause.MALFORMED),
                Arguments.of("digits of another script", r + s + ",i=４０９６", Cause.MALFORMED),
                Arguments.of("iterations without number", r + s + ",i=", Cause.MALFORMED),
                Arguments.of("an empty salt", r + ",s=,i=4096", Cause.MALFORMED),
                Arguments.of("a salt of 7 bytes", r + ",s=" + salt(7) + ",i=4096", Cause.SALT),
                Arguments.of("a salt of 129 bytes", r + ",s=" + salt(129) + ",i=4096", Cause.SALT),
                Arguments.of("a salt of 1 MiB", r + ",s=" + salt(1 << 20) + ",i=4096", Cause.MALFORMED),
                Arguments.of("a salt that is not base64", r + ",s=*" + SALT + ",i=4096", Cause.MALFORMED),
                Arguments.of("a salt without padding", r + ",s=" + SALT.replace("=", "") + ",i=4096", Cause.MALFORMED),
                Arguments.of("a salt with a line end", r + ",s=" + SALT + "\n,i=4096", Cause.MALFORMED),
                Arguments.of("nothing", "", Cause.MALFORMED),
                Arguments.of("nonce only", r, Cause.MALFORMED),
                Arguments.of("no salt", r + ",i=4096", Cause.MALFORMED),
                Arguments.of("no iterations", r + s, Cause.MALFORMED),
                Arguments.of("salt before nonce", "s=" + SALT + ",r=" + NONCE + ",i=4096", Cause.MALFORMED),
                Arguments.of("iterations before salt", r + ",i=4096" + s, Cause.MALFORMED),
                Arguments.of("the nonce twice", r + "," + r + REST, Cause.MALFORMED),
                Arguments.of("the salt twice", r + s + REST, Cause.MALFORMED),
                Arguments.of("iterations twice", FIRST + ",i=4096", Cause.MALFORMED),
                Arguments.of("iterations again, more", FIRST + ",i=100000", Cause.MALFORMED),
                Arguments.of("an extension twice", FIRST + ",x=1,x=1", Cause.MALFORMED),
                Arguments.of("a comma at the end", FIRST + ",", Cause.MALFORMED),
                Arguments.of("a NUL", FIRST + ",x=\0", Cause.MALFORMED),
                Arguments.of("the signature too soon", "v=AAAA", Cause.MALFORMED),
                Arguments.of("the signature as extension", FIRST + ",v=AAAA", Cause.MALFORMED),
                Arguments.of("the mandatory extension later", FIRST + ",m=1", Cause.MALFORMED),
                Arguments.of("the mandatory extension", "m=1," + FIRST, Cause.MANDATORY_EXTENSION));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("firsts")
    @Tag("A-41")
    @Tag("A-42")
    @Tag("A-44")
    @Tag("A-45")
    void abortsAtAFirstMessageThatIsWrong(String name, String message, Cause cause) {
        ScramAbort abort = Scram.aborted(client().on(Scram.bytes(message)));
        assertThat(abort.cause()).as(name).isEqualTo(cause);
        assertThat(abort.reason()).doesNotContain(OURS, SALT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "i=4096",
                "i=1000000",
                "i=4096,x=1",
                "i=10000,x=1,Y=é",
                "i=4096,z=n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg="
            })
    @Tag("A-44")
    void takesWhatIsWithinTheBounds(String end) {
        NeedsKey state = Scram.accepted(client().on(Scram.bytes("r=" + NONCE + ",s=" + SALT + "," + end)));
        assertThat(end).startsWith("i=" + state.iterations());
    }

    @Test
    void takesSaltsFrom8To128Bytes() {
        for (int length : new int[] {8, 12, 36, 128}) {
            NeedsKey state = Scram.accepted(client().on(Scram.bytes("r=" + NONCE + ",s=" + salt(length) + ",i=4096")));
            assertThat(state.salt()).hasSize(length);
            state.salt()[0] = 77;
            assertThat(state.salt()[0]).isZero();
        }
    }

    @Test
    @Tag("A-42")
    void takesANonceWith16CharactersMore() {
        Scram.accepted(client().on(Scram.bytes("r=" + OURS + "ABCDEFGHIJKLMNOP" + REST)));
        Scram.accepted(client().on(Scram.bytes("r=" + OURS + "a".repeat(256) + REST)));
    }

    @Test
    @Tag("A-42")
    void makesItsNonceFrom192RandomBitsWithAndWithoutBinding() {
        for (ClientBinding binding : List.of(
                ClientBinding.unsupported(),
                ClientBinding.notOffered(),
                ClientBinding.used(ChannelBindingType.TLS_EXPORTER, Scram.BINDINGS),
                ClientBinding.used(ChannelBindingType.TLS_SERVER_END_POINT, Scram.BINDINGS))) {
            Mechanism mechanism = binding.type().isPresent() ? Mechanism.SCRAM_SHA_512_PLUS : Mechanism.SCRAM_SHA_512;
            MechanismChoice choice = new MechanismChoice(mechanism, binding, Scram.SEEN);
            String one = nonce(ScramClient.begin(choice, "user", IterationBounds.DEFAULT, new SeededRandom(1)));
            String two = nonce(ScramClient.begin(choice, "user", IterationBounds.DEFAULT, new SeededRandom(2)));
            assertThat(CanonicalBase64.decode(one))
                    .hasValueSatisfying(bytes -> assertThat(bytes).hasSize(24));
            assertThat(two).isNotEqualTo(one);
        }
    }

    @Test
    @Tag("A-44")
    void aPolicyMayBeStricterThanTheDefault() {
        IterationBounds strict = new IterationBounds(10_000, 100_000);
        MechanismChoice choice = new MechanismChoice(Mechanism.SCRAM_SHA_256, ClientBinding.unsupported(), Scram.SEEN);
        ScramClient client = ScramClient.begin(choice, "user", strict, OURS);
        for (int refused : new int[] {4096, 9_999, 100_001}) {
            ScramAbort abort = Scram.aborted(client.on(Scram.bytes("r=" + NONCE + ",s=" + SALT + ",i=" + refused)));
            assertThat(abort.cause()).isEqualTo(Cause.ITERATIONS);
        }
        Scram.accepted(client.on(Scram.bytes("r=" + NONCE + ",s=" + SALT + ",i=10000")));
    }

    @Test
    @Tag("A-44")
    void theNumberOfIterationsCostsNothingUntilTheKeyIsAskedFor() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        Scram.aborted(client().on(Scram.bytes("r=" + NONCE + ",s=" + SALT + ",i=999999999")));
        Scram.accepted(client().on(Scram.bytes("r=" + NONCE + ",s=" + SALT + ",i=1000000")));
        assertThat(threads.getCurrentThreadCpuTime() - start).isLessThan(50_000_000L);
    }

    static List<Arguments> finals() {
        return List.of(
                Arguments.of("nothing", "", Cause.MALFORMED),
                Arguments.of("a signature without value", "v=", Cause.MALFORMED),
                Arguments.of("a signature that is short", "v=AAAA", Cause.SIGNATURE),
                Arguments.of("a signature of zeros", "v=" + salt(32), Cause.SIGNATURE),
                Arguments.of("a signature that is not base64", "v=%s*", Cause.MALFORMED),
                Arguments.of("a signature with a space", "v=%s ", Cause.MALFORMED),
                Arguments.of("a signature twice", "v=%s,v=%s", Cause.MALFORMED),
                Arguments.of("a signature in capitals", "V=%s", Cause.MALFORMED),
                Arguments.of("a signature and an error", "v=%s,e=other-error", Cause.MALFORMED),
                Arguments.of("something before the signature", "x=1,v=%s", Cause.MALFORMED),
                Arguments.of("the mandatory extension", "m=1,v=%s", Cause.MALFORMED),
                Arguments.of("a comma at the end", "v=%s,", Cause.MALFORMED),
                Arguments.of("a NUL", "v=%s\0", Cause.MALFORMED),
                Arguments.of("an error", "e=invalid-proof", Cause.SERVER_ERROR),
                Arguments.of("an error that nobody knows", "e=<script>", Cause.SERVER_ERROR),
                Arguments.of("an error and a signature", "e=other-error,v=%s", Cause.SERVER_ERROR),
                Arguments.of("an error without name", "e=", Cause.MALFORMED),
                Arguments.of("the first message again", FIRST, Cause.MALFORMED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("finals")
    @Tag("A-43")
    void abortsAtAFinalMessageThatIsWrong(String name, String message, Cause cause) {
        ScramAbort abort = Scram.aborted(proof().on(Scram.bytes(message.replace("%s", signature()))));
        assertThat(abort.cause()).as(name).isEqualTo(cause);
        assertThat(abort.reason()).doesNotContain("<");
    }

    @Test
    @Tag("A-43")
    void takesTheRightSignatureOnly() {
        Scram.proven(proof().on(Scram.bytes("v=" + signature())));
        Scram.proven(proof().on(Scram.bytes("v=" + signature() + ",x=1")));
        byte[] right = CanonicalBase64.decode(signature()).orElseThrow();
        for (int bit = 0; bit < right.length * 8; bit++) {
            byte[] wrong = right.clone();
            wrong[bit / 8] ^= (byte) (1 << bit % 8);
            ScramAbort abort = Scram.aborted(proof().on(Scram.bytes("v=" + CanonicalBase64.encode(wrong))));
            assertThat(abort.cause()).isEqualTo(Cause.SIGNATURE);
        }
    }

    @Test
    @Tag("A-43")
    void namesTheErrorOfTheServer() {
        for (ScramError error : ScramError.values()) {
            ScramAbort abort = Scram.aborted(proof().on(Scram.bytes("e=" + error.value())));
            assertThat(abort).isEqualTo(new ScramAbort(Cause.SERVER_ERROR, "the server says " + error.value()));
        }
    }

    @Test
    void refusesNamesThatCannotBeSent() {
        for (String name : List.of("", "a\0b", "\uD800", "a".repeat(1024))) {
            MechanismChoice choice =
                    new MechanismChoice(Mechanism.SCRAM_SHA_256, ClientBinding.unsupported(), Scram.SEEN);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ScramClient.begin(choice, name, IterationBounds.DEFAULT, OURS));
        }
    }

    @Test
    void refusesAKeyForAnotherHash() {
        NeedsKey state = Scram.accepted(client().on(Scram.bytes(FIRST)));
        assertThatIllegalArgumentException().isThrownBy(() -> state.proceed(Secret.copyOf(new byte[20])));
    }

    @Test
    @Tag("A-47")
    void aPlusMechanismCannotGoWithoutBindingNorABindingWithoutOne() {
        for (ClientBinding word : List.of(ClientBinding.unsupported(), ClientBinding.notOffered())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new MechanismChoice(Mechanism.SCRAM_SHA_256_PLUS, word, Scram.SEEN));
        }
        ClientBinding used = ClientBinding.used(ChannelBindingType.TLS_EXPORTER, Scram.BINDINGS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MechanismChoice(Mechanism.SCRAM_SHA_256, used, Scram.SEEN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientBinding.used(ChannelBindingType.TLS_EXPORTER, ChannelBindings.none()));
    }

    private static String salt(int length) {
        return CanonicalBase64.encode(new byte[length]);
    }

    private static String nonce(ScramClient client) {
        String message = Scram.text(client.bytes());
        return message.substring(message.indexOf(",r=") + 3);
    }

    private static String signature() {
        return CanonicalBase64.encode(
                new Knowing(ScramHash.SHA_256).signature("n=user,r=" + OURS, FIRST, "c=biws,r=" + NONCE));
    }

    private static ScramClient client() {
        return Scram.client(Mechanism.SCRAM_SHA_256, ClientBinding.unsupported());
    }

    private static ScramProof proof() {
        NeedsKey state = Scram.accepted(client().on(Scram.bytes(FIRST)));
        try (Secret salted = Scram.salted(state)) {
            return state.proceed(salted);
        }
    }
}
