package im.redoubt.interop.smack;

import java.util.List;

/**
 * What came of one of Smack's tests.
 *
 * @param verdict whether it passed
 * @param test class and method, and after a blank the kind of connection where there is a choice
 * @param millis how long it took
 * @param reason why it did not pass, on one line; empty when it did
 */
public record SuiteResult(Verdict verdict, String test, long millis, String reason) {
    /** Whether a test passed. */
    public enum Verdict {
        /** It passed. */
        PASSED,
        /** It passed, but not at the first attempt, as its known race explains. */
        PASSED_LATER,
        /** It failed. */
        FAILED,
        /** It needs something that the server does not have. */
        NOT_APPLICABLE
    }

    /** Puts it on one line, its parts separated by tabs. */
    String line() {
        return verdict + "\t" + test + "\t" + millis + "\t" + reason.replaceAll("\\s+", " ");
    }

    /** Reads such a line. */
    static SuiteResult parse(String line) {
        List<String> parts = List.of(line.split("\t", 4));
        return new SuiteResult(Verdict.valueOf(parts.get(0)), parts.get(1), Long.parseLong(parts.get(2)), parts.get(3));
    }

    /** Class and method alone. */
    String name() {
        int blank = test.indexOf(' ');
        return blank < 0 ? test : test.substring(0, blank);
    }

    /** The same with another verdict. */
    SuiteResult with(Verdict other, String why) {
        return new SuiteResult(other, test, millis, why);
    }
}
