package im.redoubt.xml;

import static im.redoubt.xml.Reading.content;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the content of an element looks like after parsing; {@code C} stands for a document in {@code urn:c}. */
@Tag("LIB-01")
class CanonicalFormTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nothing | <m/> | ``",
                "nothing in two tags | <m></m> | ``",
                "text | <m>hello</m> | hello",
                "an empty child | <m><a></a></m> | <a/>",
                "white space in tags | <m ><a  b = \"1\"   c='2' ></a ></m > | <a b='1' c='2'/>",
                "the five entities | <m>&lt;&gt;&amp;&apos;&quot;</m> | &lt;&gt;&amp;'\"",
                "entities in a value | <m><a b='&lt;&gt;&amp;&apos;&quot;'/></m> | <a b='&lt;&gt;&amp;&apos;\"'/>",
                "numeric references | <m>&#65;&#x42;&#x0000043;&#228;&#x1F600;</m> | ABCä😀",
                "CDATA is text | <m><![CDATA[<a>&amp;]]]]><![CDATA[>]]></m> | &lt;a&gt;&amp;amp;]]&gt;",
                "empty CDATA is nothing | <m><a><![CDATA[]]></a></m> | <a/>",
                "brackets | <m>]] ]>]<![CDATA[]]]]></m> | ]] ]&gt;]]]",
                "a child in the same namespace | <m xmlns='urn:c'><a/></m> | <a/>",
                "a child in another | <m xmlns='urn:c'><a xmlns='urn:d'><b/></a></m> | <a xmlns='urn:d'><b/></a>",
                "a child in none | <m xmlns='urn:c'><a xmlns=''/></m> | <a xmlns=''/>",
                "prefixes vanish | <p:m xmlns:p='urn:c' xmlns:q='urn:c'><p:a><q:b/></p:a></p:m> | <a><b/></a>",
                "prefix for another | <m xmlns='urn:c' xmlns:p='urn:d'><p:a><b/></p:a></m>"
                        + " | <a xmlns='urn:d'><b xmlns='urn:c'/></a>",
                "a repeated declaration vanishes | <m xmlns='urn:c'><a xmlns='urn:c'/></m> | <a/>",
                "an unused declaration vanishes | <m><a xmlns:x='urn:x'/></m> | <a/>",
                "xml:lang | <m><a xml:lang='en'/></m> | <a xml:lang='en'/>",
                "the prefix xml declared | <m><a xmlns:xml='http://www.w3.org/XML/1998/namespace' xml:id='1'/></m>"
                        + " | <a xml:id='1'/>",
                "a foreign attribute | <m xmlns:p='urn:p'><a p:b='1'/></m> | <a xmlns:a0='urn:p' a0:b='1'/>",
                "two foreign attributes of one namespace | <m xmlns:p='u' xmlns:q='u' xmlns:r='v'>"
                        + "<a r:x='' c='' p:b='1' q:d='2'/></m>"
                        + " | <a xmlns:a0='v' xmlns:a1='u' a0:x='' c='' a1:b='1' a1:d='2'/>",
                "an attribute in the element's own namespace | <m xmlns:p='urn:p'><p:a p:b=''/></m>"
                        + " | <a xmlns='urn:p' xmlns:a0='urn:p' a0:b=''/>",
                "a namespace with markup in it | <m><a xmlns='&lt;&apos;&#10;\"&amp;'/></m>"
                        + " | <a xmlns='&lt;&apos;&#xA;\"&amp;'/>",
                "a redeclared prefix | <p:m xmlns:p='u'><p:a xmlns:p='v'><p:b/></p:a><p:b/></p:m>"
                        + " | <a xmlns='v'><b/></a><b/>",
            })
    @Tag("S-3")
    void isOneFormOfEverything(String rule, String document, String expected) {
        assertThat(content(document)).as(rule).isEqualTo(expected);
        byte[] canonical = expected.getBytes(StandardCharsets.UTF_8);
        String context = Reading.element(document).name().namespace();
        assertThat(XmlContent.read(context, canonical).toByteArray()).isEqualTo(canonical);
    }
}
