package im.redoubt.things.processor;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.things.command.CommandRules;
import im.redoubt.things.command.CommandRules.Freshness;
import im.redoubt.things.command.Role;
import im.redoubt.things.pin.Pin;
import im.redoubt.things.vocabulary.CommandType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An alarm system: what is declared is what is read and written, and nothing else. */
class AlarmTest {
    private static final String ALARM = """
            enum Zone { HALL, BACK_GARDEN }
            record State(boolean armed, @Range(least = 0, most = 99) int openDoors) implements Reading {}
            record Done() {}
            @AllowedTo({Role.OWNER, Role.USER}) record Disarm(@Secret Pin pin, Zone zone) implements Command<State> {}
            @AllowedTo(Role.GUEST) record Silence(Optional<Zone> zone, @Secret Optional<Pin> pin) implements Command<Done> {}
            @AllowedTo(Role.OWNER) @Sleeping record TestBattery() implements Command<Done> {}
            record Intrusion(Zone zone, Instant at) implements Event {}
            """;

    private static final Compiled COMPILED = Compiled.vocabulary(ALARM);
    private static final String NAMESPACE = " xmlns='urn:example:alarm:1'";
    private static final String SEALED = "A".repeat(86) + "==";

    @Test
    @Tag("IOT-02")
    void whatIsMadeCompilesWithoutWarning() {
        assertThat(COMPILED.complaints()).isEmpty();
    }

    @Test
    @Tag("IOT-02")
    void eachRecordIsReadAndWritten() {
        Constants types = Constants.ofAlarm(COMPILED);
        for (Map.Entry<String, String> each : Map.of(
                        "STATE", "<state" + NAMESPACE + " armed='true' open-doors='3'/>",
                        "DISARM", "<disarm" + NAMESPACE + " zone='back-garden'><pin>" + SEALED + "</pin></disarm>",
                        "SILENCE", "<silence" + NAMESPACE + "/>",
                        "TEST_BATTERY", "<test-battery" + NAMESPACE + "/>",
                        "INTRUSION", "<intrusion" + NAMESPACE + " zone='hall' at='2026-01-02T03:04:05Z'/>")
                .entrySet()) {
            assertThat(types.again(each.getKey(), each.getValue())).isEqualTo(each.getValue());
        }
        assertThat(Constants.again(types.command("SILENCE").answer(), "<done" + NAMESPACE + "/>"))
                .isEqualTo("<done" + NAMESPACE + "/>");
    }

    @Test
    @Tag("IOT-06")
    void whatIsMissingTooMuchOrOutOfBoundsIsRefused() {
        Constants types = Constants.ofAlarm(COMPILED);
        String pin = "<pin>" + SEALED + "</pin>";
        assertThat(types.again("DISARM", "<disarm" + NAMESPACE + " zone='hall'/>"))
                .isEqualTo("refused: MISSING (pin)");
        assertThat(types.again("DISARM", "<disarm" + NAMESPACE + ">" + pin + "</disarm>"))
                .isEqualTo("refused: MISSING (zone)");
        assertThat(types.again("DISARM", "<disarm" + NAMESPACE + " zone='hall'>" + pin + pin + "</disarm>"))
                .isEqualTo("refused: REPEATED (pin)");
        assertThat(types.again("DISARM", "<disarm" + NAMESPACE + " zone='HALL'>" + pin + "</disarm>"))
                .isEqualTo("refused: NOT_LISTED (zone)");
        assertThat(types.again("DISARM", "<disarm" + NAMESPACE + " zone='hall'>" + pin + "<x/></disarm>"))
                .isEqualTo("refused: UNKNOWN");
        assertThat(types.again("STATE", "<state" + NAMESPACE + " armed='true' open-doors='100'/>"))
                .isEqualTo("refused: OUT_OF_RANGE (open-doors)");
        assertThat(types.again("TEST_BATTERY", "<test-battery" + NAMESPACE + ">now</test-battery>"))
                .isEqualTo("refused: UNKNOWN");
    }

    @Test
    @Tag("IOT-06")
    void aCommandSaysWhoMayGiveItAndHow() {
        Constants types = Constants.ofAlarm(COMPILED);
        assertThat(types.command("DISARM").rules())
                .isEqualTo(new CommandRules(Set.of(Role.OWNER, Role.USER), Freshness.NONCE));
        assertThat(types.command("TEST_BATTERY").rules())
                .isEqualTo(new CommandRules(Set.of(Role.OWNER), Freshness.COUNTER));
    }

    @Test
    @Tag("IOT-06")
    void pinsAreReplacedAndNothingElse() throws ReflectiveOperationException {
        String probe = """
                package example;
                import im.redoubt.things.pin.Pin;
                import java.util.*;
                public final class Probe implements java.util.function.Supplier<List<Object>> {
                    @Override public List<Object> get() {
                        Pin typed = Pin.of("902514".toCharArray());
                        Pin other = Pin.of("361807".toCharArray());
                        List<Object> seen = new ArrayList<>();
                        Alarm.Disarm disarm = new Alarm.Disarm(typed, Alarm.Zone.HALL);
                        Alarm.Disarm changed = AlarmTypes.DISARM.secrets().map(disarm, pin -> { seen.add(pin == typed); return other; });
                        seen.add(changed.equals(new Alarm.Disarm(other, Alarm.Zone.HALL)));
                        Alarm.Silence silence = new Alarm.Silence(Optional.empty(), Optional.of(typed));
                        seen.add(AlarmTypes.SILENCE.secrets().map(silence, pin -> other)
                                .equals(new Alarm.Silence(Optional.empty(), Optional.of(other))));
                        Alarm.Silence without = new Alarm.Silence(Optional.of(Alarm.Zone.HALL), Optional.empty());
                        seen.add(AlarmTypes.SILENCE.secrets().map(without, pin -> other).equals(without));
                        Alarm.TestBattery test = new Alarm.TestBattery();
                        seen.add(AlarmTypes.TEST_BATTERY.secrets().map(test, pin -> other) == test);
                        return seen;
                    }
                }
                """;
        Compiled compiled = Compiled.of(Map.of(
                "example.Alarm",
                Compiled.source("@Vocabulary(\"urn:example:alarm:1\")", ALARM),
                "example.Probe",
                probe));
        assertThat(compiled.complaints()).isEmpty();
        Supplier<?> seen = (Supplier<?>)
                compiled.loader().loadClass("example.Probe").getConstructor().newInstance();
        assertThat(seen.get()).isEqualTo(List.of(true, true, true, true, true));
    }

    @Test
    @Tag("IOT-06")
    void aPinIsWrittenSealedOrNotAtAll() {
        CommandType<?, ?> disarm = Constants.ofAlarm(COMPILED).command("DISARM");
        assertThat(refusedToWrite(disarm)).isEqualTo("a PIN that was not sealed is not written");
    }

    private static <C extends im.redoubt.things.vocabulary.Command<R>, R> String refusedToWrite(
            CommandType<C, R> type) {
        String xml = "<disarm" + NAMESPACE + " zone='hall'><pin>" + SEALED + "</pin></disarm>";
        C sealed = type.codec().decode(Documents.read(xml)).value().orElseThrow();
        C typed = type.secrets().map(sealed, pin -> Pin.of("902514".toCharArray()));
        try {
            return type.codec().encode(typed).toString();
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
