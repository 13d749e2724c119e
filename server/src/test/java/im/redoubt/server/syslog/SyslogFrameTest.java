package im.redoubt.server.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("SRV-10")
class SyslogFrameTest {
    private static final String LINE = "{\"@timestamp\":\"2026-11-22T04:00:00.000Z\",\"redoubt\":{\"sequence\":%s,"
            + "\"previous\":\"00\"},\"event\":{\"action\":\"sign-in\",\"outcome\":\"%s\"},\"user\":{\"name\":\"%s\"}}";

    private static String frame(String line, String host) {
        return new String(SyslogFrame.of(line, host, "0.1.0-SNAPSHOT"), StandardCharsets.UTF_8);
    }

    /** RFC 5425 section 4.3, RFC 5424 section 6. */
    @Test
    void hasItsLengthAHeaderTwoRegisteredElementsAndTheEvent() {
        String line = LINE.formatted("42", "success", "alice");
        String message = "<86>1 2026-11-22T04:00:00.000Z example.org redoubt - sign-in [meta sequenceId=\"42\"]"
                + "[origin software=\"redoubt\" swVersion=\"0.1.0-SNAPSHOT\"] " + line;
        assertThat(frame(line, "example.org")).isEqualTo(message.length() + " " + message);
    }

    @Test
    void aFailureIsAWarning() {
        assertThat(frame(LINE.formatted("1", "failure", "alice"), "example.org"))
                .contains(" <84>1 ".strip());
    }

    /** Section 7.3.1: from 1 to 2147483647, and then 1 again. */
    @Test
    void theNumberStartsAgainWhereTheSpecificationSays() {
        assertThat(frame(LINE.formatted("2147483647", "success", "a"), "h")).contains("sequenceId=\"2147483647\"");
        assertThat(frame(LINE.formatted("2147483648", "success", "a"), "h")).contains("sequenceId=\"1\"");
    }

    /** Whatever a name contains, it is text of JSON: it becomes no field of the header, no element and no frame. */
    @Test
    @Tag("D-105")
    void aNameForgesNothing() {
        String name = "\\\"outcome\\\":\\\"failure\\\",\\\"action\\\":\\\"stopped\\\"] <0>1 \\u000a12 x";
        String framed = frame(LINE.formatted("7", "success", name), "example.org");
        assertThat(framed).contains("<86>1 ", " sign-in [meta").doesNotContain("\n");
        assertThat(framed.substring(framed.indexOf(' ') + 1))
                .hasSize(Integer.parseInt(framed.substring(0, framed.indexOf(' '))));
    }

    @Test
    void aHostThatCouldBreakTheHeaderCannot() {
        assertThat(frame(LINE.formatted("1", "success", "a"), "ex ample\n.org")).contains("Z example.org redoubt");
        assertThat(frame(LINE.formatted("1", "success", "a"), "")).contains("Z - redoubt");
        assertThat(frame("{}", "h")).contains("<86>1 - h redoubt - - [meta sequenceId=\"1\"]");
    }
}
