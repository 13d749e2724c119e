package im.redoubt.protocol.payload;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.payload.ResultSet.Request;
import im.redoubt.xml.Element;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0059: what is asked for and what is said of the answer. */
class ResultSetTest {
    /** Builds {@code <set/>} of words like {@code max=10 before=}. */
    private static Optional<Request> read(String words) {
        Element.Builder set = Element.named(ResultSet.NAMESPACE, "set");
        for (String word : words.split(" ", -1)) {
            if (!word.isEmpty()) {
                int at = word.indexOf('=');
                set.child(ResultSet.NAMESPACE, word.substring(0, at), word.substring(at + 1));
            }
        }
        return Request.read(set.build());
    }

    @Test
    void aPageIsAskedForFromEitherEnd() {
        assertThat(read("")).contains(Request.FIRST);
        assertThat(read("max=10")).contains(new Request(Optional.of(10), Optional.empty(), Optional.empty(), false));
        assertThat(read("max=0 after=x"))
                .contains(new Request(Optional.of(0), Optional.of("x"), Optional.empty(), false));
        assertThat(read("before=")).contains(new Request(Optional.empty(), Optional.empty(), Optional.empty(), true));
        assertThat(read("max=007 before=y"))
                .contains(new Request(Optional.of(7), Optional.empty(), Optional.of("y"), true));
    }

    @ParameterizedTest
    @CsvSource({
        "max=",
        "max=-1",
        "max=+1",
        "max=1e3",
        "max=1234567890",
        "max=٣",
        "after=",
        "after=x before=y",
        "index=3"
    })
    void whatIsMalformedIsNothing(String words) {
        assertThat(read(words)).isEmpty();
    }

    /** Section 2.1: an empty page has no ends. */
    @Test
    void itSaysWhatWasSent() {
        Element sent = ResultSet.sent(Optional.of(new ResultSet.Ends("a", "b")), Optional.of(1_000_000L));
        assertThat(sent.first(ResultSet.NAMESPACE, "first").map(Element::text)).contains("a");
        assertThat(sent.first(ResultSet.NAMESPACE, "last").map(Element::text)).contains("b");
        assertThat(sent.first(ResultSet.NAMESPACE, "count").map(Element::text)).contains("1000000");
        assertThat(ResultSet.sent(Optional.empty(), Optional.empty()).children())
                .isEmpty();
    }

    @Test
    void whatIsAskedForIsReadAsIt() {
        for (Request request : List.of(
                Request.FIRST,
                Request.after("a1", 10),
                Request.before(Optional.of("a1"), 10),
                Request.before(Optional.empty(), 10))) {
            assertThat(Request.read(request.toElement())).contains(request);
        }
    }

    @Test
    void whatWasSentIsReadAsIt() {
        ResultSet.Ends ends = new ResultSet.Ends("a", "b");
        assertThat(ResultSet.Page.read(ResultSet.sent(Optional.of(ends), Optional.of(7L))))
                .isEqualTo(new ResultSet.Page(Optional.of(ends), Optional.of(7)));
        assertThat(ResultSet.Page.read(ResultSet.sent(Optional.empty(), Optional.of(1L << 40))))
                .isEqualTo(new ResultSet.Page(Optional.empty(), Optional.empty()));
    }

    @Test
    void pageWithOneEndHasNone() {
        Element first = Element.named(ResultSet.NAMESPACE, "set")
                .child(ResultSet.NAMESPACE, "first", "a")
                .child(ResultSet.NAMESPACE, "last", "")
                .build();
        assertThat(ResultSet.Page.read(first).ends()).isEmpty();
    }
}
