package im.redoubt.things.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page says what the codecs do, and what the source says of it. */
class PageTest {
    private static final String PAGE = Garden.COMPILED.text("META-INF/redoubt/Alarm.md");
    private static final Pattern EXAMPLE = Pattern.compile("```xml\n(.*?)```", Pattern.DOTALL);
    private static final Schema SCHEMA = new Schema(Garden.COMPILED.text("META-INF/redoubt/Alarm.xsd"));

    @Test
    void aCommandIsToldInFull() {
        assertThat(PAGE)
                .startsWith("# Alarm\n\nOf a garden.\n\nNamespace: `urn:example:garden:1`.\n")
                .contains("""
                        ### unlock

                        - given by: user
                        - freshness: of now: it carries a nonce that the device gave out half a minute ago at most
                        - secrets: `pin`, which nobody but the device can read; `second`, which nobody but the device can read
                        - answer: [done](#done)

                        | field | where | how often | value | meaning |
                        |---|---|---|---|---|
                        | `pin` | element | once | a PIN, sealed to the device |  |
                        | `second` | element | once or not at all | a PIN, sealed to the device |  |
                        | `by` | attribute | once | an address without a resource |  |
                        | `from` | attribute | once or not at all | an address |  |

                        ```xml
                        <unlock xmlns="urn:example:garden:1" by="alice@example.org" from="alice@example.org">
                          <pin>%s</pin>
                          <second>%s</second>
                        </unlock>
                        ```
                        """.formatted(Garden.SEALED, Garden.SEALED))
                .contains("- given by: owner, installer\n- freshness: may wait until the device wakes");
    }

    @Test
    void whatTheSourceSaysIsThere() {
        assertThat(PAGE)
                .contains("### garden\n\nHow the garden stands.\n\n")
                .contains("| `wet` | attribute | once | true or false | whether it rains |")
                .contains("| `valve` | element | 3 times at most | [valve](#valve) | all of them, in any order |")
                .contains("| `zone` | attribute | once | one of lawn, back-garden |  |");
    }

    @Test
    @Tag("IOT-02")
    void examplesAreTakenAndValid() {
        Constants types = Constants.ofAlarm(Garden.COMPILED);
        List<String> seen = new ArrayList<>();
        Matcher example = EXAMPLE.matcher(PAGE);
        while (example.find()) {
            String xml = example.group(1).trim();
            String name = xml.substring(1, xml.indexOf(' '));
            seen.add(name);
            if (List.of("spot", "valve", "done").contains(name)) {
                continue; // those stand in others, whose examples have them
            }
            assertThat(types.again(name.toUpperCase(Locale.ROOT), xml)).startsWith("<" + name);
            assertThat(SCHEMA.refuses(xml)).isEmpty();
        }
        assertThat(seen)
                .containsExactly("water", "unlock", "forget", "seen", "listed", "garden", "spot", "valve", "done");
    }

    @Test
    @Tag("IOT-02")
    void whatAVendorWritesIsTextAndNoMarkup() {
        String source = """
                /**
                 * Ends <script>alert(1)</script> | the {@code a|b} {@link java.util.List#add it} {@link java.util.Map}, *now* & `then` [x](y).
                 * Not this.
                 * @param zone where | <img src=x> {@literal <}
                 *     is &lt;it&gt; \u202e?
                 */
                record Beat(boolean zone) implements Event {}

                /** # no heading */
                record Next() implements Event {}

                /** 1. no list */
                record Last() implements Event {}
                """;
        Compiled compiled = Compiled.vocabulary(source);
        assertThat(compiled.complaints()).isEmpty();
        assertThat(compiled.text("META-INF/redoubt/Alarm.md"))
                .contains("Ends &lt;script&gt;alert(1)&lt;/script&gt; \\| the a\\|b it Map, \\*now\\* &amp; \\`then\\`"
                        + " \\[x\\](y).\n\n")
                .contains("| where \\| &lt;img src=x&gt; &lt; is &lt;it&gt; ? |")
                .contains("\n\\# no heading\n")
                .contains("\n1\\.\n");
        new Schema(compiled.text("META-INF/redoubt/Alarm.xsd"));
        assertThat(compiled.text("META-INF/redoubt/Alarm.xsd"))
                .contains("Ends &lt;script&gt;alert(1)&lt;/script&gt; |");
    }
}
