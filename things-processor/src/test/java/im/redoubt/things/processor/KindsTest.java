package im.redoubt.things.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every kind of value, once, perhaps and many times. */
@Tag("IOT-02")
class KindsTest {
    @Test
    void whatIsMadeCompilesWithoutWarning() {
        assertThat(Garden.COMPILED.complaints()).isEmpty();
    }

    @Test
    void eachIsReadAndWritten() {
        Constants types = Constants.ofAlarm(Garden.COMPILED);
        for (Map.Entry<String, String> taken : Garden.TAKEN.entrySet()) {
            assertThat(types.again(taken.getKey(), taken.getValue())).isEqualTo(taken.getValue());
        }
    }

    @Test
    void whatMayBeMissingMay() {
        Constants types = Constants.ofAlarm(Garden.COMPILED);
        String garden = "<garden xmlns='" + Garden.NAMESPACE + "' wet='true'/>";
        assertThat(types.again("GARDEN", garden)).isEqualTo(garden);
        String seen = "<seen xmlns='" + Garden.NAMESPACE + "' integer='b' zero='0'><picture/></seen>";
        assertThat(types.again("SEEN", seen)).isEqualTo(seen);
    }

    @Test
    void whatTheRecordItselfRefusesIsNoValue() {
        assertThat(Constants.ofAlarm(Garden.COMPILED).again("LISTED", "<listed xmlns='" + Garden.NAMESPACE + "'/>"))
                .isEqualTo("refused: INCONSISTENT");
    }

    @Test
    void theOrderOfFieldsSaysNothing() {
        Constants types = Constants.ofAlarm(Garden.COMPILED);
        String seen = "<seen xmlns='" + Garden.NAMESPACE + "' zero='0' integer='b'> <counts>1</counts><notes>a</notes>"
                + "<counts>2</counts> <picture>AQ==</picture></seen>";
        assertThat(types.again("SEEN", seen))
                .isEqualTo("<seen xmlns='" + Garden.NAMESPACE + "' integer='b' zero='0'><picture>AQ==</picture>"
                        + "<notes>a</notes><counts>1</counts><counts>2</counts></seen>");
    }

    @Test
    void twoBuildsAreEqualByteForByte() {
        Map<String, byte[]> again = Garden.compiled().files();
        assertThat(again.keySet()).isEqualTo(Garden.COMPILED.files().keySet());
        again.forEach((name, bytes) ->
                assertThat(bytes).as(name).isEqualTo(Garden.COMPILED.files().get(name)));
        assertThat(again)
                .containsKeys("example/AlarmTypes.java", "META-INF/redoubt/Alarm.xsd", "META-INF/redoubt/Alarm.md");
    }
}
