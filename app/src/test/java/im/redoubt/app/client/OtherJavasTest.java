package im.redoubt.app.client;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.app.tls.OwnAuthority;
import im.redoubt.server.tls.TlsIdentity;
import im.redoubt.testkit.fault.FaultProxy;
import im.redoubt.testkit.fault.Network;
import im.redoubt.testkit.hostile.HostileServer;
import im.redoubt.testkit.hostile.Identity;
import im.redoubt.testkit.hostile.Recording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The client library on the Javas that it is for, each in a process of its own, over TLS 1.3. */
final class OtherJavasTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    static Path directory;

    private static RunningRedoubt service;

    /** What the program runs on. */
    enum On {
        JAVA_17("provider TlsProvider[platform, without exporter]", "tls-server-end-point"),
        JAVA_17_WITH_CONSCRYPT("provider TlsProvider[Conscrypt]", "tls-exporter"),
        THIS_JAVA("provider TlsProvider[platform]", "tls-exporter");

        private final String provider;
        private final String binding;

        On(String provider, String binding) {
            this.provider = provider;
            this.binding = binding;
        }

        OtherJava java() throws IOException, InterruptedException {
            if (this == THIS_JAVA) {
                return OtherJava.own(program());
            }
            Optional<OtherJava> seventeen = OtherJava.seventeen(program());
            Assumptions.assumeTrue(seventeen.isPresent(), "this machine has no JDK 17");
            return this == JAVA_17
                    ? seventeen.orElseThrow()
                    : seventeen.orElseThrow().withConscrypt();
        }
    }

    private static Path program() {
        return directory.resolve("program");
    }

    @BeforeAll
    static void start() throws IOException {
        OtherJava.compile(program());
        service = new RunningRedoubt(directory).with("alice").with("bob");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /**
     * RFC 9266 where there is an exporter, RFC 5929 where there is none; XEP-0198 section 5 over a cut; and no more than two threads
     * for a connection, of which the operating system sees none where Java has virtual ones.
     */
    @ParameterizedTest
    @EnumSource
    @Tag("LIB-07")
    @Tag("LIB-08")
    void twoTalkOverACut(On on) throws IOException, InterruptedException {
        try (FaultProxy proxy = FaultProxy.to(service.starttlsPort(), Network.CLEAN);
                OtherJava.Program program = on.java().start(service.authority(), RunningRedoubt.PASSWORD)) {
            List<String> said = program.does("talk " + proxy.port() + ' ' + service.tlsPort(), "cut");
            String signedIn = "signed in by SCRAM-SHA-512-PLUS with " + on.binding;
            assertThat(said).containsExactly(on.provider, signedIn, signedIn, "heard before true", "cut");
            proxy.cut();
            List<String> then = program.says("done");
            assertThat(then).startsWith("resumed true", "heard after true", "further sessions 5");
            if (on == On.THIS_JAVA) {
                assertThat(then).contains("further threads 0", "named threads 0");
            } else {
                assertThat(number(then, "further threads ")).isBetween(5, 10);
                assertThat(number(then, "named threads ")).isBetween(7, 14);
            }
        }
    }

    private static int number(List<String> said, String what) {
        return said.stream()
                .filter(line -> line.startsWith(what))
                .mapToInt(line -> Integer.parseInt(line.substring(what.length())))
                .sum();
    }

    /** RFC 9525: the same servers are refused, for the same reasons, whoever does TLS; and none of them is told anything. */
    @ParameterizedTest
    @EnumSource
    @Tag("LIB-05")
    @Tag("LIB-06")
    @Tag("T-26")
    @Tag("T-31")
    @Tag("T-38")
    void impostorsGetNothing(On on) throws Exception {
        OwnAuthority right = new OwnAuthority(directory.resolve("right" + on), "localhost", now(), RANDOM);
        OwnAuthority other = new OwnAuthority(directory.resolve("other" + on), "localhost", now(), RANDOM);
        OwnAuthority old = new OwnAuthority(
                directory.resolve("old" + on),
                "localhost",
                InstantSource.fixed(Instant.now().minus(years(2))),
                RANDOM);
        Path file = right.certificate();
        TlsIdentity server = right.identity();
        TlsIdentity expired = old.identity();
        try (OtherJava.Program program = on.java().start(file, RunningRedoubt.PASSWORD);
                OtherJava.Program trusting = on.java().start(old.certificate(), RunningRedoubt.PASSWORD)) {
            assertThat(refusal(program, "localhost", server, "platform")).contains("No authority of this platform");
            assertThat(refusal(program, "localhost", server, "pins")).contains("expected is one of");
            assertThat(refusal(program, "other.example", server, "authority")).contains("is not for other.example");
            assertThat(refusal(program, "localhost", other.identity(), "authority"))
                    .contains("No authority that");
            assertThat(refusal(trusting, "localhost", expired, "authority")).contains("expired at");
        }
    }

    private static InstantSource now() {
        return InstantSource.system();
    }

    private static Duration years(int count) {
        return Duration.ofDays(count * 365L);
    }

    private static String refusal(OtherJava.Program program, String domain, TlsIdentity shown, String trust)
            throws Exception {
        try (HostileServer impostor = serving(shown)) {
            List<String> said = program.does("try " + domain + ' ' + impostor.port() + ' ' + trust, "done");
            assertThat(said).as("with %s for %s", trust, domain).hasSize(3).startsWith("refused Untrusted");
            List<Recording> recordings = impostor.awaitGone(1, PATIENCE);
            assertThat(recordings).hasSize(1);
            assertThat(recordings.get(0).overTls()).isEmpty();
            assertThat(recordings.get(0).inClear()).isEmpty();
            assertThat(new String(recordings.get(0).onTheWire(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("alice", RunningRedoubt.PASSWORD);
            return said.get(1);
        }
    }

    /** What an impostor would have been told is seen where it is told. */
    @Test
    void whoeverIsTrustedIsSpokenTo() throws Exception {
        OwnAuthority right = new OwnAuthority(directory.resolve("right"), "localhost", now(), RANDOM);
        TlsIdentity identity = right.identity();
        try (HostileServer server = serving(identity);
                OtherJava.Program program =
                        OtherJava.own(program()).start(right.certificate(), RunningRedoubt.PASSWORD)) {
            assertThat(program.does("try localhost " + server.port() + " authority", "done"))
                    .doesNotContain("refused Untrusted");
            assertThat(server.awaitGone(1, PATIENCE).get(0).overTls()).contains("to='localhost'");
        }
    }

    private static HostileServer serving(TlsIdentity shown) throws GeneralSecurityException, IOException {
        char[] password = "changeit".toCharArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("server", shown.key(), password, shown.chain().toArray(new Certificate[0]));
        Identity identity = Identity.of(keys, password).with("TLSv1.3");
        return HostileServer.playing(talk -> talk.secure(identity).await("<stream:stream"));
    }
}
