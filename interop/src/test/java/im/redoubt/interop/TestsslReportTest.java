package im.redoubt.interop;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.interop.TestsslReport.Finding;
import org.junit.jupiter.api.Test;

/** Whether a report of testssl is read as it is meant. */
class TestsslReportTest {
    private static final String REPORT = """
            [
                      {
                          "id"           : "RC4",
                          "ip"           : "interop.test/127.0.0.1",
                          "port"         : "5222",
                          "severity"     : "OK",
                          "cve"          : "CVE-2013-2566 CVE-2015-2808",
                          "finding"      : "not vulnerable"
                      }
            ,          {
                          "id"           : "TLS1",
                          "severity"     : "LOW",
                          "finding"      : "offered"
                      }
            ,          {
                          "id"           : "cipherlist_NULL",
                          "severity"     : "CRITICAL",
                          "finding"      : "offered, \\"really\\""
                      }
            ,          {
                          "id"           : "heartbleed",
                          "severity"     : "WARN",
                          "finding"      : "check failed because of connect problem"
                      }
            ]
            """;

    @Test
    void tellsWhatIsAboveLowFromTheRest() {
        TestsslReport report = TestsslReport.parse(REPORT);

        assertThat(report.findings()).hasSize(4).contains(new Finding("RC4", "OK", "not vulnerable"));
        assertThat(report.aboveLow()).extracting(Finding::id).containsExactly("cipherlist_NULL");
    }

    @Test
    void doesNotCountWhatTestsslCouldNotLookAt() {
        assertThat(TestsslReport.parse(REPORT).looked()).containsExactly("RC4", "TLS1", "cipherlist_NULL");
        assertThat(TestsslReport.parse(REPORT).notLooked())
                .extracting(Finding::id)
                .containsExactly("heartbleed");
    }

    @Test
    void readsAnEmptyReportAsNothing() {
        assertThat(TestsslReport.parse("").findings()).isEmpty();
    }
}
