package im.redoubt.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.app.config.ConfigurationReader;
import im.redoubt.app.config.ConfigurationRequest;
import im.redoubt.app.files.OwnerFiles;
import im.redoubt.app.tls.OwnAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each check finds its fault and says what to do, and finds none where there is none. */
class DoctorTest {
    private static final String DOMAIN = "chat.example.org";
    private static final String STARTTLS = "_xmpp-client._tcp." + DOMAIN;
    private static final String TLS = "_xmpps-client._tcp." + DOMAIN;
    private static final Map<String, List<String>> GOOD = Map.of(
            STARTTLS + " SRV",
            List.of("0 5 5222 host.example.org."),
            TLS + " SRV",
            List.of("0 5 5223 host.example.org."),
            "host.example.org. A",
            List.of("192.0.2.1"));

    @TempDir
    private Path directory = Path.of("");

    private InstantSource clock = InstantSource.system();
    private NameLookup lookup = lookup(GOOD);

    private static NameLookup lookup(Map<String, List<String>> records) {
        return (name, type) -> records.getOrDefault(name + " " + type, List.of());
    }

    private Path data() {
        return directory.resolve("data");
    }

    private List<Finding> examine(String... settings) {
        return new Doctor(
                        ConfigurationReader.read(
                                        new ConfigurationRequest(
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.of(data().toString()),
                                                List.of(settings)),
                                        directory)
                                .settings(),
                        lookup,
                        clock)
                .examine();
    }

    private List<Finding> examineDomain() {
        return examine("domain=\"" + DOMAIN + "\"");
    }

    private static void assertFound(List<Finding> findings, Finding.Verdict verdict, String begin, String advice) {
        assertThat(findings).anySatisfy(finding -> {
            assertThat(finding.verdict()).isEqualTo(verdict);
            assertThat(finding.text()).startsWith(begin).contains(advice);
        });
    }

    private void prepare(String domain) throws IOException {
        OwnerFiles.directory(data());
        new OwnAuthority(data(), domain, clock, new SecureRandom()).identity();
    }

