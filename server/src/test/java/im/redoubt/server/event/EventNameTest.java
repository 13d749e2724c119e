package im.redoubt.server.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventNameTest {
    @ParameterizedTest
    @MethodSource("im.redoubt.server.event.EventLineTest#samples")
    @Tag("SRV-11")
    void everyEventHasANameThatRulesCanSpeakOf(SecurityEvent event) {
        EventName name = EventName.of(event);
        if (EventKind.of(event) == EventKind.ALERT) {
            assertThat(EventName.actions()).doesNotContain(name.action());
        } else {
            assertThat(EventName.actions()).contains(name.action());
            assertThat(EventName.parse(name.toString())).isEqualTo(name);
            assertThat(EventName.parse(name.action()).covers(name)).isTrue();
        }
    }

    @ParameterizedTest
    @Tag("R-80")
    @CsvSource({"alert-raised", "alert-failed", "alert-failed/command-failed", "alert-"})
    void noRuleSpeaksOfAlerts(String name) {
        assertThatThrownBy(() -> EventName.parse(name)).hasMessageContaining("would never end");
    }

    @Test
    void aReasonCoversOnlyItself() {
        EventName any = EventName.parse("sign-in-failed");
        EventName throttled = EventName.parse("sign-in-failed/throttled");
        EventName aborted = new EventName("sign-in-failed", Optional.of("aborted"));
        assertThat(any.covers(aborted)).isTrue();
        assertThat(throttled.covers(aborted)).isFalse();
        assertThat(throttled.covers(new EventName("refused", Optional.of("throttled"))))
                .isFalse();
        assertThat(EventName.actions()).doesNotHaveDuplicates();
    }
}
