package im.redoubt.interop;

import static im.redoubt.interop.RunningServer.DOMAIN;
import static im.redoubt.interop.RunningServer.HOST;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.interop.TestsslReport.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** testssl, which people use to judge a server's TLS. It is seen to find a weakened twin, too. */
@Tag("interop")
@Execution(ExecutionMode.CONCURRENT)
class TestsslTest {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    /** Protocols and cipher categories. */
    private static final List<String> TWIN = List.of("-p", "-s");
    /** Protocols, cipher categories, preference. */
    private static final List<String> BRIEF = List.of("-p", "-s", "-P");
    /** The same with forward secrecy, the certificate, and all known weaknesses. */
    private static final List<String> ALL = List.of("-p", "-s", "-P", "-f", "-S", "-U");
    /** What it does when nothing is chosen: all that, and the handshakes of many known clients. */
    private static final List<String> DEFAULT = List.of();
    /** Rows that only a run that got through writes. */
    private static final List<String> BRIEF_ROWS = List.of("TLS1_2", "TLS1_3", "cipherlist_NULL", "cipher_order");

    private static final List<String> ALL_ROWS = List.of("PFS", "cert_trust", "heartbleed", "RC4");

    private static final List<String> STARTTLS = List.of("--starttls", "xmpp", "--xmpphost", DOMAIN);

    @Test
    void findsNothingAboveLowWithStarttls(@TempDir Path directory) throws IOException {
        try (RunningServer server = RedoubtServer.start(directory)) {
            TestsslReport report = scan(directory, server.ca(), server.starttlsPort(), STARTTLS, ALL);

            assertClean(report);
            assertThat(report.looked()).containsAll(ALL_ROWS);
            assertThat(report.findings())
                    .filteredOn(finding -> finding.id().equals("cert_chain_of_trust"))
                    .extracting(Finding::severity)
                    .containsExactly("OK");
        }
    }

    /** The other door to the same TLS, so the weaknesses of TLS itself are not looked for twice. */
    @Test
    void findsNothingAboveLowWithDirectTls(@TempDir Path directory) throws IOException {
        try (RunningServer server = RedoubtServer.start(directory)) {
            assertClean(scan(directory, server.ca(), server.tlsPort(), List.of(), BRIEF));
        }
    }

    @Test
    @Tag("long")
    void findsNothingAboveLowInAllThatItLooksForByItself(@TempDir Path directory) throws IOException {
        try (RunningServer server = RedoubtServer.start(directory)) {
            TestsslReport report = scan(directory, server.ca(), server.starttlsPort(), STARTTLS, DEFAULT);
            assertClean(report);
            assertThat(report.looked()).containsAll(ALL_ROWS).anyMatch(id -> id.startsWith("clientsimulation-"));
            assertClean(scan(directory, server.ca(), server.tlsPort(), List.of(), DEFAULT));
        }
    }

    @Test
    void findsTheWeakenedTwin(@TempDir Path directory) throws IOException {
        TestCa ca = TestCa.in(directory.resolve("tls"));
        try (WeakTwin.Running twin = WeakTwin.start(directory, ca)) {
            TestsslReport report = scan(directory, ca.certificate(), twin.port(), STARTTLS, TWIN);

            assertThat(report.aboveLow()).extracting(Finding::id).contains("cipherlist_3DES_IDEA", "cipherlist_NULL");
            assertThat(report.findings()).anySatisfy(finding -> {
                assertThat(finding.id()).isEqualTo("TLS1");
                assertThat(finding.severity()).isEqualTo("LOW");
            });
        }
    }

    /** Nothing above LOW, and nothing that it could not look at, but what is listed with its reason. */
    private static void assertClean(TestsslReport report) throws IOException {
        Set<String> exceptions = exceptions();
        assertThat(report.looked()).containsAll(BRIEF_ROWS);
        assertThat(report.aboveLow())
                .filteredOn(finding -> !exceptions.contains(finding.id() + " " + finding.severity()))
                .isEmpty();
        assertThat(report.notLooked())
                .filteredOn(finding -> !exceptions.contains(finding.id() + " " + finding.severity()))
                .isEmpty();
    }

    private static TestsslReport scan(Path directory, Path ca, int port, List<String> protocol, List<String> checks)
            throws IOException {
        Path json = directory.resolve("testssl-" + port + ".json");
        List<String> words = new ArrayList<>(List.of("testssl", "--quiet", "--color", "0", "--warnings", "off"));
        words.addAll(protocol);
        words.addAll(checks);
        words.addAll(List.of("--nodns", "none", "--ip", HOST, "--add-ca", ca.toString()));
        words.addAll(List.of("--jsonfile", json.toString(), DOMAIN + ":" + port));
        // Its exit code counts findings, so the report decides.
        Command.of(directory, words).limit(LIMIT).run();
        return TestsslReport.parse(Files.readString(json));
    }

    /** The rows that may be worse, or not looked at: name and severity. */
    private static Set<String> exceptions() throws IOException {
        try (InputStream in = Objects.requireNonNull(TestsslTest.class.getResourceAsStream("testssl-exceptions.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" ", 3))
                    .map(words -> words[0] + " " + words[1])
                    .collect(Collectors.toSet());
        }
    }
}
