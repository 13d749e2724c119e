package im.redoubt.protocol.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.ibm.icu.lang.UCharacter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The tables that are checked in are those of Unicode 16. */
class UnicodeTablesTest {
    /** GARAY CAPITAL LETTER A, new in Unicode 16. */
    private static final int NEW_IN_16 = 0x10D50;

    /** A code point that Unicode 17 assigns (SIDETIC LETTER N01). */
    private static final int NEW_IN_17 = 0x10940;

    @Test
    void areGeneratedFromUnicode16() {
        assertThat(UCharacter.getUnicodeVersion().getMajor()).isEqualTo(16);
        assertThat(CodePoints.status(NEW_IN_16)).isEqualTo(CodePoints.VALID);
        assertThat(CodePoints.status(NEW_IN_17)).isEqualTo(CodePoints.UNASSIGNED);
    }

    @Test
    @Tag("R-74")
    void areWhatTheGeneratorWrites() throws IOException {
        for (Map.Entry<String, String> source : UnicodeTableGenerator.sources().entrySet()) {
            String kept = Files.readString(UnicodeTableGenerator.SOURCES.resolve(source.getKey() + ".java"));
            assertThat(kept).as(source.getKey()).isEqualTo(source.getValue());
        }
    }

    @Test
    void agreeWithTheGeneratorOnEveryCodePoint() {
        for (String text : Samples.everyCodePoint()) {
            int codePoint = text.codePointAt(0);
            if (CodePoints.properties(codePoint) != UnicodeProperties.of(codePoint)) {
                assertThat(CodePoints.properties(codePoint))
                        .as("U+%04X", codePoint)
                        .isEqualTo(UnicodeProperties.of(codePoint));
            }
        }
    }

    @Test
    @Tag("R-74")
    void agreeWithTheJdkWhereItHasTheSameVersion() {
        assumeTrue(Character.isDefined(NEW_IN_16) && !Character.isDefined(NEW_IN_17), "this JDK has another Unicode");
        List<String> differing = new ArrayList<>();
        for (String text : Samples.everyCodePoint()) {
            int codePoint = text.codePointAt(0);
            boolean same = isAssigned(codePoint) == Character.isDefined(codePoint)
                    && bidiOfJdk(codePoint) == CodePoints.bidi(codePoint)
                    && isMark(codePoint) == CodePoints.has(codePoint, CodePoints.MARK)
                    && lower(codePoint).equals(text.toLowerCase(Locale.ROOT));
            if (!same) {
                differing.add(Samples.shown(text));
            }
        }
        assertThat(differing).isEmpty();
    }

    /** Noncharacters are refused as such, so for us they count as assigned; for the JDK they do not. */
    private static boolean isAssigned(int codePoint) {
        boolean nonCharacter = (codePoint & 0xFFFE) == 0xFFFE || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF);
        return CodePoints.status(codePoint) != CodePoints.UNASSIGNED && !nonCharacter;
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    private static String lower(int codePoint) {
        int[] lower = Mappings.lower(new int[] {codePoint});
        return new String(lower, 0, lower.length);
    }

    private static int bidiOfJdk(int codePoint) {
        if (!isAssigned(codePoint)) {
            // The JDK has defaults for what is not assigned; we never ask.
            return CodePoints.bidi(codePoint);
        }
        return switch (Character.getDirectionality(codePoint)) {
            case Character.DIRECTIONALITY_LEFT_TO_RIGHT -> CodePoints.BIDI_L;
            case Character.DIRECTIONALITY_RIGHT_TO_LEFT -> CodePoints.BIDI_R;
            case Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC -> CodePoints.BIDI_AL;
            case Character.DIRECTIONALITY_EUROPEAN_NUMBER -> CodePoints.BIDI_EN;
            case Character.DIRECTIONALITY_ARABIC_NUMBER -> CodePoints.BIDI_AN;
            case Character.DIRECTIONALITY_NONSPACING_MARK -> CodePoints.BIDI_NSM;
            case Character.DIRECTIONALITY_EUROPEAN_NUMBER_SEPARATOR,
                    Character.DIRECTIONALITY_EUROPEAN_NUMBER_TERMINATOR,
                    Character.DIRECTIONALITY_COMMON_NUMBER_SEPARATOR,
                    Character.DIRECTIONALITY_BOUNDARY_NEUTRAL,
                    Character.DIRECTIONALITY_OTHER_NEUTRALS -> CodePoints.BIDI_NEUTRAL;
            default -> CodePoints.BIDI_OTHER;
        };
    }
}
