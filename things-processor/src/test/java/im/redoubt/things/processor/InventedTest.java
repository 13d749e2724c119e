package im.redoubt.things.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is declared compiles, and the page, the codecs and the schema agree about it. */
@Tag("IOT-02")
class InventedTest {
    private static final Pattern EXAMPLE = Pattern.compile("```xml\n(<([a-z0-9-]+) .*?)\n```", Pattern.DOTALL);

    static LongStream seeds() {
        return LongStream.range(0, 24);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void itsExamplesAreReadWrittenAndValid(long seed) {
        String source = Invented.of(seed);
        Compiled compiled = Compiled.vocabulary(source);
        assertThat(compiled.complaints()).as(source).isEmpty();
        Constants types = Constants.ofAlarm(compiled);
        Schema schema = new Schema(compiled.text("META-INF/redoubt/Alarm.xsd"));
        Matcher example = EXAMPLE.matcher(compiled.text("META-INF/redoubt/Alarm.md"));
        int examples = 0;
        while (example.find()) {
            examples++;
            String constant = example.group(2).toUpperCase(Locale.ROOT).replace('-', '_');
            String written = types.again(constant, example.group(1));
            assertThat(written).as(source).startsWith("<" + example.group(2));
            assertThat(types.again(constant, written)).isEqualTo(written);
            assertThat(schema.refuses(example.group(1))).as(source).isEmpty();
            assertThat(schema.refuses(written)).as(source).isEmpty();
        }
        assertThat(examples).isEqualTo(source.split("\nrecord |\\) record |\nrecord", -1).length - 1);
    }
}
