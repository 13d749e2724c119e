package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * At which byte something is refused, as what, and with which words. The words are all that an operator sees of it, and the
 * byte says that nothing was waited for: what is wrong is refused with its first wrong byte.
 */
@Tag("LIB-01")
class ViolationTest {
    private static final XmlLimits SMALL = new XmlLimits(400, 4, 6, 2, 3, 12, 40);

    /** Feeds byte after byte; returns how many were taken before the refusal and the refusal. */
    private static String refusedAfter(XmlParser parser, String bytes) {
        byte[] all = Reading.bytes(bytes);
        for (int i = 0; i < all.length; i++) {
            ByteBuffer in = ByteBuffer.wrap(all, i, 1);
            while (in.hasRemaining()) {
                if (parser.next(in) instanceof XmlEvent.Refused refused) {
                    assertThat(in.remaining()).isZero();
                    XmlViolation violation = refused.violation();
                    return i + 1 + " " + violation.kind() + " " + violation.detail();
                }
            }
        }
        return "taken";
    }

    /** The wrong byte is the last of each row. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            </                   | NOT_WELL_FORMED | an end tag with nothing to end
            <!-                  | RESTRICTED_XML | a comment or a document type
            <!D                  | RESTRICTED_XML | a comment or a document type
            <!]                  | NOT_WELL_FORMED | a declaration out of place
            <![                  | NOT_WELL_FORMED | text outside of the root
            <?p                  | RESTRICTED_XML | a processing instruction
            <?xmlx               | RESTRICTED_XML | a processing instruction
            x                    | NOT_WELL_FORMED | text outside of the root
            <a/>x                | NOT_WELL_FORMED | text outside of the root
            <a/><                | NOT_WELL_FORMED | text outside of the root
            <a><![D              | NOT_WELL_FORMED | a declaration out of place
            <a><![CDATA]         | NOT_WELL_FORMED | a declaration out of place
            <a><?b               | RESTRICTED_XML | a processing instruction
            <a><?xm?             | RESTRICTED_XML | a processing instruction
            <a><?xml?            | NOT_WELL_FORMED | an XML declaration that is not at the very start
            <a><?xmlm            | RESTRICTED_XML | a processing instruction
            <a></b               | NOT_WELL_FORMED | an end tag that does not match its start tag
            <a></ab              | NOT_WELL_FORMED | an end tag that does not match its start tag
            <a></a b             | NOT_WELL_FORMED | an end tag that does not match its start tag
            <ab></a>             | NOT_WELL_FORMED | an end tag that does not match its start tag
            <1                   | NOT_WELL_FORMED | a character that begins no name
            <a 1                 | NOT_WELL_FORMED | a character that begins no name
            <a:1                 | NOT_WELL_FORMED | a character that begins no name
            <a:/                 | NOT_WELL_FORMED | a character that begins no name
            <·                   | NOT_WELL_FORMED | a character that begins no name
            <a:·                 | NOT_WELL_FORMED | a character that begins no name
            <a×                  | NOT_WELL_FORMED | a character that has no place in a name
            <:                   | NOT_WELL_FORMED | a colon out of place in a name
            <a:b:                | NOT_WELL_FORMED | a colon out of place in a name
            <a/b                 | NOT_WELL_FORMED | a character that has no place in a tag
            <a b>                | NOT_WELL_FORMED | a character that has no place in a tag
            <a b=c               | NOT_WELL_FORMED | a character that has no place in a tag
            <a b='c'd            | NOT_WELL_FORMED | a character that has no place in a tag
            <a b='<              | NOT_WELL_FORMED | a character that has no place in a value
            <a b='c' b=''>       | NOT_WELL_FORMED | an attribute that stands twice in one tag
            <a xmlns='' xmlns=''> | NOT_WELL_FORMED | a prefix declared twice in one tag
            <p:a>                | BAD_NAMESPACE_PREFIX | an element with a prefix that stands for no namespace of elements
            <a p:b=''>           | BAD_NAMESPACE_PREFIX | an attribute with a prefix that is not declared
            <a xmlns:p=''>       | BAD_NAMESPACE_PREFIX | a prefix declared for no namespace
            <a xmlns:xmlns='u'>  | BAD_NAMESPACE_PREFIX | a declaration of what xml and xmlns stand for
            <xmlns>              | BAD_NAMESPACE_PREFIX | a name that looks like a declaration
            <a xml:xmlns=''>     | BAD_NAMESPACE_PREFIX | a name that looks like a declaration
            <a>]]>               | NOT_WELL_FORMED | the end of a CDATA section in text
            <a>&<                | NOT_WELL_FORMED | an ampersand that begins no reference
            <a>&a<               | NOT_WELL_FORMED | an ampersand that begins no reference
            <a>&;                | NOT_WELL_FORMED | an empty reference
            <a>&#x;              | NOT_WELL_FORMED | an empty reference
            <a>&#;               | NOT_WELL_FORMED | an empty reference
            <a>&#a               | NOT_WELL_FORMED | a character reference that is no number
            <a>&#xg              | NOT_WELL_FORMED | a character reference that is no number
            <a>&#xFFFE;          | NOT_WELL_FORMED | a reference to what is no character of XML
            <a>&lo;              | RESTRICTED_XML | an entity other than the five
            <a>&quotx            | RESTRICTED_XML | an entity other than the five
            """)
    void aDocumentIsRefusedWithTheFirstWrongByte(String bytes, XmlViolation.Kind kind, String detail) {
        int at = Reading.bytes(bytes).length;

        assertThat(refusedAfter(XmlParser.document(Reading.LIMITS), bytes)).isEqualTo(at + " " + kind + " " + detail);
        assertThat(refusedAfter(XmlParser.document(Reading.LIMITS), " " + bytes))
                .startsWith(at + 1 + " ");
    }

    /** The same for limits: with the byte that is one too many, before it is stored. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            <abcdefghijklm            | a name longer than the limit
            <a bcdefghijklmn          | a name longer than the limit
            <abcdefghijkl:            | a name longer than the limit
            <éééééé:                  | a name longer than the limit
            <a b='' c='' d=           | more attributes than the limit
            <a xmlns='' xmlns:p='u' xmlns:q='u' xmlns:r= | more namespace declarations than the limit
            <a><b><c><d><e            | elements nested deeper than the limit
            <a><b/><b/><b/><b/><b/><b | more elements than the limit
            <a xmlns='12345678901234567890123456789012345678901 | a namespace name longer than the limit
            <a xmlns='1234567890123456789012345678901234567890&gt; | a namespace name longer than the limit
            <a xmlns='1234567890123456789012345678901234567890\" | a namespace name longer than the limit
            """)
    @Tag("S-10")
    void aLimitIsAppliedWithTheByteThatIsOneTooMany(String bytes, String detail) {
        int at = Reading.bytes(bytes).length;

        assertThat(refusedAfter(XmlParser.document(SMALL), bytes)).isEqualTo(at + " POLICY_VIOLATION " + detail);
    }

    @Test
    @Tag("S-10")
    void bytesAreRefusedWithTheLastThatFits() {
        for (String start : List.of("<a>", "<a b='", "<a ", "<a><![CDATA[", "<a><b></b")) {
            String filler = start.endsWith("a ") || start.endsWith("</b") ? " " : "x";
            String bytes = start + filler.repeat(400);

            assertThat(refusedAfter(XmlParser.document(SMALL), bytes))
                    .isEqualTo("400 POLICY_VIOLATION more bytes than the limit");
            assertThat(refusedAfter(XmlParser.document(SMALL), " ".repeat(77) + bytes))
                    .isEqualTo("477 POLICY_VIOLATION more bytes than the limit");
        }
    }

    /** In a stream, what stands where only stanzas may is a matter of the format, unless it is no XML at all. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            x                | BAD_FORMAT | text between stanzas
            &                | BAD_FORMAT | text between stanzas
            ]                | BAD_FORMAT | text between stanzas
            <![              | BAD_FORMAT | text between stanzas
            <stream:stream>  | BAD_FORMAT | a stream inside of a stream
            <a><stream:stream> | BAD_FORMAT | a stream inside of a stream
            </a              | NOT_WELL_FORMED | an end tag that does not match its start tag
            </stream:streamx | NOT_WELL_FORMED | an end tag that does not match its start tag
            """)
    @Tag("S-6")
    void aStreamIsRefusedWithTheFirstWrongByte(String bytes, XmlViolation.Kind kind, String detail) {
        for (String before : List.of("", " \n", "<iq/>", "<iq><b/></iq>\t")) {
            String stream = Reading.HEADER + before + bytes;
            assertThat(refusedAfter(XmlParser.stream(Reading.LIMITS), stream))
                    .isEqualTo(stream.length() + " " + kind + " " + detail);
        }
    }

    /** Control characters between stanzas are no text: RFC 6120, section 11.2, has only white space there. */
    @Test
    @Tag("S-9")
    void aControlCharacterBetweenStanzasIsNotWellFormed() {
        for (char c : new char[] {0, 1, 8, 0xB, 0xC, 0xE, 0x1F}) {
            String stream = Reading.HEADER + c;
            assertThat(refusedAfter(XmlParser.stream(Reading.LIMITS), stream))
                    .as("U+%04X", (int) c)
                    .isEqualTo(stream.length() + " NOT_WELL_FORMED text outside of the root");
        }
    }
}
