package im.redoubt.testkit.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
    private final Variables variables = new Variables();

    @Test
    void escapesStandForBytes() {
        assertThat(Template.bytes("a\\x00\\xFF\\n\\r\\t\\\\\\{\\}", variables))
                .containsExactly('a', 0, 0xFF, '\n', '\r', '\t', '\\', '{', '}');
    }

    @Test
    void textIsUtf8() {
        assertThat(Template.bytes("ü😀", variables)).isEqualTo("ü😀".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void namesStandForWhatIsBound() {
        variables.bind("alice/phone", "alice@localhost/1");

        assertThat(Template.string("to='{alice/phone}'", variables)).isEqualTo("to='alice@localhost/1'");
    }

    @Test
    void functionsNest() {
        variables.bind("x", "ab");

        assertThat(Template.string("{base64 {repeat 2 {x}}\\x00}", variables))
                .isEqualTo(Base64.getEncoder().encodeToString("abab\0".getBytes(StandardCharsets.US_ASCII)));
    }

    /** The exchange of RFC 7677 section 3, but for the password, which is that of all accounts. */
    @Test
    void proofsAnswerAChallengeAndBindTheSignature() {
        String challenge = Base64.getEncoder()
                .encodeToString("r=abcXYZ,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096".getBytes(StandardCharsets.US_ASCII));
        String proof = Template.string("{proof n=user,r=abc " + challenge + "}", variables);

        assertThat(new String(Base64.getDecoder().decode(proof), StandardCharsets.US_ASCII))
                .startsWith("c=biws,r=abcXYZ,p=");
        assertThat(new String(Base64.getDecoder().decode(variables.get("signature")), StandardCharsets.US_ASCII))
                .startsWith("v=");
        assertThat(Template.string("{wrong-proof n=user,r=abc " + challenge + "}", variables))
                .isNotEqualTo(proof);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{nobody}|nothing is bound to {nobody}",
                "{rot13 x}|is no function",
                "{base64 x|without its }",
                "\\q|is no escape",
                "\\x4|needs two hexadecimal digits",
                "a\\|a \\ at the end",
                "{repeat many x}|needs a number",
                "{proof x}|needs two words"
            })
    void refusesWhatMeansNothing(String text, String message) {
        assertThatThrownBy(() -> Template.bytes(text, variables))
                .isInstanceOf(TranscriptException.class)
                .hasMessageContaining(message);
    }
}
