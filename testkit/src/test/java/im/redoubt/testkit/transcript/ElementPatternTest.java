package im.redoubt.testkit.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.testkit.stream.Tree;
import im.redoubt.testkit.stream.TreeReader;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElementPatternTest {
    private final Variables variables = new Variables();

    private Optional<String> compare(String pattern, String actual) {
        return new ElementPattern(tree(pattern)).mismatch(tree(actual), variables);
    }

    private static Tree tree(String text) {
        return TreeReader.read(text).get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<a/>|<a b='1'><c/>text</a>",
                "<a b='1'/>|<a c='2' b='1'/>",
                "<a xmlns='urn:x'/>|<p:a xmlns:p='urn:x'/>",
                "<a><c/><b/></a>|<a><b/><x/><c/></a>",
                "<a><b/><b/></a>|<a><b/><b/></a>",
                "<a>text</a>|<a> text </a>",
                "<a b='{any}'/>|<a b=''/>",
                "<a b='{none}'/>|<a/>",
                "<a b='x{any}z'/>|<a b='xyyz'/>",
                "<a>{only}</a>|<a/>",
                "<a>{only}<b/></a>|<a b='1'><b><c/></b></a>",
                "<a>{only}text</a>|<a>text</a>",
                "<a>{instant}</a>|<a>2026-11-22T08:00:00Z</a>",
                "<a>{instant}</a>|<a>2026-11-22T08:00:00.123Z</a>",
                "<a><b c='{bind x}'/><d>{x}</d></a>|<a><b c='1'/><d>1</d></a>",
                "<a>{base64 hello}</a>|<a>aGVsbG8=</a>",
                "<a><b i='{any}'/><b i='1'/></a>|<a><b i='1'/><b i='2'/></a>"
            })
    void accepts(String pattern, String actual) {
        assertThat(compare(pattern, actual)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<a/>|<b/>|instead of",
                "<a/>|<a xmlns='urn:x'/>|instead of",
                "<a xmlns=''/>|<a/>|instead of",
                "<a b='1'/>|<a/>|has no attribute b",
                "<a b='1'/>|<a b='2'/>|b='2' instead of '1'",
                "<a b=''/>|<a b='2'/>|b='2' instead of ''",
                "<a b='{any}'/>|<a/>|has no attribute b",
                "<a b='{none}'/>|<a b=''/>|has an attribute b",
                "<a xmlns:p='urn:p' p:b='1'/>|<a b='1'/>|has no attribute {urn:p}b",
                "<a><b/></a>|<a/>|nothing is like",
                "<a><b/><b/></a>|<a><b/></a>|the same one",
                "<a><b c='1'/></a>|<a><b c='2'/></a>|nothing is like",
                "<a>text</a>|<a>other</a>|the text of",
                "<a>text</a>|<a><b>text</b></a>|the text of",
                "<a>{only}</a>|<a><b/></a>|1 children instead of 0",
                "<a>{only}</a>|<a>text</a>|the text of",
                "<a>{only}<b/></a>|<a><b/><b/></a>|2 children instead of 1",
                "<a>{only}<b/></a>|<a>text<b/></a>|the text of",
                "<a>{instant}</a>|<a>yesterday</a>|the text of",
                "<a>{instant}</a>|<a>2026-11-22T08:00:00+01:00</a>|the text of",
                "<a b='x.z'/>|<a b='xyz'/>|instead of",
                "<a><b c='{bind x}'/><d>{x}</d></a>|<a><b c='1'/><d>2</d></a>|nothing is like",
                "<a><b/></a>|<a><c><b/></c></a>|nothing is like"
            })
    void refuses(String pattern, String actual, String difference) {
        assertThat(compare(pattern, actual))
                .hasValueSatisfying(why -> assertThat(why).contains(difference));
    }

    @Test
    void bindsWhatItNamesOnlyIfAllMatches() {
        assertThat(compare("<a b='{bind x}' c='1'/>", "<a b='7' c='2'/>")).isPresent();
        assertThat(variables.find("x")).isEmpty();
        assertThat(compare("<a b='no{bind x}'/>", "<a b='no7'/>")).isEmpty();
        assertThat(variables.get("x")).isEqualTo("7");
        assertThat(compare("<a b='{x}'/>", "<a b='7'/>")).isEmpty();
        assertThat(compare("<a b='{x}'/>", "<a b='8'/>")).isPresent();
    }

    @Test
    void saysWhatIsDifferentDeepInside() {
        assertThat(compare("<a><b><c d='1'/></b></a>", "<a><b><c d='2'/></b></a>")
                        .orElseThrow())
                .contains("{jabber:client}b", "{jabber:client}c", "d='2' instead of '1'");
    }
}
