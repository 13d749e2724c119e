package im.redoubt.protocol.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import im.redoubt.xml.Element;
import im.redoubt.xml.XmlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data forms, written and read (XEP-0004). */
class DataFormTest {
    private static Element field(String name, String... values) {
        Element.Builder field = Element.named(DataForm.NAMESPACE, "field").attribute("var", name);
        for (String value : values) {
            field.child(DataForm.NAMESPACE, "value", value);
        }
        return field.build();
    }

    private static Element form(Element... fields) {
        Element.Builder form = Element.named(DataForm.NAMESPACE, "x").attribute("type", "submit");
        for (Element field : fields) {
            form.child(field);
        }
        return form.build();
    }

    @Test
    void isWrittenWithItsTitleAndItsFieldsInOrder() {
        DataForm form = new DataForm(
                "form",
                List.of(
                        DataForm.Field.hidden("FORM_TYPE", "urn:example"),
                        DataForm.Field.asked("name", "text-single", "A <name>"),
                        DataForm.Field.of("choice", "list-multi", List.of("a", "b")),
                        DataForm.Field.choice("one", "a", List.of("a", "b"))));

        assertThat(form.toElement("Title & more"))
                .hasToString("<x xmlns='jabber:x:data' type='form'><title>Title &amp; more</title>"
                        + "<field var='FORM_TYPE' type='hidden'><value>urn:example</value></field>"
                        + "<field var='name' type='text-single' label='A &lt;name&gt;'><required/></field>"
                        + "<field var='choice' type='list-multi'><value>a</value><value>b</value></field>"
                        + "<field var='one' type='list-single'><value>a</value><option><value>a</value></option>"
                        + "<option><value>b</value></option></field></x>");
    }

    @Test
    void withoutATitleNoneIsWritten() {
        assertThat(new DataForm("result", List.of()).toElement(""))
                .hasToString("<x xmlns='jabber:x:data' type='result'/>");
    }

    @Test
    void isReadAsItWasWritten() {
        DataForm form = new DataForm(
                "submit",
                List.of(
                        DataForm.Field.of("a", "text-single", List.of("1")),
                        DataForm.Field.of("b", "", List.of()),
                        DataForm.Field.of("c", "jid-multi", List.of("x", "", "x"))));

        assertThat(DataForm.read(form.toElement(""))).contains(form);
    }

    @Test
    void whatIsLeftOutIsEmpty() {
        DataForm form = DataForm.read(Element.named(DataForm.NAMESPACE, "x")
                        .child(Element.named(DataForm.NAMESPACE, "field").build())
                        .build())
                .orElseThrow();

        assertThat(form.type()).isEmpty();
        assertThat(form.fields()).containsExactly(DataForm.Field.of("", "", List.of()));
    }

    @Test
    void valuesAreFoundByName() {
        DataForm form = DataForm.read(
                        form(field("none"), field("one", "1"), field("two", "1", "2"), field("empty", "")))
                .orElseThrow();

        assertThat(form.values("none")).isEmpty();
        assertThat(form.values("missing")).isEmpty();
        assertThat(form.values("two")).containsExactly("1", "2");
        assertThat(form.value("one")).contains("1");
        assertThat(form.value("empty")).contains("");
        assertThat(form.value("none")).isEmpty();
        assertThat(form.value("two")).isEmpty();
        assertThat(form.value("missing")).isEmpty();
        assertThat(form.value("ONE")).isEmpty();
    }

    /** Two readers could take different ones. */
    @Test
    @Tag("LIB-01")
    void aFieldThatComesTwiceMakesItNoForm() {
        assertThat(DataForm.read(form(field("a", "1"), field("b"), field("a", "2"))))
                .isEmpty();
        assertThat(DataForm.read(form(field("a", "1"), field("A", "2")))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"y", "X", "form"})
    void anotherElementIsNoForm(String local) {
        assertThat(DataForm.read(Element.named(DataForm.NAMESPACE, local).build()))
                .isEmpty();
        assertThat(DataForm.read(Element.named("urn:other", "x").build())).isEmpty();
    }

    @Test
    void fieldsAndValuesOfAnotherNamespaceAreNone() {
        Element foreign = Element.named(DataForm.NAMESPACE, "x")
                .child(Element.named("urn:other", "field").attribute("var", "a").build())
                .child(Element.named(DataForm.NAMESPACE, "field")
                        .attribute("var", "b")
                        .child("urn:other", "value", "1")
                        .build())
                .build();
        DataForm form = DataForm.read(foreign).orElseThrow();

        assertThat(form.fields()).hasSize(1);
        assertThat(form.values("b")).isEmpty();
    }

    @Test
    void copiesWhatItIsGiven() {
        List<String> values = new ArrayList<>(List.of("1"));
        DataForm.Field field = DataForm.Field.of("a", "", values);
        List<DataForm.Field> fields = new ArrayList<>(List.of(field));
        DataForm form = new DataForm("submit", fields);
        values.add("2");
        fields.clear();

        assertThat(form.values("a")).containsExactly("1");
        assertThat(form.value("a")).isEqualTo(Optional.of("1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>", "a&b", "'\"", "\r\n\t", "]]>", "é水😀"})
    @Tag("S-8")
    @Tag("LIB-01")
    void noValueBreaksOut(String value) {
        DataForm form = new DataForm(value, List.of(DataForm.Field.of(value, value, List.of(value))));

        assertThat(DataForm.read(form.toElement(value))).contains(form);
        assertThat(form.toElement(value).children()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\uD800", "\uFFFE"})
    @Tag("S-8")
    @Tag("S-9")
    void whatXmlCannotCarryIsNotWritten(String value) {
        DataForm form = new DataForm("submit", List.of(DataForm.Field.of("a", "", List.of(value))));

        assertThatExceptionOfType(XmlException.class).isThrownBy(() -> form.toElement(""));
    }
}
