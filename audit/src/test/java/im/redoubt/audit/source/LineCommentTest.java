package im.redoubt.audit.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Comments are told from what only looks like one. */
@Tag("IOT-07")
class LineCommentTest {
    @Test
    void areFoundWithTheirLines() {
        assertThat(LineComment.in("// a\nint b; // c\n  //d"))
                .containsExactly(
                        new LineComment(1, "a", true), new LineComment(2, "c", false), new LineComment(3, "d", true));
    }

    @Test
    void areNotFoundInsideOfOtherThings() {
        assertThat(LineComment.in("String a = \"// no \\\" // no\"; char b = '\"'; // yes"))
                .containsExactly(new LineComment(1, "yes", false));
        assertThat(LineComment.in("/* // no\n // no */ // yes")).containsExactly(new LineComment(2, "yes", false));
        assertThat(LineComment.in("String a = \"\"\"\n// no \"\n\\\"\"\" // no\n\"\"\"; // yes"))
                .containsExactly(new LineComment(4, "yes", false));
    }

    @Test
    void endOfTheTextEndsEverything() {
        for (String text : new String[] {"//", "/*", "\"", "'\\", "\"\"\"\\", "\"\\"}) {
            assertThat(LineComment.in(text)).hasSizeLessThanOrEqualTo(1);
        }
    }
}
