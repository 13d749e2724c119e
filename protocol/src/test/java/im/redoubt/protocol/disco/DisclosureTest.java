package im.redoubt.protocol.disco;

import static im.redoubt.protocol.disco.Answers.query;
import static im.redoubt.protocol.disco.Answers.xml;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers that XEP-0115 section 5.4 calls ill-formed, and those that it does not. */
@Tag("X-83")
class DisclosureTest {
    private static final String TYPE = "<field var='FORM_TYPE' type='hidden'><value>urn:t</value></field>";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<identity category='client' type='pc'/><identity category='client' type='pc'/>",
                "<identity category='client' type='pc' name=''/><identity category='client' type='pc'/>",
                "<identity category='client' type='pc' name='a' xml:lang='de'/>"
                        + "<identity name='a' xml:lang='de' category='client' type='pc'/>",
                "<identity type='pc'/>",
                "<identity category='client'/>",
                "<identity category='' type='pc'/>",
                "<feature var='a'/><feature var='b'/><feature var='a'/>",
                "<feature/>",
                "<feature var=''/>",
                "<x xmlns='jabber:x:data'>" + TYPE + "</x><x xmlns='jabber:x:data'>" + TYPE + "</x>",
                "<x xmlns='jabber:x:data'>" + TYPE + TYPE + "</x>",
                "<x xmlns='jabber:x:data'><field var='FORM_TYPE' type='hidden'><value>a</value><value>b</value></field></x>",
                "<x xmlns='jabber:x:data'>" + TYPE + "<field var='a'/><field var='a'/></x>"
            })
    void whatIsThereTwiceIsIllFormed(String children) {
        assertThat(Disclosure.read(query(children))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<identity category='client' type='pc' name='a'/><identity category='client' type='pc' name='b'/>",
                "<identity category='client' type='pc' xml:lang='de'/><identity category='client' type='pc'/>",
                "<feature var='a'/><feature var='A'/>",
                "<feature var='a' xmlns='urn:other'/><feature var='a'/>"
            })
    void whatDiffersIsWellFormed(String children) {
        assertThat(Disclosure.read(query(children))).isPresent();
    }

    /** Point 6: it is passed over, and the rest counts. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<x xmlns='jabber:x:data'/>",
                "<x xmlns='jabber:x:data'><field var='FORM_TYPE'><value>urn:t</value></field></x>",
                "<x xmlns='jabber:x:data'><field var='FORM_TYPE' type='text-single'><value>urn:t</value></field></x>",
                "<x xmlns='jabber:x:data'><field var='FORM_TYPE' type='hidden'/></x>",
                "<x xmlns='jabber:x:data'><field var='a'><value>b</value></field></x>"
            })
    void aFormWithoutATypeIsPassedOver(String form) {
        Disclosure read = Disclosure.read(query("<feature var='a'/>" + form)).orElseThrow();
        assertThat(read.forms()).isEmpty();
        assertThat(read.features()).containsExactly("a");
    }

    @Test
    void saysWhatIsThere() {
        Disclosure read = Disclosure.read(query("<identity category='client' type='pc' name='N' xml:lang='de'/>"
                        + "<feature var='b'/><feature var='a'/><x xmlns='jabber:x:data'>" + TYPE
                        + "<field var='f'><value>1</value></field></x>"))
                .orElseThrow();
        assertThat(read.identities()).containsExactly(new Disclosure.Identity("client", "pc", "de", "N"));
        assertThat(read.features()).containsExactly("b", "a");
        assertThat(read.forms()).singleElement().satisfies(form -> {
            assertThat(form.type()).isEqualTo("urn:t");
            assertThat(form.fields())
                    .singleElement()
                    .satisfies(field -> assertThat(field.values()).isEqualTo(List.of("1")));
        });
    }

    @Test
    void anotherElementIsNoAnswer() {
        assertThat(Disclosure.read(xml("<query xmlns='http://jabber.org/protocol/disco#items'/>")))
                .isEmpty();
        assertThat(Disclosure.read(xml("<quarry xmlns='http://jabber.org/protocol/disco#info'/>")))
                .isEmpty();
    }
}