    @Test
    void findsNothingBadWhereAllIsWell() throws IOException {
        prepare(DOMAIN);
        List<Finding> findings = examineDomain();

        assertThat(findings).noneMatch(finding -> finding.verdict() == Finding.Verdict.BAD);
        for (String begin : List.of(
                "DNS: host.example.org. is 192.0.2.1",
                "certificate: for " + DOMAIN,
                "clock: ",
                "permissions: ",
                "disk: ",
                "open files: ")) {
            assertThat(findings).anyMatch(finding -> finding.text().startsWith(begin));
        }
        assertFound(findings, Finding.Verdict.OK, "certificate: ", "good for");
        assertFound(findings, Finding.Verdict.OK, "clock: ", "");
        assertFound(findings, Finding.Verdict.OK, "permissions: ", "");
        assertFound(examine(), Finding.Verdict.OK, "DNS: localhost", "needs no records");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BAD|0 5 5999 host.example.org.|DNS: " + STARTTLS + " sends clients to port 5999|set the port",
                "BAD|0 0 0 .|DNS: " + STARTTLS + " says that it is not offered|set a target",
                "BAD|0 5 5222 nowhere.example.org.|DNS: nowhere.example.org. has no address|set A and AAAA",
                "BAD|nonsense|DNS: " + STARTTLS + " sends clients to port nonsense|set the port",
            })
    void findsRecordsThatLeadNowhere(Finding.Verdict verdict, String record, String begin, String advice) {
        lookup = lookup(Map.of(STARTTLS + " SRV", List.of(record)));

        assertFound(examineDomain(), verdict, begin, advice);
    }

    @Test
    void saysWhichRecordsAreMissing() {
        lookup = lookup(Map.of());
        List<Finding> findings = examineDomain();

        assertFound(findings, Finding.Verdict.WARN, "DNS: there is no", STARTTLS + ". IN SRV 0 5 5222 HOST.");
        assertFound(findings, Finding.Verdict.WARN, "DNS: there is no", TLS + ". IN SRV 0 5 5223 HOST.");
        assertFound(findings, Finding.Verdict.BAD, "DNS: " + DOMAIN + " has no address", "set A and AAAA");
    }

    @Test
    void saysThatTheNameServersDoNotAnswer() {
        lookup = (name, type) -> {
            throw new NameLookup.LookupException("timed out");
        };
        assertFound(examineDomain(), Finding.Verdict.BAD, "DNS: does not answer (timed out)", "/etc/resolv.conf");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void saysWhetherTheServiceRunsAndAccepts() throws IOException {
        assertFound(examine(), Finding.Verdict.WARN, "service: does not run", "redoubt up");
        try (RunningRedoubt service = new RunningRedoubt(directory)) {
            int nobody = freePort();
            List<Finding> findings = examine(
                    "listen.starttls=[\"127.0.0.1:" + nobody + "\"]",
                    "listen.tls=[\"127.0.0.1:" + service.tlsPort() + "\"]");

            assertFound(findings, Finding.Verdict.OK, "service: runs", "administration socket");
            assertFound(findings, Finding.Verdict.BAD, "listen.starttls: 127.0.0.1:" + nobody, "does not accept");
            assertFound(findings, Finding.Verdict.OK, "listen.tls: ", "accepts connections");
        }
    }

    @Test
    void findsCertificatesThatAreMissingWrongOrOld() throws IOException {
        OwnerFiles.directory(data());
        assertFound(examineDomain(), Finding.Verdict.WARN, "certificate: there is none", "redoubt up");
        prepare("other.example.org");
        assertFound(examineDomain(), Finding.Verdict.BAD, "certificate: ", DOMAIN);
        Files.delete(data().resolve("tls/server.pem"));
        Files.delete(data().resolve("tls/ca.pem"));
        Files.delete(data().resolve("tls/ca.key"));
        prepare(DOMAIN);
        long days = daysLeft(examineDomain());
        clock = InstantSource.fixed(Instant.now().plus(Duration.ofDays(days - 10)));
        assertFound(examineDomain(), Finding.Verdict.WARN, "certificate: ", "renew it");
        clock = InstantSource.fixed(Instant.now().plus(Duration.ofDays(days + 2)));
        assertFound(examineDomain(), Finding.Verdict.BAD, "certificate: ", "expired");
    }

    private static long daysLeft(List<Finding> findings) {
        Matcher days = Pattern.compile("good for (\\d+) days").matcher(findings.toString());
        assertThat(days.find()).isTrue();
        return Long.parseLong(days.group(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "2199-01-01T00:00:00Z"})
    void findsAClockThatCannotBe(String now) throws IOException {
        OwnerFiles.directory(data());
        clock = InstantSource.fixed(Instant.parse(now));

        assertFound(examine(), Finding.Verdict.BAD, "clock: it says " + now, "run a time service");
    }

    @Test
    void findsAClockThatWasSetBack() throws IOException {
        OwnerFiles.directory(data());
        Path written = Files.writeString(data().resolve("redoubt.db"), "x");
        Files.setLastModifiedTime(written, FileTime.from(Instant.now().plus(Duration.ofHours(1))));

        assertFound(examine(), Finding.Verdict.BAD, "clock: " + written, "set the clock");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tls/ca.key", "tls/server.pem", "events"})
    @Tag("SRV-04")
    void findsWhatOthersCanUse(String name) throws IOException {
        prepare("localhost");
        OwnerFiles.directory(data().resolve("events"));
        Path open = name.isEmpty() ? data() : data().resolve(name);
        Files.setPosixFilePermissions(
                open, PosixFilePermissions.fromString(Files.isDirectory(open) ? "rwxr-x---" : "rw-r-----"));

        assertFound(examine(), Finding.Verdict.BAD, "permissions: others can use " + open, "chmod go= " + open);
    }

    @Test
    void findsThatTooFewFilesMayBeOpen() {
        assertFound(
                examine("limits.connections=100000000"), Finding.Verdict.WARN, "open files: ", "ulimit -n 100000256");
    }

    @Test
    @Tag("SRV-04")
    void theCommandPrintsWhatIsFoundAndFailsWhenSomethingIsBad() throws IOException {
        prepare("localhost");
        assertThat(RunningRedoubt.command(directory, "", "doctor", "--data", data().toString()))
                .contains("permissions: ")
                .contains("certificate: for localhost");
        Files.setPosixFilePermissions(data().resolve("tls/ca.key"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> RunningRedoubt.command(directory, "", "doctor", "--data", data().toString()))
                .hasMessageContaining("others can use");
    }
}
