package im.redoubt.interop.smack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.igniterealtime.smack.inttest.FailedTest;
import org.igniterealtime.smack.inttest.SmackIntegrationTestFramework.TestRunResult;
import org.igniterealtime.smack.inttest.SmackIntegrationTestFramework.TestRunResultProcessor;
import org.igniterealtime.smack.inttest.TestNotPossible;
import org.igniterealtime.smack.inttest.TestResult;

/** Writes what came of the tests to a file, a {@link SuiteResult} on each line. Smack makes it by its name. */
public final class ResultLines implements TestRunResultProcessor {
    /** The system property with the file. */
    public static final String FILE = "redoubt.suite.results";

    /** Made by Smack. */
    public ResultLines() {}

    @Override
    public void process(TestRunResult run) {
        List<String> lines = new ArrayList<>();
        for (TestResult test : run.getSuccessfulTests()) {
            lines.add(line(SuiteResult.Verdict.PASSED, test, ""));
        }
        for (FailedTest test : run.getFailedTests()) {
            lines.add(line(SuiteResult.Verdict.FAILED, test, withCause(test.failureReason)));
        }
        for (TestNotPossible test : run.getNotPossibleTests()) {
            lines.add(line(SuiteResult.Verdict.NOT_APPLICABLE, test, test.testNotPossibleException.toString()));
        }
        run.getImpossibleTestClasses()
                .forEach((type, reason) -> lines.add(
                        new SuiteResult(SuiteResult.Verdict.NOT_APPLICABLE, type.getSimpleName(), 0, reason.toString())
                                .line()));
        try {
            Files.write(Path.of(System.getProperty(FILE)), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Smack wraps what happened in what it had expected. */
    private static String withCause(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return failure.getCause() == null ? failure.toString() : failure + " Cause: " + innermost;
    }

    private static String line(SuiteResult.Verdict verdict, TestResult test, String reason) {
        var method = test.concreteTest.getMethod();
        String name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        List<String> connections = test.concreteTest.getSubdescriptons();
        String full = connections.isEmpty() ? name : name + " " + String.join(" ", connections);
        return new SuiteResult(verdict, full, test.duration, reason).line();
    }
}
