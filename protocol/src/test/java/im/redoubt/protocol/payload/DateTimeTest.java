package im.redoubt.protocol.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** XEP-0082 section 3.2. */
class DateTimeTest {
    @ParameterizedTest
    @CsvSource({
        "2002-09-10T23:08:25Z,2002-09-10T23:08:25Z",
        "2002-09-10T23:08:25.509Z,2002-09-10T23:08:25.509Z",
        "0000-01-01T00:00:00Z,0000-01-01T00:00:00Z",
        "2002-09-10T23:08:25.5Z,2002-09-10T23:08:25.500Z",
        "2002-09-10T23:08:25.123456789Z,2002-09-10T23:08:25.123456789Z",
        "2002-09-11T01:08:25+02:00,2002-09-10T23:08:25Z",
        "2002-09-10T16:08:25-07:00,2002-09-10T23:08:25Z",
        "2024-02-29T00:00:00-00:00,2024-02-29T00:00:00Z"
    })
    void readsAMoment(String text, String moment) {
        assertThat(DateTime.parse(text)).contains(Instant.parse(moment));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2002-09-10",
                "2002-09-10T23:08:25",
                "2002-09-10T23:08Z",
                "2002-09-10 23:08:25Z",
                "2002-02-30T23:08:25Z",
                "2023-02-29T00:00:00Z",
                "2002-09-10T24:08:25Z",
                "2002-09-10T23:60:25Z",
                "2002-13-10T23:08:25.509Z",
                "2002-09-10T23:08:25.50xZ",
                "2002-09-10T23:08:2:Z",
                "2002-09-10T23:08:25.509z",
                "2002-09-10T23:08:25,509Z",
                "2002-09-10T23:08:25.1234567890Z",
                "2002-09-10T23:08:25z",
                "20020910T23:08:25",
                "+999999999-01-01T00:00:00Z",
                "2002-09-10T23:08:25+19:00",
                "2002-09-10T23:08:25Z\n",
                "٢٠٠٢-09-10T23:08:25Z"
            })
    void refusesWhatIsNone(String text) {
        assertThat(DateTime.parse(text)).isEmpty();
    }
}
