package im.redoubt.client.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.protocol.address.BareJid;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class UnverifiedTest {
    @Test
    @Tag("APP-06")
    void printsItsLengthOnly() {
        Unverified text = Unverified.of("meet me at nine");
        assertThat(text.toString()).isEqualTo("unverified text of 15 characters");
        assertThat(String.valueOf(Optional.of(text))).doesNotContain("nine");
    }

    @Test
    @Tag("APP-06")
    void whatIsEncodedIsNotPrintedEither() {
        Unverified text = Unverified.of("https://nine.example/nine");
        for (Object encoded : List.of(
                Html.encode(text),
                Attribute.encode(text),
                TerminalLine.of(80).encode(text),
                Url.encode(text),
                Skeleton.of(text),
                Url.encode(text).accepted().orElseThrow().attribute())) {
            assertThat(encoded.toString()).doesNotContain("nine");
        }
    }

    @Test
    @Tag("APP-02")
    @Tag("APP-03")
    void noPublicMethodGivesTheCharactersAway() {
        for (Method method : Unverified.class.getMethods()) {
            if (method.getDeclaringClass() == Unverified.class
                    && !method.getName().equals("toString")) {
                assertThat(CharSequence.class.isAssignableFrom(method.getReturnType()))
                        .as(method.toString())
                        .isFalse();
            }
        }
        assertThat(Unverified.class.getConstructors()).isEmpty();
        assertThat(Unverified.class.getFields()).allMatch(field -> field.getType() != String.class);
    }

    @Test
    void whatIsEncodedCannotBeBuiltNorTakenForSomethingElse() {
        List<Class<?>> encoded =
                List.of(HtmlText.class, AttributeText.class, SafeUrl.class, TerminalText.class, Unverified.class);
        for (Class<?> type : encoded) {
            assertThat(type.getConstructors()).isEmpty();
            assertThat(Modifier.isFinal(type.getModifiers())).isTrue();
            for (Class<?> other : encoded) {
                assertThat(type == other || !type.isAssignableFrom(other)).isTrue();
            }
        }
    }

    @Test
    void comparesWithoutGivingAnythingAway() {
        Unverified text = Unverified.of("arm");
        assertThat(text.is("arm")).isTrue();
        assertThat(text.is("Arm")).isFalse();
        assertThat(text.is("arm ")).isFalse();
        assertThat(text.startsWith("ar")).isTrue();
        assertThat(text.startsWith("m")).isFalse();
        assertThat(text.length()).isEqualTo(3);
        assertThat(text.isEmpty()).isFalse();
        assertThat(Unverified.EMPTY.isEmpty()).isTrue();
        assertThat(text).isEqualTo(Unverified.of("arm")).hasSameHashCodeAs(Unverified.of("arm"));
        assertThat(text).isNotEqualTo(Unverified.of("arn"));
        assertThat((Object) text).isNotEqualTo("arm");
    }

    @Test
    @Tag("APP-02")
    void isReadIntoCheckedTypes() {
        assertThat(Unverified.of("A@example.org").parse(BareJid::parse)).contains(BareJid.of("a@example.org"));
        assertThat(Unverified.of("a@@example.org").parse(BareJid::parse)).isEmpty();
    }

    @Test
    @Tag("APP-02")
    void isNotParsedIntoText() {
        Unverified text = Unverified.of("<b>");
        assertThatThrownBy(() -> text.parse(Optional::of))
                .isInstanceOf(IllegalStateException.class)
                .message()
                .doesNotContain("<b>");
        assertThatThrownBy(() -> text.parse(t -> Optional.of(new StringBuilder(t))))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> text.parse(t -> Optional.of(t.toCharArray())))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void isBounded() {
        char[] longest = new char[Unverified.MOST_CHARS];
        Arrays.fill(longest, 'a');
        String text = new String(longest);
        assertThat(Unverified.of(text).length()).isEqualTo(Unverified.MOST_CHARS);
        assertThatThrownBy(() -> Unverified.of(text + "a")).isInstanceOf(IllegalArgumentException.class);
        assertThat(Unverified.of("abc", 3)).isPresent();
        assertThat(Unverified.of("abcd", 3)).isEmpty();
        assertThatThrownBy(() -> Unverified.of("", -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Unverified.of("", Unverified.MOST_CHARS + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theCharactersAreThereForWhoeverAnswersForThem() {
        assertThat(InsecureTextAccess.charactersOf(Unverified.of("<b>"))).isEqualTo("<b>");
    }
}
