package im.redoubt.testkit.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.testkit.peer.ScriptedBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That transcripts fail when something else is seen than what they say: each is run against a server that says one thing. */
class TranscriptTest {
    private static final String HEAD = "It is so.\nruns on: negotiation\n";

    private static void run(String steps, String answer) {
        TranscriptParser.parse("t", HEAD + steps).run(new ScriptedBackend(answer));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "raw receives <a/>|<a/>",
                "raw receives <a/><b/>|<a/><b/>",
                "raw receives in any order <b/><a/>|<a/><b/>",
                "raw ignores <a/>;raw receives <b/>|<a/><b/><a/>",
                "raw never receives <b/>;raw receives <a/>|<a/>",
                "raw receives <stream:stream id='1'/>|<stream:stream xmlns:stream='http://etherx.jabber.org/streams' id='1'>",
                "raw receives </stream:stream>;raw is disconnected|</stream:stream>!",
                "raw is disconnected|!",
                "raw is ended with bad-format|<stream:error xmlns:stream='http://etherx.jabber.org/streams'><bad-format xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>!",
                "raw receives <a>{bind x}</a>;raw receives <b>{x}</b>|<a>1</a><b>1</b>"
            })
    void passes(String steps, String answer) {
        assertThatCode(() -> run(steps(steps), answer)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "raw receives <a/>|<b/>|{jabber:client}b instead of {jabber:client}a",
                "raw receives <a/>|.|nothing came",
                "raw receives <b/>|<a/><b/>|{jabber:client}a instead of",
                "raw receives <a/><b/>|<b/><a/>|instead of",
                "raw receives in any order <a/><b/>|<a/><a/>|none of what is expected",
                "raw receives <a/>|!|no element",
                "raw receives <a/>|<a><!-- x --></a>|restricted XML",
                "raw never receives <a/>;raw receives <b/>|<a/><b/>|came but must not",
                "raw receives <a/>|<a/><b/>|at the end: raw received what no step tells of",
                "raw receives nothing|<a/>|raw received what no step tells of",
                "raw is disconnected|<a/>!|not disconnected",
                "raw is disconnected|.|nothing came",
                "raw is ended with bad-format|<stream:error xmlns:stream='http://etherx.jabber.org/streams'><bad-format xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>!|not the end of the stream",
                "raw is ended with bad-format|<stream:error xmlns:stream='http://etherx.jabber.org/streams'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>!|nothing is like",
                "raw opens a stream|<stream:stream xmlns:stream='http://etherx.jabber.org/streams' from='localhost' version='1.0' id='short'>|no proper stream header",
                "raw receives <a>{bind x}</a>;raw receives <b>{x}</b>|<a>1</a><b>2</b>|the text of"
            })
    void failsAndSaysWhere(String steps, String answer, String message) {
        assertThatThrownBy(() -> run(steps(steps), answer))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("t.transcript:")
                .hasMessageContaining("(It is so.)")
                .hasMessageContaining(message);
    }

    @Test
    void namesTheLineOfTheStepThatFails() {
        assertThatThrownBy(() -> run("# why\nraw connects\n\nraw receives\n  <a/>\n", "<b/>"))
                .hasMessageStartingWith("t.transcript:6: ");
    }

    @Test
    void anybodyWhoActsHasConnected() {
        assertThatThrownBy(() -> run("raw sends <a/>", "")).hasMessageContaining("raw has not connected");
    }

    @Test
    void sendsWhatIsWritten() {
        ScriptedBackend backend = new ScriptedBackend("<ok/>");
        TranscriptParser.parse("t", HEAD + "raw connects\nraw sends <a b='{repeat 3 x}'/>\\x01\nraw receives <ok/>\n")
                .run(backend);

        assertThat(backend.sent()).isEqualTo("<a b='xxx'/>\u0001");
    }

    private static String steps(String text) {
        return "raw connects\n" + text.replace(";", "\n") + "\n";
    }
}
