package im.redoubt.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Commands that wait for their form (XEP-0050 section 7: a session identifier is no permission). */
class BegunTest {
    private static final FullJid DESK = BareJid.of("root@localhost").withResource("desk");
    private static final FullJid PHONE = BareJid.of("root@localhost").withResource("phone");

    private final Begun begun = new Begun();

    @Test
    void isEndedOnceByWhoBeganIt() {
        begun.begin("1", DESK, "add-user");
        assertThat(begun.end("1", DESK, "add-user")).isTrue();
        assertThat(begun.end("1", DESK, "add-user")).isFalse();
    }

    @Test
    @Tag("LIB-03")
    void belongsToOneSessionAndOneCommand() {
        begun.begin("1", DESK, "add-user");
        assertThat(begun.end("1", PHONE, "add-user")).isFalse();
        assertThat(begun.end("1", DESK, "delete-user")).isFalse();
        assertThat(begun.end("2", DESK, "add-user")).isFalse();
        assertThat(begun.end("1", DESK, "add-user")).isTrue();
    }

    @Test
    @Tag("SRV-06")
    void theOldestGoesWhenThereAreTooMany() {
        for (int i = 0; i <= 1_000; i++) {
            begun.begin(Integer.toString(i), DESK, "x");
        }
        assertThat(begun.end("0", DESK, "x")).isFalse();
        assertThat(begun.end("1", DESK, "x")).isTrue();
        assertThat(begun.end("1000", DESK, "x")).isTrue();
    }
}
