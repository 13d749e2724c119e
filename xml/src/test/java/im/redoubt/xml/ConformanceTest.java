package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * The productions of XML 1.0 and of Namespaces in XML one by one: documents that are right, and the same with one thing wrong.
 * Each is read whole and in single bytes, inside of a stream too, and Woodstox must agree on all that is not restricted.
 */
@Tag("LIB-01")
class ConformanceTest {
    /** Production, then a document that follows it. */
    private static final String RIGHT = """
            3 white space         | <a   b='1'
            	c='2'   />
            4 names               | <_/>
            4 names               | <A-._9/>
            4 names               | <é.中-1/>
            4 names               | <a_b.c-d/>
            5 names of attributes | <a _='' A.='' b-='' é=''/>
            10 values             | <a b=''/>
            10 values             | <a b=""/>
            10 values             | <a b='"'/>
            10 values             | <a b="'"/>
            10 values             | <a b='>'/>
            10 values             | <a b=']]>'/>
            10 values             | <a b='&lt;&amp;&#62;'/>
            14 character data     | <a>></a>
            14 character data     | <a>]] ></a>
            14 character data     | <a>]]</a>
            14 character data     | <a>]</a>
            14 character data     | <a>"'</a>
            18 CDATA              | <a><![CDATA[]]></a>
            18 CDATA              | <a><![CDATA[<]]></a>
            18 CDATA              | <a><![CDATA[&amp;]]></a>
            18 CDATA              | <a><![CDATA[]]]></a>
            18 CDATA              | <a><![CDATA[]]]]></a>
            18 CDATA              | <a><![CDATA[ ]] > ]]></a>
            18 CDATA              | <a><![CDATA[<![CDATA[]]></a>
            18 CDATA              | <a>1<![CDATA[2]]>3<![CDATA[4]]>5</a>
            40 start tags         | <a ></a>
            40 start tags         | <a b = '1' ></a>
            42 end tags           | <a></a >
            42 end tags           | <a></a
            >
            43 content            | <a><b/><b></b>text<c/></a>
            43 content            | <a>text<b>text</b>text</a>
            44 empty elements     | <a/>
            44 empty elements     | <a />
            44 empty elements     | <a b='1'/>
            66 references         | <a>&#65;&#x41;&#x00041;</a>
            66 references         | <a>&lt;&gt;&amp;&apos;&quot;</a>
            NS declarations       | <a xmlns='u'/>
            NS declarations       | <a xmlns=''/>
            NS declarations       | <a xmlns='u'><b xmlns=''/></a>
            NS declarations       | <p:a xmlns:p='u'/>
            NS declarations       | <p:a xmlns:p='u' p:b='1'/>
            NS declarations       | <a b='1' xmlns:p='u' p:b='2'/>
            NS declarations       | <p:a p:b='1' xmlns:p='u'/>
            NS declarations       | <a xmlns:p='u' xmlns:q='v' p:b='1' q:b='2'/>
            NS declarations       | <a xmlns:p='u'><b xmlns:p='v' p:c='1'/><p:d/></a>
            NS declarations       | <a xmlns='u' xmlns:p='u' b='1' p:b='2'/>
            NS declarations       | <a xmlns:xml='http://www.w3.org/XML/1998/namespace' xml:lang='de'/>
            NS declarations       | <a xml:lang='de' xml:space='preserve'/>
            """;

    /** Production, then a document that breaks it. */
    private static final String WRONG = """
            1 document            | <a/><b/>
            1 document            | <a/>text
            1 document            | text<a/>
            1 document            | </a>
            1 document            | <a></a></a>
            1 document            | &amp;<a/>
            3 white space         | <a b='1'c='2'/>
            4 names               | <1/>
            4 names               | <-a/>
            4 names               | <.a/>
            4 names               | < a/>
            4 names               | <a$/>
            4 names               | <a@b/>
            4 names               | <a,b/>
            4 names               | <a(b)/>
            4 names               | <a&amp;b/>
            4 names               | <×/>
            4 names               | <a÷/>
            5 names of attributes | <a 1='2'/>
            5 names of attributes | <a -b='2'/>
            5 names of attributes | <a ='2'/>
            5 names of attributes | <a b!='2'/>
            10 values             | <a b/>
            10 values             | <a b=/>
            10 values             | <a b=1/>
            10 values             | <a b='1"/>
            10 values             | <a b="1'/>
            10 values             | <a b='<'/>
            10 values             | <a b='&'/>
            10 values             | <a b='&lt'/>
            10 values             | <a b=''1'/>
            10 values             | <a b='1''/>
            10 values             | <a b == '1'/>
            14 character data     | <a>&</a>
            14 character data     | <a><</a>
            14 character data     | <a>]]></a>
            14 character data     | <a>a]]]>b</a>
            14 character data     | <a>& </a>
            18 CDATA              | <a><![CDATA[</a>
            18 CDATA              | <a><![CDATA]]></a>
            18 CDATA              | <a><![cdata[]]></a>
            18 CDATA              | <a><! [CDATA[]]></a>
            18 CDATA              | <a><![ CDATA[]]></a>
            18 CDATA              | <a><![CDATA [a]]></a>
            18 CDATA              | <![CDATA[a]]>
            39 elements           | <a></b>
            39 elements           | <a></A>
            39 elements           | <a><b></a></b>
            39 elements           | <a><b></b>
            39 elements           | <a></a
            40 start tags         | <a b='1' b='2'/>
            40 start tags         | <a b='1' c='2' b='3'/>
            40 start tags         | <a b='1'></a b='1'>
            42 end tags           | <a></ a>
            42 end tags           | <a>< /a>
            42 end tags           | <a></a/>
            44 empty elements     | <a/ >
            44 empty elements     | <a//>
            44 empty elements     | <a/
            66 references         | <a>&#;</a>
            66 references         | <a>&#x;</a>
            66 references         | <a>&#a;</a>
            66 references         | <a>&#xg;</a>
            66 references         | <a>&#65</a>
            66 references         | <a>&# 65;</a>
            66 references         | <a>&#X41;</a>
            66 references         | <a>&#0;</a>
            66 references         | <a>&#xFFFF;</a>
            66 references         | <a>&#xD800;</a>
            66 references         | <a>&#x110000;</a>
            66 references         | <a>&;</a>
            66 references         | <a>&lt</a>
            NS declarations       | <p:a/>
            NS declarations       | <a p:b='1'/>
            NS declarations       | <a xmlns:p=''/>
            NS declarations       | <a xmlns:p='u' xmlns:p='v'/>
            NS declarations       | <a xmlns='u' xmlns='v'/>
            NS declarations       | <a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>
            NS declarations       | <a><b xmlns:p='u'/><p:c/></a>
            NS declarations       | <a:/>
            NS declarations       | <:a/>
            NS declarations       | <a:b:c xmlns:a='u'/>
            NS declarations       | <a :b='1'/>
            NS declarations       | <a xmlns:xmlns='u'/>
            NS declarations       | <a xmlns:xml='u'/>
            NS declarations       | <a xmlns:p='http://www.w3.org/2000/xmlns/'/>
            """;

