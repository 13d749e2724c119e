package im.redoubt.server.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("SRV-07")
class OffendersTest {

    private static final AddressKey V4 = AddressKey.of(InetAddress.ofLiteral("192.0.2.1"));
    private static final AddressKey V6 = AddressKey.of(InetAddress.ofLiteral("2001:db8::1"));

    @TempDir
    Path directory;

    private final FakeTime time = new FakeTime();
    private final Offenders offenders = new Offenders(
            new Offenders.Settings(10, Duration.ofSeconds(30), Duration.ofHours(1), 100, Duration.ofSeconds(5)), time);

    private Path log() {
        return directory.resolve("offenders.log");
    }

    private Path nft() {
        return directory.resolve("offenders.nft");
    }

    private void offend(AddressKey address, int times) {
        IntStream.range(0, times).forEach(i -> offenders.report(address, Offence.SIGN_IN_FAILED));
    }

    @Test
    void listsWhoOffendsOftenAndNotWhoOffendsSeldom() {
        for (int i = 0; i < 100; i++) {
            offend(V6, 1);
            time.advance(Duration.ofSeconds(30));
        }
        assertThat(offenders.size()).isZero();
        offend(V4, 9);
        assertThat(offenders.size()).isZero();
        offend(V4, 1);
        assertThat(offenders.size()).isEqualTo(1);
        offenders.report(V6, Offence.ATTACK);
        offenders.report(V6, Offence.ATTACK);
        assertThat(offenders.size()).isEqualTo(2);
    }

    @Test
    void writesBothFilesForTheOwnerOnly() throws IOException {
        OffenderFiles files = new OffenderFiles(offenders, directory);
        offend(V4, 10);
        offenders.report(V6, Offence.ATTACK);
        time.advance(Duration.ofSeconds(2));
        offenders.report(V6, Offence.ATTACK);
        offenders.report(V6, Offence.ATTACK);
        files.writeIfDue();
        assertThat(Files.readAllLines(log()))
                .containsExactly(
                        "2026-11-22T04:00:00Z redoubt[offender]: address=192.0.2.1 offence=sign-in-failed"
                                + " until=2026-11-22T05:00:00Z",
                        "2026-11-22T04:00:02Z redoubt[offender]: address=2001:db8:0:0::/64 offence=attack"
                                + " until=2026-11-22T05:00:02Z");
        assertThat(Files.readAllLines(nft()))
                .containsExactly(
                        "add table inet redoubt",
                        "add set inet redoubt offenders4 { type ipv4_addr; flags timeout; }",
                        "add set inet redoubt offenders6 { type ipv6_addr; flags interval, timeout; }",
                        "flush set inet redoubt offenders4",
                        "flush set inet redoubt offenders6",
                        "add element inet redoubt offenders4 { 192.0.2.1 timeout 3598s }",
                        "add element inet redoubt offenders6 { 2001:db8:0:0::/64 timeout 3600s }");
        for (Path file : List.of(log(), nft())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void writesSeldomAndOnlyWhatChanged() throws IOException {
        OffenderFiles files = new OffenderFiles(offenders, directory);
        files.writeIfDue();
        assertThat(nft()).doesNotExist();
        offend(V4, 10);
        files.writeIfDue();
        offenders.report(V6, Offence.ATTACK);
        offenders.report(V6, Offence.ATTACK);
        time.advance(Duration.ofSeconds(4));
        files.writeIfDue();
        assertThat(Files.readAllLines(log())).hasSize(1);
        time.advance(Duration.ofSeconds(1));
        files.writeIfDue();
        assertThat(Files.readAllLines(log())).hasSize(2);
        Files.delete(nft());
        time.advance(Duration.ofSeconds(10));
        files.writeIfDue();
        assertThat(nft()).doesNotExist();
    }

    @Test
    void letsPeopleOffAgain() throws IOException {
        OffenderFiles files = new OffenderFiles(offenders, directory);
        offend(V4, 10);
        files.writeIfDue();
        time.advance(Duration.ofMinutes(61));
        files.writeIfDue();
        assertThat(offenders.size()).isZero();
        assertThat(Files.readString(nft())).doesNotContain("192.0.2.1");
        offend(V4, 10);
        time.advance(Duration.ofSeconds(5));
        files.writeIfDue();
        assertThat(Files.readAllLines(log())).hasSize(2);
    }

    @Test
    @Tag("R-82")
    void takesNobodyOffForAMillionOthers() {
        offend(V4, 10);
        for (int i = 0; i < 1_000_000; i++) {
            AddressKey other = new AddressKey(false, 0x0a000000L + i, 32);
            offenders.report(other, Offence.ATTACK);
            offenders.report(other, Offence.ATTACK);
        }
        assertThat(offenders.size()).isEqualTo(100);
        assertThat(offenders.turnedAway()).isGreaterThan(900_000);
        OffenderFiles files = new OffenderFiles(offenders, directory);
        files.writeIfDue();
        assertThat(nft()).content().contains(" 192.0.2.1 timeout");
    }

    @Test
    void saysWhenItCannotWriteAndTriesAgain() throws IOException {
        OffenderFiles files = new OffenderFiles(offenders, directory);
        Files.createDirectory(log());
        offend(V4, 10);
        files.writeIfDue();
        assertThat(files.problem()).isPresent();
        Files.delete(log());
        time.advance(Duration.ofSeconds(5));
        files.writeIfDue();
        assertThat(files.problem()).isEmpty();
        assertThat(Files.readAllLines(log())).hasSize(1);
    }

    private String run(String... command) throws Exception {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() + "\n" + Files.readString(output);
    }

    private void writeForOthers() {
        offend(V4, 10);
        offenders.report(V6, Offence.ATTACK);
        offenders.report(V6, Offence.ATTACK);
        new OffenderFiles(offenders, directory).writeIfDue();
    }

    @Test
    @Tag("interop")
    void writesWhatNftablesReads() throws Exception {
        Path program = Path.of("/usr/sbin/nft");
        assumeTrue(Files.isExecutable(program), "nftables is not installed");
        assumeTrue(
                run("unshare", "--user", "--map-root-user", "--net", "true").startsWith("0\n"),
                "this machine allows no network of one's own, which nft needs to check a file");
        writeForOthers();
        String[] check = {
            "unshare", "--user", "--map-root-user", "--net", program.toString(), "-c", "-f", nft().toString()
        };
        assertThat(run(check)).startsWith("0\n");
        Files.writeString(nft(), Files.readString(nft()).replace("3600s", "soon"));
        assertThat(run(check)).doesNotStartWith("0\n");
    }

    @Test
    @Tag("interop")
    void writesWhatFail2banReads() throws Exception {
        Path program = Path.of("/usr/bin/fail2ban-regex");
        assumeTrue(Files.isExecutable(program), "fail2ban is not installed");
        writeForOthers();
        String regex = "^\\s*redoubt\\[offender\\]: address=<SUBNET> offence=\\S+ until=\\S+$";
        assertThat(run(program.toString(), log().toString(), regex)).contains("2 matched, 0 missed");
    }
}
