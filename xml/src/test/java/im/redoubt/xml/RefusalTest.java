package im.redoubt.xml;

import static im.redoubt.xml.Reading.documentRefusal;
import static im.redoubt.xml.Reading.stanzaRefusal;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One refusal for each rule, inside a stanza of a stream and in a document. */
@Tag("LIB-01")
class RefusalTest {
    @Tag("S-1")
    @Tag("S-2")
    @Tag("S-3")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a><a/>",
                "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
                "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/canary'><a/>",
                "<a><!DOCTYPE a></a>",
                "<a><!ELEMENT a ANY></a>",
                "<!-- comment --><a/>",
                "<a><!-- comment --></a>",
                "<a><!-",
                "<?php?><a/>",
                "<a><?php ?></a>",
                "<a><?xml-stylesheet ?></a>",
                "<a><?XML ?></a>",
                "<a>&nbsp;</a>",
                "<a>&a;</a>",
                "<a>&AMP;</a>",
                "<a>&quote;</a>",
                "<a b='&nbsp;'/>",
                "<a xmlns='&nbsp;'/>",
            })
    void restrictedXml(String xml) {
        assertThat(stanzaRefusal(xml)).isEqualTo(XmlViolation.Kind.RESTRICTED_XML);
        assertThat(documentRefusal(xml)).isEqualTo(XmlViolation.Kind.RESTRICTED_XML);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a></b>",
                "<a></aa>",
                "<aa></a>",
                "<a></a b=''>",
                "<a></ a>",
                "<a/ >",
                "<a//>",
                "< a/>",
                "<1/>",
                "<-a/>",
                "<.a/>",
                "<a<b/>",
                "<a b/>",
                "<a b=/>",
                "<a b=c/>",
                "<a b='c\"/>\u0000",
                "<a b='c'd='e'/>",
                "<a b=''''/>",
                "<a ='c'/>",
                "<a 'c'/>",
                "<a b='<'/>",
                "<a b='&'/>",
                "<a b='1' b='2'/>",
                "<a>&</a>",
                "<a>&;</a>",
                "<a>& amp;</a>",
                "<a>&amp</a>",
                "<a>&am p;</a>",
                "<a>&#;</a>",
                "<a>&#x;</a>",
                "<a>&#X41;</a>",
                "<a>&#4 1;</a>",
                "<a>&#-1;</a>",
                "<a>&#xG;</a>",
                "<a>]]></a>",
                "<a>]]]></a>",
                "<a><![CDATA[]]>]]></a>",
                "<a><![cdata[]]></a>",
                "<a><![CDATA []]></a>",
                "<a><![</a>",
                "<a><!></a>",
                "<a>\u0001</a>",
                "<a>\u001F</a>",
                "<a>\u0000</a>",
                "<a>\uFFFE</a>",
                "<a>\uFFFF</a>",
                "<a b='\u0000'/>",
                "<a b='\u0008'/>",
                "<a b='\uFFFE'/>",
                "<a><![CDATA[\u0000]]></a>",
                "<a><![CDATA[\uFFFF]]></a>",
                "<a\u0000/>",
                "<a\u0085/>",
                "<a\u00A0b='c'/>",
                "<a\u2028b='c'/>",
                "<\u0300a/>",
                "<a:\u0300/>",
                "<\u00D7/>",
                "<a b\u2190='c'/>",
            })
    void notWellFormed(String xml) {
        assertThat(stanzaRefusal(xml)).isEqualTo(XmlViolation.Kind.NOT_WELL_FORMED);
        assertThat(documentRefusal(xml)).isEqualTo(XmlViolation.Kind.NOT_WELL_FORMED);
    }

    @Tag("S-9")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "&#0;",
                "&#8;",
                "&#x1F;",
                "&#xB;",
                "&#xD800;",
                "&#xDFFF;",
                "&#xD83D;&#xDE00;",
                "&#xFFFE;",
                "&#xFFFF;",
                "&#x110000;",
                "&#99999999999999999999;",
                "&#x100000041;",
            })
    void referencesToWhatIsNoCharacter(String reference) {
        assertThat(documentRefusal("<a>" + reference + "</a>")).isEqualTo(XmlViolation.Kind.NOT_WELL_FORMED);
        assertThat(documentRefusal("<a b='" + reference + "'/>")).isEqualTo(XmlViolation.Kind.NOT_WELL_FORMED);
    }

    @Tag("S-5")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p:a/>",
                "<a p:b=''/>",
                "<a><b xmlns:p='u'/><p:c/></a>",
                "<a xmlns:p=''/>",
                "<a xmlns:xml='u'/>",
                "<a xmlns:xml=''/>",
                "<a xmlns:p='http://www.w3.org/XML/1998/namespace'/>",
                "<a xmlns='http://www.w3.org/XML/1998/namespace'/>",
                "<a xmlns:xmlns='u'/>",
                "<a xmlns:xmlns='http://www.w3.org/2000/xmlns/'/>",
                "<a xmlns:p='http://www.w3.org/2000/xmlns/'/>",
                "<a xmlns='http://www.w3.org/2000/xmlns/'/>",
                "<xmlns:a/>",
                "<a XMLNS:b='u'/>",
                "<xml:a/>",
                "<xmlns/>",
                "<a xmlns:p='u' p:xmlns='v'/>",
            })
    void badNamespacePrefix(String xml) {
        assertThat(stanzaRefusal(xml)).isEqualTo(XmlViolation.Kind.BAD_NAMESPACE_PREFIX);
        assertThat(documentRefusal(xml)).isEqualTo(XmlViolation.Kind.BAD_NAMESPACE_PREFIX);
    }

    @Tag("S-5")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a xmlns:p='u' xmlns:q='u' p:b='' q:b=''/>",
                "<a xmlns:p='u' xmlns:q='&#117;' p:b='' q:b=''/>",
                "<a xmlns:p='u' p:b='' p:b=''/>",
                "<a xmlns:p='u' xmlns:p='v'/>",
                "<a xmlns='u' xmlns='u'/>",
                "<a xml:lang='a' xml:lang='b'/>",
                "<a xml:lang='a' xmlns:xml='http://www.w3.org/XML/1998/namespace' xml:lang='b'/>",
                "<p:b:c xmlns:p='u'/>",
                "<:a/>",
                "<a:/>",
                "<a :b=''/>",
                "<a b:=''/>",
                "<a xmlns:=''/>",
                "<p:1 xmlns:p='u'/>",
                "<a|b/>",
                "<a}b/>",
                "<{u}a/>",
                "<a\u000Cb/>",
                "<a b|c='d'/>",
                "<a b\u000Cc='d'/>",
                "<a b\u000B='d'/>",
            })
    void namesThatOtherParsersConfuse(String xml) {
        assertThat(stanzaRefusal(xml)).isEqualTo(XmlViolation.Kind.NOT_WELL_FORMED);
        assertThat(documentRefusal(xml)).isEqualTo(XmlViolation.Kind.NOT_WELL_FORMED);
    }

    @Test
    @Tag("S-5")
    void separatorsInNamespacesConfuseNothing() {
        ParsedElement a = Reading.element("<a xmlns='u}b|&#10;c'><b xmlns='u' d='' xmlns:p='u}b' p:d=''/></a>");
        assertThat(a.name()).isEqualTo(new XmlName("u}b|\nc", "a"));
        assertThat(a.content().children()).containsExactly(new XmlName("u", "b"));
        assertThat(a.content().has("u}b|\nc", "b")).isFalse();
        assertThat(a.toElement().children().get(0).attributes())
                .containsExactly(
                        new XmlAttribute(new XmlName("", "d"), ""), new XmlAttribute(new XmlName("u}b", "d"), ""));
    }

    @Tag("S-6")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<stream:stream>",
                "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='b'>",
                "<stream xmlns='http://etherx.jabber.org/streams'/>",
                "<message><stream:stream>",
                "<message><body>a<s:stream xmlns:s='http://etherx.jabber.org/&#115;treams'/>",
                "text",
                "&amp;",
                "<iq/>]",
                "<![CDATA[ ]]>",
            })
    void badFormatInsideOfAStream(String xml) {
        assertThat(stanzaRefusal(xml)).isEqualTo(XmlViolation.Kind.BAD_FORMAT);
    }

    @Test
    @Tag("S-6")
    void endOfTheStreamInsideOfAStanzaIsAMismatch() {
        assertThat(stanzaRefusal("<message></stream:stream>")).isEqualTo(XmlViolation.Kind.NOT_WELL_FORMED);
        assertThat(stanzaRefusal("</stream>")).isEqualTo(XmlViolation.Kind.NOT_WELL_FORMED);
        assertThat(stanzaRefusal("</stream:streams>")).isEqualTo(XmlViolation.Kind.NOT_WELL_FORMED);
    }

    @Test
    @Tag("S-6")
    void otherElementsNamedStreamAreOrdinary() {
        assertThat(Reading.content("<a><stream xmlns='urn:x'/></a>")).isEqualTo("<stream xmlns='urn:x'/>");
        assertThat(Reading.stanza("<stream/>").name()).isEqualTo(new XmlName("jabber:client", "stream"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a<a/>", "&amp;<a/>", "<![CDATA[a]]><a/>", "]]><a/>", "\u0000", "<a/><b/>", "<a/>b", "</a>"})
    void nothingStandsOutsideOfADocument(String xml) {
        assertThat(documentRefusal(" " + xml)).isEqualTo(XmlViolation.Kind.NOT_WELL_FORMED);
    }
}
