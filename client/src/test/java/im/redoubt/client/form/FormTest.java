package im.redoubt.client.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.Words;
import im.redoubt.client.text.Html;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.payload.DataForm;
import im.redoubt.xml.Element;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms as others make them, and answers to them (XEP-0004). */
final class FormTest {
    private static final String FIELDS = "<title>T</title><instructions>I</instructions>"
            + "<field var='FORM_TYPE'><value>urn:example:form</value></field>"
            + "<field type='fixed'><value>Section 1</value></field><field type='fixed'><value>Section 2</value></field>"
            + "<field type='boolean' var='public'><value>0</value></field>"
            + "<field type='list-single' var='who' label='Who?'><value>all</value>"
            + "<option label='All'><value>all</value></option><option><value>none</value></option></field>"
            + "<field type='jid-multi' var='owners'/>"
            + "<field type='text-single' var='name'><required/></field>"
            + "<field type='text-private' var='secret'/>"
            + "<field type='odd' var='odd'/>"
            + "<field type='fixed' var='fixed'><value>stays</value></field>";

    private static Form form(String type, String fields) {
        return Form.read(x(type, fields)).orElseThrow();
    }

    private static Element x(String type, String fields) {
        return Words.element("<x xmlns='jabber:x:data' type='" + type + "'>" + fields + "</x>")
                .toElement();
    }

    private static DataForm sent(FormAnswer.Builder answer) {
        return DataForm.read(answer.build().toElement()).orElseThrow();
    }

    @Test
    void formIsReadWithWhatPeopleAndProgramsNeed() {
        Form form = form("form", FIELDS);
        assertThat(form.isToFillIn()).isTrue();
        assertThat(form.isOfType("urn:example:form")).isTrue();
        assertThat(form.isOfType("urn:example:other")).isFalse();
        assertThat(form.title().is("T")).isTrue();
        assertThat(form.instructions().is("I")).isTrue();
        assertThat(form.fields()).hasSize(10);
        assertThat(form.field("public").flatMap(FormField::asBoolean)).contains(false);
        FormField who = form.field("who").orElseThrow();
        assertThat(who.kind()).isEqualTo(FieldKind.LIST_SINGLE);
        assertThat(who.label().is("Who?")).isTrue();
        assertThat(who.options()).hasSize(2);
        assertThat(who.options().get(0).label().is("All")).isTrue();
        assertThat(form.field("odd").orElseThrow().kind()).isEqualTo(FieldKind.TEXT_SINGLE);
        assertThat(form.field("")).isEmpty();
    }

    @Test
    void answerKeepsWhatTheFormHeld() {
        DataForm answer = sent(form("form", FIELDS)
                .answer()
                .set("name", "Room")
                .set("public", true)
                .set("owners", Jid.of("a@example.org"), Jid.of("b@example.org")));
        assertThat(answer.type()).isEqualTo("submit");
        assertThat(answer.value("FORM_TYPE")).contains("urn:example:form");
        assertThat(answer.value("public")).contains("1");
        assertThat(answer.value("who")).contains("all");
        assertThat(answer.value("name")).contains("Room");
        assertThat(answer.values("owners")).containsExactly("a@example.org", "b@example.org");
        assertThat(answer.values("fixed")).isEmpty();
        assertThat(answer.fields()).hasSize(5);
    }

    @Test
    void secretGoesOutAndIsNotPrinted() {
        try (Secret secret = Secret.utf8("sesame".toCharArray())) {
            FormAnswer answer = form("form", FIELDS)
                    .answer()
                    .set("name", "Room")
                    .set("secret", secret)
                    .build();
            assertThat(answer).hasToString("answer of 5 fields");
            assertThat(DataForm.read(answer.toElement()).orElseThrow().value("secret"))
                    .contains("sesame");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "unknown, x, the form does not ask for this: unknown",
        "fixed, x, the form does not ask for this: fixed",
        "FORM_TYPE, urn:example:else, it is not to be changed: FORM_TYPE",
        "public, perhaps, it cannot hold this value: public",
        "who, some, it cannot hold this value: who",
        "owners, @@, it cannot hold this value: owners",
        "name, '', it must be filled in: name"
    })
    void answerThatDoesNotFitCannotBeBuilt(String field, String value, String words) {
        FormAnswer.Builder answer = form("form", FIELDS).answer().set("name", "Room");
        assertThatThrownBy(() -> answer.set(field, value).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(words);
    }

    @Test
    void oneValueIsNotSeveral() {
        FormAnswer.Builder answer = form("form", FIELDS).answer().set("name", "a", "b");
        assertThatThrownBy(answer::build).hasMessage("it holds one value: name");
    }

    @Test
    void resultIsNotFilledIn() {
        Form result = form(
                "result",
                "<reported><field var='a'/></reported><item><field var='a'><value>1</value></field></item>"
                        + "<item><field var='a'><value>2</value></field></item>");
        assertThat(result.rows()).hasSize(2);
        assertThat(result.rows().get(1).get(0).value().orElseThrow().is("2")).isTrue();
        assertThatThrownBy(() -> result.answer().build()).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<field var='a'/><field var='a'/>",
                "<item><field var='a'/><field var='a'/></item>",
            })
    void formThatCanBeReadInTwoWaysIsNone(String fields) {
        assertThat(Form.read(x("form", fields))).isEmpty();
    }

    @Test
    void sizeIsBounded() {
        String field = "<field type='fixed'/>";
        String option = "<option><value>a</value></option>";
        assertThat(Form.read(x("form", field.repeat(Form.MOST_FIELDS)))).isPresent();
        assertThat(Form.read(x("form", field.repeat(Form.MOST_FIELDS + 1)))).isEmpty();
        assertThat(Form.read(x("form", "<field var='a'>" + option.repeat(Form.MOST_FIELDS + 1) + "</field>")))
                .isEmpty();
        assertThat(Form.read(x("result", "<item/>".repeat(Form.MOST_ROWS + 1)))).isEmpty();
        assertThat(Form.read(Element.named("urn:else", "x").build())).isEmpty();
    }

    @Test
    void textIsForAnEncoderOnly() {
        FormField field =
                form("form", "<field var='a' label='&lt;script>'/>").fields().get(0);
        assertThat(Html.encode(field.label()).toString()).doesNotContain("<script>");
        assertThat(field.toString()).doesNotContain("script");
        assertThat(List.of(form("form", FIELDS).toString())).containsExactly("form of 10 fields and 0 rows");
    }
}
