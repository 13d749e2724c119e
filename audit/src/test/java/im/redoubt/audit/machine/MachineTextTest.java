package im.redoubt.audit.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.EnumSet;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The measure of machine data, sign by sign. */
@Tag("IOT-07")
@Tag("IOT-02")
class MachineTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{\"cmd\":\"arm\"} ~ OBJECT",
                "<set relay='1'/> ~ OBJECT",
                "T=21.4;H=55 ~ PAIRS",
                "temp=21.5 ~ PAIRS",
                "17;21.4;55;OK ~ FIELDS",
                "#CMD,1,0 ~ FRAME",
                "DISARM 1 4711 ~ ORDER",
                "MODE:1,0, 4711 ~ LIST",
            })
    void oneSignIsEnoughWhereItIsTheWholeText(String text, Sign sign) {
        MachineText measured = MachineText.of(text);
        assertThat(measured.signs()).contains(sign);
        assertThat(measured.isMachine()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "see MODE:1 there ~ SETTING",
                "82Tku19FWQz7 ~ OPAQUE",
                "a :; b ~ MARKS",
                "it says 82Tku19FWQz7 MODE:1 I think so ~ OPAQUE"
            })
    void signsInsideOfWhatPeopleWriteAreNotEnough(String text, Sign sign) {
        MachineText measured = MachineText.of(text);
        assertThat(measured.signs()).contains(sign);
        assertThat(measured.isMachine()).isFalse();
    }

    @Test
    void weakSignsAreEnoughTogether() {
        MachineText measured = MachineText.of("8261903TkuFWQZ7LMDA/ :;MODA:1,0, 1234");
        assertThat(measured.signs()).isEqualTo(EnumSet.of(Sign.SETTING, Sign.OPAQUE, Sign.MARKS));
        assertThat(measured.isMachine()).isTrue();
        assertThat(measured.isMachineInSpiteOfPeople()).isTrue();
        assertThat(measured.hasCredential()).isTrue();
    }

    @Test
    void moreIsNeededWhereSomebodyIsThere() {
        MachineText measured = MachineText.of("{\"a\":1}");
        assertThat(measured.isMachine()).isTrue();
        assertThat(measured.isMachineInSpiteOfPeople()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{\"cmd\":\"disarm\",\"pin\":\"4711\"} ~ true",
                "<disarm userPin='4711'/> ~ true",
                "DISARM 1 4711 ~ true",
                "disarm 4711 ~ true",
                "MODE=2;PIN=4711 ~ true",
                "MODE=2;password=x ~ true",
                "{\"spin\":1} ~ false",
                "MODE=2;LEVEL=4711 ~ false",
                "SET TEMP1 2100 ~ false",
                "LOG:1,2, 20261129 ~ false",
                "T=21.4;P=1013 ~ false",
                "$GPGGA,123519,4807.038,N,01131.000 ~ false",
            })
    void credentialIsWhatIsCalledSoOrEndsAnOrder(String text, boolean credential) {
        MachineText measured = MachineText.of(text);
        assertThat(measured.isMachine()).isTrue();
        assertThat(measured.hasCredential()).isEqualTo(credential);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "21.5 °C ~ true",
                "Temperature: 21.5 °C ~ true",
                "21.5 °C, 1013 hPa ~ true",
                "87 % ~ false",
                "30 °C here! ~ false",
                "42 ~ false",
                "'' ~ false"
            })
    void readingHasANumberAndAUnit(String text, boolean reading) {
        assertThat(MachineText.isReading(text)).isEqualTo(reading);
    }

    @Test
    void everyTextIsMeasured() {
        Random random = new Random(7);
        String[] parts = {
            "A", "MODE", "pin", "1", "4711", "=", ":", ";", ",", "|", " ", "\n", "{\"", "\"", "<a", ">", "/", "#", "$",
            "é", "\ud83d", "."
        };
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(12); n >= 0; n--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            assertThatCode(() -> {
                        MachineText measured = MachineText.of(text.toString());
                        measured.isMachine();
                        measured.hasCredential();
                        MachineText.isReading(text.toString());
                    })
                    .as(text.toString())
                    .doesNotThrowAnyException();
        }
    }
}
