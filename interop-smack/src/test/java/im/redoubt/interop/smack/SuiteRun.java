package im.redoubt.interop.smack;

import static im.redoubt.interop.smack.SuiteResult.Verdict.FAILED;
import static im.redoubt.interop.smack.SuiteResult.Verdict.NOT_APPLICABLE;
import static im.redoubt.interop.smack.SuiteResult.Verdict.PASSED;
import static im.redoubt.interop.smack.SuiteResult.Verdict.PASSED_LATER;

import im.redoubt.interop.Command;
import im.redoubt.interop.RunningServer;
import im.redoubt.interop.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Runs one specification's tests in a process of its own; once more, twice at most, where only a known race failed. */
final class SuiteRun {
    /** Stands for the tests of a run that broke off. */
    static final String NO_RESULTS = "no-results";

    /** Their tests ask another client without sharing presence with it, which our server does not pass on. */
    private static final Set<String> ACQUAINTED = Set.of("XEP-0050", "XEP-0092", "XEP-0199");

    private static final int ATTEMPTS = 3;
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration REPLY = Duration.ofSeconds(15);
    private static final String ADMIN = "admin";
    private static final String PASSWORD = "admin-pass";
    private static final String STORE_PASSWORD = "changeit";

    private final RunningServer server;
    private final Path directory;
    private final Suite suite;

    private SuiteRun(RunningServer server, Path directory, Suite suite) {
        this.server = server;
        this.directory = directory;
        this.suite = suite;
    }

    static SuiteRun prepare(RunningServer server, Path directory, Suite suite) {
        server.addAdmin(ADMIN, PASSWORD);
        Trust.writeStore(server.ca(), directory.resolve("trust.p12"), STORE_PASSWORD);
        return new SuiteRun(server, directory, suite);
    }

    List<SuiteResult> run(Suite.Unit unit) throws IOException {
        List<SuiteResult> results = attempt(unit);
        Set<String> raced = new HashSet<>();
        for (int attempt = 2; attempt <= ATTEMPTS && onlyRacesFailed(results); attempt++) {
            results.stream().filter(result -> result.verdict() == FAILED).forEach(result -> raced.add(result.test()));
            results = attempt(unit);
        }
        return results.stream()
                .map(result -> result.verdict() == PASSED && raced.contains(result.test())
                        ? result.with(PASSED_LATER, "the test's own race; see known.txt")
                        : result)
                .toList();
    }

    private boolean onlyRacesFailed(List<SuiteResult> results) {
        List<SuiteResult> failed =
                results.stream().filter(result -> result.verdict() == FAILED).toList();
        return !failed.isEmpty() && failed.stream().allMatch(result -> suite.isKnown(result, true));
    }

    private List<SuiteResult> attempt(Suite.Unit unit) throws IOException {
        Path results = Files.createTempFile(directory, unit.specification(), ".tsv");
        long start = System.nanoTime();
        Command.Outcome outcome =
                Command.of(directory, words(unit, results)).limit(LIMIT).run();
        List<SuiteResult> read =
                Files.readAllLines(results).stream().map(SuiteResult::parse).toList();
        if (read.isEmpty()) {
            long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
            return List.of(withoutResults(unit, outcome, millis));
        }
        return read;
    }

    /** The program ends with an exception, not with results, when no class of the specification can be run. */
    private static SuiteResult withoutResults(Suite.Unit unit, Command.Outcome outcome, long millis) {
        String log = outcome.output().replaceAll("\\s+", " ");
        if (log.contains("IllegalArgumentException: No integration tests selected.")) {
            return new SuiteResult(NOT_APPLICABLE, unit.specification(), millis, "the server does not offer it");
        }
        String end = log.substring(Math.max(0, log.length() - 1000));
        return new SuiteResult(FAILED, NO_RESULTS, millis, "exit " + outcome.exit() + ": " + end);
    }

    private List<String> words(Suite.Unit unit, Path results) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Most of a run is starting up.
        words.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx256m", "-cp", System.getProperty("java.class.path")));
        words.add("-D" + SuiteMain.PORT + "=" + server.starttlsPort());
        words.add("-D" + SuiteMain.ACQUAINTED + "=" + ACQUAINTED.contains(unit.specification()));
        words.add("-D" + SuiteMain.RESUMING + "=" + unit.specification().equals("XEP-0198"));
        words.add("-D" + ResultLines.FILE + "=" + results);
        words.add("-Djavax.net.ssl.trustStore=" + directory.resolve("trust.p12"));
        words.add("-Djavax.net.ssl.trustStoreType=PKCS12");
        words.add("-Djavax.net.ssl.trustStorePassword=" + STORE_PASSWORD);
        words.add("-Dsinttest.service=" + RunningServer.DOMAIN);
        words.add("-Dsinttest.host=" + RunningServer.HOST);
        words.add("-Dsinttest.securityMode=required");
        words.add("-Dsinttest.adminAccountUsername=" + ADMIN);
        words.add("-Dsinttest.adminAccountPassword=" + PASSWORD);
        words.add("-Dsinttest.replyTimeout=" + REPLY.toMillis());
        words.add("-Dsinttest.debugger=none");
        words.add("-Dsinttest.defaultConnection=tcp");
        words.add("-Dsinttest.enabledConnections=tcp");
        words.add("-Dsinttest.enabledTests=" + String.join(",", unit.classes()));
        words.add("-Dsinttest.testRunResultProcessors=" + ResultLines.class.getName());
        words.add(SuiteMain.class.getName());
        return words;
    }
}
