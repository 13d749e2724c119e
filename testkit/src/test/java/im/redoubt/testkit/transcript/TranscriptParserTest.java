package im.redoubt.testkit.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.testkit.transcript.Transcript.Runner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranscriptParserTest {
    private static final String HEAD = "It is so.\nruns on: server, service\n";

    @Test
    void readsWhatIsNeeded() {
        Transcript transcript = TranscriptParser.parse(
                "a/b",
                "It is so.\n# why\nruns on: negotiation, server\naccounts: carol\nadmins: root\nimported: dave\nsetting: x.y=1\n\nalice/phone signs in\nbob comes online\n");

        assertThat(transcript.sentence()).isEqualTo("It is so.");
        assertThat(transcript.setup().runners()).containsExactlyInAnyOrder(Runner.NEGOTIATION, Runner.SERVER);
        assertThat(transcript.setup().accounts()).containsExactlyInAnyOrder("carol", "root", "dave", "alice", "bob");
        assertThat(transcript.setup().imported()).containsExactly("dave");
        assertThat(transcript.setup().admins()).containsExactly("root");
        assertThat(transcript.setup().settings()).containsExactly("x.y=1");
        assertThat(transcript).hasToString("a/b: It is so.");
    }

    @Test
    void takesRulesOfTheOperatorAsOneSetting() {
        Transcript transcript = TranscriptParser.parse(
                "x", HEAD + "filter: name = \"a\", then = \"block\"\nfilter: name = \"b\"\nalice signs in\n");
        assertThat(transcript.setup().settings())
                .containsExactly("filter=[{name = \"a\", then = \"block\"}, {name = \"b\"}]");
    }

    @Test
    void readsEveryKindOfStep() {
        Transcript transcript = TranscriptParser.parse(
                "x",
                HEAD
                        + "raw connects\nraw connects in clear\nraw starts TLS\nraw opens a stream\nalice signs in\nalice comes online\n"
                        + "alice comes online with priority -1\nraw sends GET /\nraw sends <a/>\nraw sends\n  <a/>\n"
                        + "raw receives <a/>\nraw receives in any order <a/><b/>\nraw receives nothing\n"
                        + "raw never receives <a/>\nraw ignores <a/>\nraw is ended with bad-format\nraw is disconnected\n"
                        + "raw closes\nraw drops\nafter 5m\nthe server restarts\nthe operator invites anybody as token\nalice sees bob\n"
                        + "alice and bob are contacts\n");

        assertThat(transcript.steps().stream().map(step -> step.getClass().getSimpleName()))
                .containsExactly(
                        "Connects",
                        "Connects",
                        "StartsTls",
                        "OpensStream",
                        "SignsIn",
                        "ComesOnline",
                        "ComesOnline",
                        "Sends",
                        "Sends",
                        "Sends",
                        "Receives",
                        "Receives",
                        "ReceivesNothing",
                        "NeverReceives",
                        "Ignores",
                        "IsEnded",
                        "IsDisconnected",
                        "Leaves",
                        "Leaves",
                        "Passes",
                        "Restarts",
                        "Invites",
                        "Sees",
                        "Sees");
        assertThat(transcript.steps().get(6).line()).isEqualTo(9);
    }

    @Test
    void putsIndentedLinesTogether() {
        Transcript transcript =
                TranscriptParser.parse("x", HEAD + "raw sends\n  <a\n    b='1'>\n  <c/>\n  text\n  </a>\n");

        assertThat(((Step.Sends) transcript.steps().get(0)).text()).isEqualTo("<a b='1'><c/>text</a>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4|dances|nobody can do this: dances",
                "4|receives <a>|not well-formed",
                "4|receives|the text is missing",
                "4|sends|the text is missing",
                "4|never receives <a/><b/>|one element is needed, not 2",
                "4|signs in <a/>|no text belongs to: signs in",
                "4|comes online with priority high|nobody can do this",
                "4|receives <!DOCTYPE a><a/>|a DOCTYPE"
            })
    void namesTheLineOfAStepThatIsWrong(int line, String step, String message) {
        assertThatThrownBy(() -> TranscriptParser.parse("f/t", HEAD + "raw connects\nalice " + step))
                .isInstanceOf(TranscriptException.class)
                .hasMessageStartingWith("f/t.transcript:" + line + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void refusesTextBehindAStepAndBelowIt() {
        assertThatThrownBy(() -> TranscriptParser.parse("t", HEAD + "raw sends <a/>\n  <b/>\n"))
                .hasMessageContaining("t.transcript:3: text behind the step and below it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "it is so.|1|the first line is the sentence",
                "It is so|1|the first line is the sentence",
                "It is so.\\nruns on: nowhere\\nraw connects|2|nothing to run on: nowhere",
                "It is so.\\nwhom: me\\nraw connects|2|no such line",
                "It is so.\\nraw connects|3|it needs a line 'runs on",
                "It is so.\\nruns on: server|3|it needs a line 'runs on",
                "It is so.\\n  <a/>|2|an indented line that belongs to no step",
                "It is so.\\nnonsense|2|not a step"
            })
    void namesTheLineOfAHeadThatIsWrong(String text, int line, String message) {
        assertThatThrownBy(() -> TranscriptParser.parse("t", text.replace("\\n", "\n")))
                .isInstanceOf(TranscriptException.class)
                .hasMessageStartingWith("t.transcript:" + line + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void everyTranscriptOfTheModuleCanBeRead() {
        assertThat(Transcripts.all()).hasSizeGreaterThan(80);
        for (Runner runner : Runner.values()) {
            assertThat(Transcripts.runningOn(runner)).isNotEmpty();
        }
    }
}