    /** What XML allows and XMPP forbids (RFC 6120 section 11.1), wherever it stands. */
    private static final String RESTRICTED = """
            15 comments           | <a><!----></a>
            15 comments           | <a><!-- a --></a>
            15 comments           | <!-- a --><a/>
            16 instructions       | <a><?b?></a>
            16 instructions       | <a><?b c?></a>
            16 instructions       | <?b?><a/>
            28 document types     | <!DOCTYPE a><a/>
            28 document types     | <!DOCTYPE a []><a/>
            28 document types     | <!DOCTYPE a SYSTEM 'b'><a/>
            28 document types     | <!DOCTYPE a PUBLIC 'b' 'c'><a/>
            28 document types     | <!DOCTYPE a [<!ELEMENT a ANY>]><a/>
            28 document types     | <!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>
            28 document types     | <!DOCTYPE a [<!ENTITY % b 'c'>%b;]><a/>
            28 document types     | <!DOCTYPE a [<!ATTLIST a b CDATA 'c'>]><a/>
            68 entities           | <a>&b;</a>
            68 entities           | <a b='&b;'/>
            68 entities           | <a>&nbsp;</a>
            68 entities           | <a>&LT;</a>
            """;

    private static Stream<String[]> rows(String table) {
        List<String[]> rows = new ArrayList<>();
        for (String line : table.split("\\n(?=[0-9A-Z]+ [a-zA-Z ]+ +\\|)", -1)) {
            int bar = line.indexOf('|');
            String document = line.substring(bar + 1).strip();
            rows.add(new String[] {line.substring(0, bar).strip(), document});
        }
        return rows.stream();
    }

    @TestFactory
    Stream<DynamicTest> whatIsRightIsTakenAndWoodstoxSeesTheSame() {
        return rows(RIGHT)
                .map(row -> DynamicTest.dynamicTest(row[0] + ": " + row[1], () -> {
                    Element ours = Reading.element(row[1]).toElement();
                    assertThat(new Woodstox().read(Reading.bytes(row[1]))).contains(ours);
                    assertThat(inPieces(row[1]).get(0)).isEqualTo(new XmlEvent.Complete(ours.toParsed()));
                    assertThat(Reading.stanza("<s>" + row[1] + "</s>").content().children())
                            .hasSize(1);
                }));
    }

    @TestFactory
    Stream<DynamicTest> whatIsWrongIsRefusedAndWoodstoxRefusesIt() {
        return rows(WRONG)
                .map(row -> DynamicTest.dynamicTest(row[0] + ": " + row[1], () -> {
                    assertThat(new Woodstox().read(Reading.bytes(row[1]))).isEmpty();
                    assertThat(taken(Reading.document(row[1]))).isFalse();
                    assertThat(taken(inPieces(row[1]))).isFalse();
                    assertThat(inPieces(row[1])).isEqualTo(Reading.document(row[1]));
                }));
    }

    @TestFactory
    @Tag("S-1")
    @Tag("S-2")
    @Tag("S-3")
    Stream<DynamicTest> whatIsRestrictedIsRefusedAsRestricted() {
        return rows(RESTRICTED)
                .map(row -> DynamicTest.dynamicTest(row[0] + ": " + row[1], () -> {
                    assertThat(Reading.documentRefusal(row[1])).isEqualTo(XmlViolation.Kind.RESTRICTED_XML);
                    assertThat(Reading.stanzaRefusal(row[1])).isEqualTo(XmlViolation.Kind.RESTRICTED_XML);
                    assertThat(Reading.stanzaRefusal("<message><body>" + row[1]))
                            .isEqualTo(XmlViolation.Kind.RESTRICTED_XML);
                    assertThat(inPieces(row[1])).isEqualTo(Reading.document(row[1]));
                }));
    }

    private static List<XmlEvent> inPieces(String document) {
        return Reading.events(XmlParser.document(Reading.LIMITS), Reading.bytes(document), (from, left) -> 1);
    }

    private static boolean taken(List<XmlEvent> events) {
        return events.get(0) instanceof XmlEvent.Complete && events.get(events.size() - 1) instanceof XmlEvent.Starved;
    }
}
