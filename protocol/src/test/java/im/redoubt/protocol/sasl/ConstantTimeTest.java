package im.redoubt.protocol.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Secrets are compared in constant time: by what the source says, and by the clock in the long run. */
class ConstantTimeTest {
    private static final Pattern SHORT_CUT = Pattern.compile(
            "Arrays\\.(equals|mismatch|compare|deepEquals|hashCode\\((?!salt\\)))|ByteBuffer\\.\\w+\\([^)]*\\)\\.equals");
    private static final int SAMPLES = 200_000;

    @Test
    @Tag("A-52")
    void noSourceOfThisPackageComparesArraysWithAShortCut() throws IOException {
        List<Path> sources = sources();
        assertThat(sources).hasSizeGreaterThan(40);
        for (Path source : sources) {
            assertThat(Files.readString(source)).as(source.toString()).doesNotContainPattern(SHORT_CUT);
        }
    }

    @Test
    @Tag("A-52")
    void whatDecidesAboutSecretsAsksMessageDigest() throws IOException {
        for (String name : List.of(
                "ScramChallenge", "ScramProof", "ScramVerifier", "ExpectedBinding", "TokenProof", "TokenClient")) {
            Path source = directory().resolve("sasl").resolve(name + ".java");
            assertThat(Files.readString(source)).contains("MessageDigest.isEqual(");
        }
    }

    @Test
    @Tag("A-52")
    @Tag("long")
    void theTimeOfARefusalDoesNotDependOnWhereTheProofIsWrong() {
        ScramServer server = Scram.server(Mechanism.SCRAM_SHA_256, Scram.OFFER);
        String bare = "n=user,r=" + Scram.CLIENT_NONCE;
        ScramChallenge challenge =
                Scram.accepted(server.on(Scram.bytes("n,," + bare))).challenge(Scram.verifier(ScramHash.SHA_256));
        String withoutProof = "c=biws,r=" + Scram.NONCE;
        String proof = new Knowing(ScramHash.SHA_256).proof(bare, Scram.text(challenge.bytes()), withoutProof);
        byte[] right = CanonicalBase64.decode(proof).orElseThrow();
        assertSameTime(
                Scram.bytes(withoutProof + ",p=" + CanonicalBase64.encode(wrongAt(right, 0))),
                Scram.bytes(withoutProof + ",p=" + CanonicalBase64.encode(wrongAt(right, 31))),
                challenge::on,
                1);
    }

    @Test
    @Tag("A-52")
    @Tag("long")
    void theTimeOfABindingDoesNotDependOnWhereItIsWrong() {
        ExpectedBinding binding = new ExpectedBinding(java.util.Optional.empty(), "", Scram.filled(256, 7));
        assertSameTime(wrongAt(Scram.filled(256, 7), 0), wrongAt(Scram.filled(256, 7), 255), binding::matches, 16);
    }

    @Test
    @Tag("A-52")
    @Tag("long")
    void theTimeOfATokensProofDoesNotDependOnWhereItIsWrong() {
        Secret token = Secret.copyOf(Scram.filled(43, 'a'));
        byte[] right = TokenClient.begin(TokenMechanism.HT_SHA_256_NONE, "user", token, ChannelBindings.none())
                .bytes();
        Consumer<byte[]> compare =
                message -> TokenProof.parse(TokenMechanism.HT_SHA_256_NONE, ChannelBindings.none(), message)
                        .on(new TokenOutcome.Cases<Boolean>() {
                            @Override
                            public Boolean proof(TokenProof proof) {
                                return proof.by(token);
                            }

                            @Override
                            public Boolean refused(SaslRefusal refusal) {
                                throw new AssertionError(refusal.toString());
                            }
                        });
        assertSameTime(wrongAt(right, 5), wrongAt(right, right.length - 1), compare, 1);
    }

    /** Welch's t over interleaved samples, cut at the 90th percentile; noise gets three attempts behind one that counts for nothing. */
    private static void assertSameTime(byte[] first, byte[] second, Consumer<byte[]> action, int batch) {
        // Until all of it is compiled the noise hides a leak.
        double cold = welch(first, second, action, batch);
        assertThat(cold).isFinite();
        double least = Double.MAX_VALUE;
        for (int attempt = 0; attempt < 3 && least >= 4.5; attempt++) {
            least = Math.min(least, Math.abs(welch(first, second, action, batch)));
        }
        assertThat(least).isLessThan(4.5);
    }

    private static double welch(byte[] first, byte[] second, Consumer<byte[]> action, int batch) {
        double[][] times = new double[2][SAMPLES / 2];
        int[] counts = new int[2];
        Random random = new Random(1);
        for (int i = -SAMPLES / 4; i < SAMPLES; i++) {
            int which = random.nextInt(2);
            byte[] input = (which == 0 ? first : second).clone();
            long start = System.nanoTime();
            for (int j = 0; j < batch; j++) {
                action.accept(input);
            }
            long time = System.nanoTime() - start;
            if (i >= 0 && counts[which] < times[which].length) {
                times[which][counts[which]++] = time;
            }
        }
        double[] all = Stream.of(times[0], times[1])
                .flatMapToDouble(Arrays::stream)
                .filter(t -> t > 0)
                .sorted()
                .toArray();
        double cut = all[all.length * 9 / 10];
        double[] one =
                Arrays.stream(times[0], 0, counts[0]).filter(t -> t < cut).toArray();
        double[] two =
                Arrays.stream(times[1], 0, counts[1]).filter(t -> t < cut).toArray();
        return (mean(one) - mean(two)) / Math.sqrt(variance(one) / one.length + variance(two) / two.length);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    }

    private static byte[] wrongAt(byte[] right, int place) {
        byte[] wrong = right.clone();
        wrong[place] ^= 0x55;
        return wrong;
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(directory().resolve("sasl"))) {
            Stream<Path> all = Stream.concat(files, Stream.of(directory().resolve("Secret.java")));
            return all.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static Path directory() {
        return Path.of("src/main/java/im/redoubt/protocol");
    }
}
