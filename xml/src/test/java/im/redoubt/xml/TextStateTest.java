package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a byte means by those before it, in text, in CDATA and in values: brackets before {@code >}, a line feed after a
 * carriage return, and what puts an end to both, such as a reference, an element, a section or a longer character.
 */
@Tag("LIB-01")
class TextStateTest {
    private static final Woodstox WOODSTOX = new Woodstox();

    private static void same(String document) {
        byte[] bytes = Reading.bytes(document);
        List<XmlEvent> whole = Reading.events(XmlParser.document(Reading.LIMITS), bytes);
        assertThat(Reading.events(XmlParser.document(Reading.LIMITS), bytes, (from, left) -> 1))
                .as(document)
                .isEqualTo(whole);
        var other = WOODSTOX.read(bytes);
        assertThat(whole.get(0) instanceof XmlEvent.Complete).as(document).isEqualTo(other.isPresent());
        if (whole.get(0) instanceof XmlEvent.Complete complete) {
            Element tree = complete.element().toElement();
            assertThat(other).as(document).contains(tree);
            assertThat(Reading.element(tree.toString())).isEqualTo(complete.element());
        }
    }

    /** Two brackets and a {@code >} are refused in text only where they stand together (XML 1.0, 2.4). */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ]]>                      | false
            ]]]>                     | false
            x]]>                     | false
            ]]]]]>                   | false
            ]>]]>                    | false
            &amp;]]>                 | false
            é]]>                     | false
            <b/>]]>                  | false
            <![CDATA[]]>]]>          | false
            <b>]</b>]]>              | false
            ]>                       | true
            ]x]>                     | true
            ]]x>                     | true
            ]] >                     | true
            ]]é>                     | true
            ]]&gt;                   | true
            ]]&amp;>                 | true
            ]&amp;]>                 | true
            ]<b/>]>                  | true
            ]]<b/>>                  | true
            ]]<![CDATA[]]>>          | true
            ]<![CDATA[]]]>>          | true
            <![CDATA[]]]]>>          | true
            <![CDATA[]]]>]>          | true
            ]]<b>></b>               | true
            <b>]]</b>>               | true
            &#93;&#93;>              | true
            &#93;]>                  | true
            >>]>]>                   | true
            """)
    @Tag("S-7")
    void bracketsAreCountedWhereTheyStandTogether(String text, boolean right) {
        String document = "<m>" + text + "</m>";
        same(document);
        assertThat(Reading.document(document).get(0) instanceof XmlEvent.Complete)
                .isEqualTo(right);
        same(document.replace("]", "\r]"));
        same(document.replace(">", "\r\n>"));
    }

    /** A section ends with the last two brackets before a {@code >}; all others are in it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            <![CDATA[]]]>            | ]
            <![CDATA[]]]]>           | ]]
            <![CDATA[]]]]]]]>        | ]]]]]
            <![CDATA[]>]]>           | ]>
            <![CDATA[]x]>]]>         | ]x]>
            <![CDATA[]]x]]>          | ]]x
            <![CDATA[]]x>]]>         | ]]x>
            <![CDATA[] ]>]]>         | ] ]>
            <![CDATA[]]é]]>          | ]]é
            <![CDATA[é]]>            | é
            <![CDATA[]é]]]>          | ]é]
            <![CDATA[]]<]]>          | ]]<
            <![CDATA[]]&]]>          | ]]&
            <![CDATA[<![CDATA[]]>    | <![CDATA[
            <![CDATA[>]]>            | >
            <![CDATA[]]]]><![CDATA[>]]> | ]]>
            <![CDATA[&lt;]]>         | &lt;
            """)
    @Tag("S-7")
    void aSectionHoldsAllBracketsButTheLastTwo(String section, String text) {
        same("<m>" + section + "</m>");
        assertThat(Reading.element("<m>" + section + "</m>").content().text()).isEqualTo(text);
        assertThat(Reading.element("<m>]" + section + "]</m>").content().text()).isEqualTo("]" + text + "]");
    }

    /** A carriage return takes the line feed right behind it with it, and no other (XML 1.0, 2.11). */
    @Test
    void aLineFeedVanishesOnlyRightBehindAReturn() {
        for (String between :
                List.of("", "x", "é", "]", "]]", "&amp;", "<b/>", "<![CDATA[]]>", "\t", "&#10;", "&gt;", ">")) {
            for (String before : List.of("", "\n", "x", "]", "é")) {
                same("<m>" + before + "\r" + between + "\ny</m>");
                same("<m>" + before + "\r" + between + "</m>");
                same("<m><b>" + before + "\r</b>" + between + "\n</m>");
                String plain = between.startsWith("<") || between.startsWith("&") ? "" : between;
                same("<m><![CDATA[" + before + "\r" + plain + "\ny]]>\n</m>");
                same("<m><![CDATA[" + before + plain + "\r]]>\n</m>");
                same("<m>\r<![CDATA[\n" + plain + "]]></m>");
                String value = between.startsWith("<") ? "'" : between;
                same("<m a=\"" + before + "\r" + value + "\n\" b=\"\n\"/>");
                same("<m a=\"" + before + "\r\" b=\"\n" + value + "\r\"/>");
            }
        }
    }

    /** What one element leaves behind counts in none after it: brackets, returns, unfinished words and quotes. */
    @Test
    @Tag("S-11")
    void nothingIsLeftForTheNextStanza() {
        for (String stanza : List.of("<a>]]</a>", "<a>\r</a>", "<a b='\r'/>", "<a><![CDATA[]]]]></a>", "<a></a >")) {
            for (String next : List.of("<c>></c>", "<c>\nx</c>", "<c d='\n'/>", "<c d=\"'\"/>", "\n<c/>")) {
                List<XmlEvent> alone = Reading.stream(Reading.HEADER + next);
                List<XmlEvent> behind = Reading.stream(Reading.HEADER + stanza + next);
                assertThat(behind.get(2)).isEqualTo(alone.get(1));
            }
        }
    }

    /** In a value of one kind of quotes the other is a character, and a value ends only with its own. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a='"'            | "
            a="'"            | '
            a='""'           | ""
            a="''x'"         | ''x'
            a='é"é'          | é"é
            a='&apos;'       | '
            a="&quot;"       | "
            a = "'"          | '
            a= '"'           | "
            a ='>'           | >
            a=">/>"          | >/>
            a='=='           | ==
            a=']]>'          | ]]>
            a='&#32;&#32;x'  | `  x`
            a='  x  '        | `  x  `
            """)
    @Tag("S-7")
    void aValueEndsWithItsOwnQuote(String attribute, String value) {
        same("<m " + attribute + "/>");
        same("<m " + attribute + " b='" + "x'></m>");
        assertThat(Reading.element("<m " + attribute + "/>").attribute("a")).contains(value);
    }

    /** Rows of six pieces out of everything that depends on what was before it, as text and as a section. */
    @Test
    @Tag("S-7")
    void rowsByChanceAreWhatWoodstoxHas() {
        String[] pieces = {
            "]", "]", ">", "\r", "\n", "x", "é", "&gt;", "&#13;", "<b/>", "<![CDATA[", "]]>", "\"", "'", " "
        };
        Random random = new Random(21);
        for (int i = 0; i < 6_000; i++) {
            StringBuilder row = new StringBuilder();
            for (int length = 1 + random.nextInt(6); length > 0; length--) {
                row.append(pieces[random.nextInt(pieces.length)]);
            }
            same("<m>" + row + "</m>");
            same("<m><![CDATA[" + row + "]]></m>");
            if (row.indexOf("<") < 0) {
                same("<m a=\"" + row + "\" b='" + row + "'/>");
            }
        }
    }
}
