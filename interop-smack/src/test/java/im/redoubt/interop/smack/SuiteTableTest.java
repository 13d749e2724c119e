package im.redoubt.interop.smack;

import static im.redoubt.interop.smack.SuiteResult.Verdict.FAILED;
import static im.redoubt.interop.smack.SuiteResult.Verdict.NOT_APPLICABLE;
import static im.redoubt.interop.smack.SuiteResult.Verdict.PASSED;
import static im.redoubt.interop.smack.SuiteResult.Verdict.PASSED_LATER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether results become the rows that are meant. */
class SuiteTableTest {
    private static final Suite.Unit ONE = new Suite.Unit("RFC1", Suite.Scope.RUN, List.of("ATest"), "remark");
    private static final Suite.Unit TWO = new Suite.Unit("XEP-2", Suite.Scope.LATER, List.of("BTest"), "later");
    private static final SuiteTable TABLE = new SuiteTable(
            new Suite(List.of(ONE, TWO), List.of(new Suite.Known(false, "ATest.fails", "we know | why"))));
    private static final List<SuiteResult> RESULTS = List.of(
            new SuiteResult(PASSED, "ATest.passes", 1, ""),
            new SuiteResult(PASSED_LATER, "ATest.races", 1, "a race"),
            new SuiteResult(FAILED, "ATest.fails", 1, "some exception"),
            new SuiteResult(NOT_APPLICABLE, "RFC1", 1, "not <offered>"));

    @Test
    void rowCountsVerdicts() {
        assertThat(TABLE.row(ONE, RESULTS)).isEqualTo("| RFC1 | 2 | 1 | 1 | remark |");
        assertThat(TABLE.row(TWO, List.of())).isEqualTo("| XEP-2 | – | – | – | later |");
    }

    @Test
    void everyTestThatDidNotPassHasItsReason() {
        assertThat(TABLE.reasons(ONE, RESULTS))
                .containsExactly(
                        "| RFC1 | ATest.fails | failed | we know \\| why |",
                        "| RFC1 | all | not applicable | not &lt;offered> |");
    }

    @Test
    void rowsOfOtherUnitsStay() {
        List<String> before = List.of("| XEP-2 | 7 | 0 | 0 | later |", "| RFC1 | 0 | 9 | 0 | remark |");

        assertThat(TABLE.specifications(before, ONE, RESULTS))
                .endsWith("| RFC1 | 2 | 1 | 1 | remark |", "| XEP-2 | 7 | 0 | 0 | later |");
        assertThat(TABLE.allReasons(List.of("| RFC1 | x | failed | y |", "| XEP-2 | x | failed | y |"), ONE, List.of()))
                .hasSize(3)
                .endsWith("| XEP-2 | x | failed | y |");
    }
}
