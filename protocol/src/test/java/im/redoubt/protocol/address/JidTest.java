package im.redoubt.protocol.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JidTest {
    /** The examples of RFC 7622 section 3.5 (table 1), and more: text, localpart, domainpart, resourcepart. */
    @ParameterizedTest
    @Tag("R-74")
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                "juliet@example.com|juliet|example.com|''",
                "juliet@example.com/foo|juliet|example.com|foo",
                "juliet@example.com/foo bar|juliet|example.com|foo bar",
                "juliet@example.com/foo@bar|juliet|example.com|foo@bar",
                "foo\\20bar@example.com|foo\\20bar|example.com|''",
                "fussball@example.com|fussball|example.com|''",
                "fu\u00DFball@example.com|fu\u00DFball|example.com|''",
                "\u03C0@example.com|\u03C0|example.com|''",
                "\u03A3@example.com/foo|\u03C3|example.com|foo",
                "\u03C3@example.com/foo|\u03C3|example.com|foo",
                "\u03C2@example.com/foo|\u03C2|example.com|foo",
                "king@example.com/\u265A|king|example.com|\u265A",
                "example.com|''|example.com|''",
                "example.com/foobar|''|example.com|foobar",
                "a.example.com/b@example.net|''|a.example.com|b@example.net",
                "a@b/c/d|a|b|c/d",
                "a@b/@|a|b|@",
                "a@b//|a|b|/",
                "JULIET@EXAMPLE.COM/Balcony|juliet|example.com|Balcony",
                "juliet@example.com.|juliet|example.com|''",
                "juliet@example.com./x|juliet|example.com|x",
            })
    void acceptsTheExamplesOfTheRfc(String text, String local, String domain, String resource) {
        Jid jid = Jid.parse(text).orElseThrow();
        assertThat(List.of(jid.local(), jid.domain(), jid.resource())).containsExactly(local, domain, resource);
        assertThat(jid.isBare()).isEqualTo(resource.isEmpty());
        assertThat(jid).isEqualTo(Jid.of(text)).hasSameHashCodeAs(Jid.of(text));
        assertThat(Jid.of(jid.toString())).isEqualTo(jid);
        assertThat(jid.bare()).isEqualTo(local.isEmpty() ? BareJid.of(domain) : BareJid.of(local, domain));
    }

    /** The examples of RFC 7622 section 3.5 (table 2), and more. */
    @ParameterizedTest
    @Tag("R-74")
    @ValueSource(
            strings = {
                "\"juliet\"@example.com",
                "foo bar@example.com",
                "juliet@example.com/",
                "@example.com/foo",
                "@example.com",
                "henry\u2163@example.com",
                "\u265A@example.com",
                "juliet@",
                "/foobar",
                "",
                "@",
                "/",
                "@/",
                "user@host@x/y",
                "user@host@x",
                "user@@host",
                "user@/resource",
                "user@host/\u0000",
                "us<er@host",
                "us>er@host",
                "us:er@host",
                "us'er@host",
                "us&er@host",
                " user@host",
                "user @host",
                "user@ host",
                "user@host ",
                "user\uFF20x@host",
                "user\uFF0Fx@host",
                "user@ho\uFF0Fst",
                "user@ho\uFF20st",
                "us\tr@host",
                "user@host\n",
                "user@host/a\u200Bb",
                "user@host/a\nb",
                "\uD800@host",
                "user@host/\uDC00",
            })
    void refusesWhatIsNoAddress(String text) {
        assertThat(Jid.parse(text)).isEmpty();
        assertThat(BareJid.parse(text)).isEmpty();
        assertThat(FullJid.parse(text)).isEmpty();
        assertThatThrownBy(() -> Jid.of(text)).isInstanceOf(AddressException.class);
    }

    @Test
    void saysWhatIsWrongWithoutRepeatingWhatCannotBePrinted() {
        assertThatThrownBy(() -> Jid.of("henry\u2163@example.com"))
                .isInstanceOf(AddressException.class)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("henryU+2163@example.com")
                .hasMessageContaining("localpart holds U+2163");
        assertThatThrownBy(() -> Jid.of("a\nb@c\u202E")).hasMessageContaining("aU+000Ab@cU+202E");
        assertThatThrownBy(() -> BareJid.of("a@b/c")).hasMessageContaining("there is a resource");
        assertThatThrownBy(() -> FullJid.of("a@b")).hasMessageContaining("there is no resource");
        assertThatThrownBy(() -> BareJid.of("a", "b_c")).hasMessageContaining("domainpart holds U+005F");
        assertThatThrownBy(() -> BareJid.of("a@b").withResource("")).hasMessageContaining("the resourcepart is empty");
        assertThatThrownBy(() -> Jid.of("x".repeat(5000) + "@b"))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300))
                .hasMessageContaining("longer than 1023 bytes");
    }

    @Test
    @Tag("R-74")
    void splitsOnlyWhatWasWrittenAndNotWhatIsMapped() {
        assertThat(Jid.parse("a@b/c\uFF0Fd").orElseThrow().resource()).isEqualTo("c\uFF0Fd");
        assertThat(Jid.parse("a@b/ ").orElseThrow().resource()).isEqualTo(" ");
        assertThat(Jid.parse("a\uFF0Fb")).isEmpty();
        assertThat(Jid.parse("a\uFF20b")).isEmpty();
    }

    @Test
    void buildsFromParts() {
        assertThat(BareJid.of("Juliet", "Example.ORG").withResource("R")).hasToString("juliet@example.org/R");
        assertThat(BareJid.of("", "example.org").isDomain()).isTrue();
        assertThat(BareJid.of("a@b").isDomain()).isFalse();
        assertThat(BareJid.parse("a@b", "c")).isEmpty();
        assertThat(BareJid.parse("a", "c/d")).isEmpty();
        assertThat(BareJid.parse("A", "C")).contains(BareJid.of("a@c"));
        assertThat(FullJid.parse(BareJid.of("a@b"), "c\u0000")).isEmpty();
        assertThat(FullJid.parse(BareJid.of("a@b"), "c/d")).contains(FullJid.of("a@b/c/d"));
    }

    /** Strings of one hash are easy to find; they must not make one address of two. */
    @ParameterizedTest
    @CsvSource({
        "x@av.example, x@c8.example",
        "av@example.org, c8@example.org",
        "a@b/av, a@b/c8",
        "av.example, c8.example"
    })
    @Tag("R-74")
    void addressesOfOneHashAreStillTwo(String one, String other) {
        assertThat(Jid.of(one)).isNotEqualTo(Jid.of(other)).hasSameHashCodeAs(Jid.of(other));
        assertThat(Set.of(Jid.of(one), Jid.of(other)).contains(Jid.of(other))).isTrue();
    }

    @Test
    void tellsBareFromFull() {
        assertThat(BareJid.parse("a@b/c")).isEmpty();
        assertThat(FullJid.parse("a@b")).isEmpty();
        assertThat(Jid.of("a@b")).isInstanceOf(BareJid.class).isNotEqualTo(Jid.of("a@b/c"));
        assertThat(Jid.of("a@b/c")).isInstanceOf(FullJid.class);
        assertThat(FullJid.of("a@b/c").bare()).isEqualTo(BareJid.of("a@b"));
    }
}
