package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Elements that come in one piece are read at one go if they are plain, and what is not plain is left to the reader of pieces. That
 * both see the same is asserted wherever {@link Reading#events} is used, and for what {@link ParserProperties} makes up.
 */
@Tag("LIB-01")
@Tag("S-4")
class WholeElementTest {
    private static final String MESSAGE =
            "<message from='bob@example.org/x' to='alice@example.org' id='&lt;1&apos;' xml:lang='de'>"
                    + "<body>Grüße &amp; &lt;3 😀 [1] &quot;a&apos;</body><request xmlns='urn:xmpp:receipts'/>"
                    + "<r xmlns='urn:xmpp:mam:2'><message xmlns='jabber:client' type=\"chat\"><body></body></message></r></message>";

    @ParameterizedTest
    @ValueSource(
            strings = {
                MESSAGE,
                "<a/>",
                "<a></a>",
                "<a xmlns=''/>",
                "<a xmlns='u'><b xmlns='u'/><b xmlns=''/></a>",
                "<a><b c='d' xmlns='u'/></a>",
                "<a b='&amp;&lt;&gt;&apos;é'>\n\t]</a>",
                "<a>&quot;<b>&apos;</b></a>",
            })
    void takesWhatIsPlain(String plain) {
        assertThat(read(plain, Reading.LIMITS)).isEqualTo(plain.length() + extra(plain));
        assertThat(Reading.whole(Reading.bytes(plain))).isEqualTo(Reading.cut(Reading.bytes(plain)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p:a xmlns:p='u'/>",
                "<a xmlns:p='u'/>",
                "<a xml:base='u'/>",
                "<a xml:lang='a' xml:lang='b'/>",
                "<a b='1' b='1'/>",
                "<a xmlns='u' xmlns='u'/>",
                "<a xmlns='http://www.w3.org/2000/xmlns/'/>",
                "<a xmlns='http://www.w3.org/XML/1998/namespace'/>",
                "<a xmlns='u&amp;v'/>",
                "<xmlns/>",
                "<stream/>",
                "<a b='>'/>",
                "<a b='&quot;'/>",
                "<a b='&#9;'/>",
                "<a b='\n'/>",
                "<a b='\r'/>",
                "<a b='<'/>",
                "<a b='&x;'/>",
                "<a b=''c=''/>",
                "<a  b=''/>",
                "<a b =''/>",
                "<a b= ''/>",
                "<a />",
                "<a b/>",
                "<1/>",
                "<é/>",
                "<a>></a>",
                "<a>]]></a>",
                "<a>]]</a>",
                "<a>\r</a>",
                "<a>\u0001</a>",
                "<a>\uFFFE</a>",
                "<a>&x;</a>",
                "<a>&#65;</a>",
                "<a><![CDATA[]]></a>",
                "<a><!----></a>",
                "<a><?b?></a>",
                "<a></a >",
                "<a></b>",
                "<a><b></a></b>",
                "</a>",
                "<!DOCTYPE a>",
                "<?a?>",
            })
    void leavesTheRest(String other) {
        assertThat(read(other, Reading.LIMITS)).isEqualTo(WholeElement.LEFT);
    }

    @Test
    @Tag("S-11")
    void leavesWhatIsCut() {
        byte[] bytes = Reading.bytes(MESSAGE);
        for (int length = 1; length < bytes.length; length++) {
            // What stands behind the end is there, as in a buffer that is used again.
            WholeElement element = new WholeElement(bytes, length, StreamRoot.NONE.scope(), Reading.LIMITS);
            assertThat(element.read(1)).as("cut at %s", length).isEqualTo(WholeElement.LEFT);
        }
    }

    @Test
    void leavesBytesThatAreNotUtf8() {
        for (String wrong :
                List.of("\u00C3", "\u00C3(", "\u00C0\u00AF", "\u00ED\u00A0\u0080", "\u00FF", "\u00EF\u00BF\u00BE")) {
            for (String form : List.of("<a>%s</a>", "<a b='%s'/>", "<a>%s", "<a b='%s")) {
                byte[] bytes = Reading.latin(String.format(form, wrong));
                assertThat(new WholeElement(bytes, bytes.length, StreamRoot.NONE.scope(), Reading.LIMITS).read(1))
                        .isEqualTo(WholeElement.LEFT);
            }
        }
    }

    @Test
    @Tag("D-98")
    void takesNothingBeyondALimit() {
        String element = "<ab c='' xmlns='uv'><d e='1' f='2'/><d><g/></d></ab>";
        assertThat(read(element, limits(element.length(), 3, 4, 2, 1, 5, 2))).isEqualTo(element.length());
        List<XmlLimits> smaller = List.of(
                limits(element.length() - 1, 3, 4, 2, 1, 5, 2),
                limits(element.length(), 2, 4, 2, 1, 5, 2),
                limits(element.length(), 3, 3, 2, 1, 5, 2),
                limits(element.length(), 3, 4, 1, 1, 5, 2),
                limits(element.length(), 3, 4, 2, 1, 4, 2),
                limits(element.length(), 3, 4, 2, 1, 5, 1));
        for (XmlLimits limits : smaller) {
            boolean left = readParsed(element, limits) == WholeElement.LEFT;
            assertThat(left).as(limits.toString()).isTrue();
        }
        String declaring = "<a xmlns='u'><b xmlns='v'/><b xmlns='w'><c xmlns='x'/></b></a>";
        assertThat(read(declaring, limits(100, 3, 4, 1, 3, 5, 1))).isEqualTo(declaring.length());
        assertThat(read(declaring, limits(100, 3, 4, 1, 2, 5, 1))).isEqualTo(WholeElement.LEFT);
        assertThat(read("<a b:c=''/>", limits(100, 1, 1, 1, 1, 8, 1))).isEqualTo(WholeElement.LEFT);
        assertThat(read("<a xml:lang=''/>", limits(100, 1, 1, 1, 1, 8, 1))).isPositive();
        assertThat(read("<a xml:lang=''/>", limits(100, 1, 1, 1, 1, 7, 1))).isEqualTo(WholeElement.LEFT);
    }

    @Test
    void leavesWhatIsDeepOrHasManyAttributes() {
        UnaryOperator<String> deeper = inside -> "<a>" + inside + "</a>";
        String deep = "";
        for (int i = 0; i < 24; i++) {
            deep = deeper.apply(deep);
        }
        assertThat(read(deep, Reading.LIMITS)).isEqualTo(deep.length());
        assertThat(read(deeper.apply(deep), Reading.LIMITS)).isEqualTo(WholeElement.LEFT);
        StringBuilder wide = new StringBuilder("<a");
        for (int i = 0; i < 16; i++) {
            wide.append(" b").append(i).append("=''");
        }
        assertThat(read(wide + "/>", Reading.LIMITS)).isEqualTo(wide.length() + 2);
        assertThat(read(wide + " c=''/>", Reading.LIMITS)).isEqualTo(WholeElement.LEFT);
    }

    @Test
    void anElementThatBeginsAtTheEndOfAPieceIsStillReadAsAWhole() {
        byte[] bytes = Reading.bytes(Reading.HEADER + MESSAGE);
        int header = Reading.HEADER.length();
        assertThat(Reading.events(
                        XmlParser.stream(Reading.LIMITS), bytes, (from, left) -> from == 0 ? header + 1 : left))
                .isEqualTo(Reading.events(XmlParser.stream(Reading.LIMITS), bytes));
    }

    private static int extra(String s) {
        return Reading.bytes(s).length - s.length();
    }

    private static int read(String s, XmlLimits limits) {
        byte[] bytes = Reading.bytes(s);
        return new WholeElement(bytes, Math.min(bytes.length, limits.maxBytes()), StreamRoot.NONE.scope(), limits)
                .read(1);
    }

    private static int readParsed(String s, XmlLimits limits) {
        assertThat(Reading.refusal(XmlParser.document(limits), Reading.bytes(s)))
                .isEqualTo(XmlViolation.Kind.POLICY_VIOLATION);
        return read(s, limits);
    }

    private static XmlLimits limits(
            int bytes, int depth, int elements, int attributes, int namespaces, int name, int namespace) {
        return new XmlLimits(bytes, depth, elements, attributes, namespaces, name, namespace);
    }
}
