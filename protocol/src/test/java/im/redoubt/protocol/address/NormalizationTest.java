package im.redoubt.protocol.address;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.Normalizer2;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NormalizationTest {
    private static final Normalizer2 NFC = Normalizer2.getNFCInstance();
    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();
    private static final Normalizer2 NFD = Normalizer2.getNFDInstance();

    @Test
    void agreesWithIcuOnEveryCodePoint() {
        assertAgrees(Samples.everyCodePoint());
    }

    @Test
    void agreesWithIcuOnEveryDecomposedCodePoint() {
        List<String> decomposed = new ArrayList<>();
        for (String text : Samples.everyCodePoint()) {
            decomposed.add(NFD.normalize(text));
        }
        assertAgrees(decomposed);
    }

    @Test
    void agreesWithIcuOnRandomStrings() {
        assertAgrees(Samples.random(3454, 50_000));
    }

    @Test
    void ordersMarksByClassKeepingTheOrderOfEquals() {
        assertThat(nfc("a\u0301\u0323")).isEqualTo("\u1EA1\u0301");
        assertThat(nfc("a\u0323\u0301")).isEqualTo("\u1EA1\u0301");
        assertThat(nfc("q\u0301\u0300")).isEqualTo("q\u0301\u0300");
    }

    @Test
    void ordersLongRunsOfMarksAsIcuDoes() {
        StringBuilder marks = new StringBuilder("a");
        for (int i = 0; i < 300; i++) {
            marks.append(i % 3 == 0 ? "\u0301" : i % 3 == 1 ? "\u0323" : "\u0345");
        }
        assertAgrees(List.of(marks.toString()));
    }

    @Test
    void composesHangul() {
        assertThat(nfc("\u1112\u1161\u11AB\u1100\u1173\u11AF")).isEqualTo("\uD55C\uAE00");
    }

    @Test
    void leavesExcludedCompositionsDecomposed() {
        assertThat(nfc("\u0958")).isEqualTo("\u0915\u093C");
        assertThat(nfc("\u2126")).isEqualTo("\u03A9");
    }

    private static void assertAgrees(List<String> samples) {
        List<String> differing = new ArrayList<>();
        for (String text : samples) {
            if (!nfc(text).equals(NFC.normalize(text)) || !nfkc(text).equals(NFKC.normalize(text))) {
                differing.add(Samples.shown(text));
            }
        }
        assertThat(differing).isEmpty();
    }

    private static String nfc(String text) {
        int[] normal = Normalization.nfc(text.codePoints().toArray());
        return new String(normal, 0, normal.length);
    }

    private static String nfkc(String text) {
        int[] normal = Normalization.nfkc(text.codePoints().toArray());
        return new String(normal, 0, normal.length);
    }
}
