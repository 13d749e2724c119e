package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ours and Woodstox take the same documents, and see the same in them, but for a written list of stricter rules. */
@Tag("LIB-01")
@Tag("S-4")
@Tag("S-11")
class DifferentialTest {
    private static final int DOCUMENTS = 4_000;

    @Test
    void agreesOnGeneratedDocuments() {
        ParserProperties properties = new ParserProperties();
        Grammar grammar = new Grammar(1);
        for (int i = 0; i < DOCUMENTS; i++) {
            properties.check(Reading.bytes(grammar.document()));
        }
        assertThat(properties.accepted()).isGreaterThan(DOCUMENTS / 4);
        assertThat(properties.stricter()).isLessThan(DOCUMENTS / 4);
    }

    @Test
    void agreesOnMutatedDocuments() {
        ParserProperties properties = new ParserProperties();
        Grammar grammar = new Grammar(2);
        for (int i = 0; i < 2 * DOCUMENTS; i++) {
            properties.check(grammar.mutated(Reading.bytes(grammar.document())));
        }
        assertThat(properties.accepted()).isGreaterThan(DOCUMENTS / 8);
        assertThat(properties.stricter()).isLessThan(DOCUMENTS);
    }
}
