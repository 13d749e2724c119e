package im.redoubt.client.clock;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.Pending;
import im.redoubt.client.Rig;
import im.redoubt.client.roster.Roster;
import im.redoubt.protocol.address.FullJid;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What time it is for somebody, and who learns what time it is here. */
final class EntityTimeTest {
    private static final FullJid PHONE = FullJid.of("bob@example.org/phone");

    private final Rig rig = new Rig();

    private void connected() {
        rig.attach(Roster.FEATURE);
        rig.connect()
                .answers("<query xmlns='jabber:iq:roster'><item jid='bob@example.org' subscription='both'/></query>");
        rig.sent();
    }

    private void asks(String from) {
        rig.says("<iq type='get' id='q' from='" + from + "'><time xmlns='urn:xmpp:time'/></iq>");
    }

    @Test
    void contactsAreToldUniversalTime() {
        rig.attach(EntityTime.FEATURE);
        connected();
        asks("bob@example.org/phone");
        assertThat(rig.lastSent().toString())
                .contains("<time xmlns='urn:xmpp:time'><tzo>+00:00</tzo><utc>2026-11-29T10:00:00Z</utc></time>");
    }

    @ParameterizedTest
    @CsvSource({"Europe/Berlin, +01:00", "America/St_Johns, -03:30", "UTC, +00:00", "Asia/Kathmandu, +05:45"})
    void contactsAreToldTheZoneThatTheApplicationSays(String zone, String offset) {
        rig.attach(EntityTime.inZone(ZoneId.of(zone)));
        connected();
        asks("bob@example.org/phone");
        assertThat(rig.lastSent().toString()).contains("<tzo>" + offset + "</tzo>");
    }

    @Test
    @Tag("R-77")
    void strangersAreToldNothing() {
        rig.attach(EntityTime.inZone(ZoneId.of("Europe/Berlin")));
        connected();
        asks("mallory@example.net/x");
        assertThat(rig.lastSent().toString()).contains("service-unavailable").doesNotContain("tzo");
    }

    @Test
    void othersAreAsked() {
        EntityTime time = rig.attach(EntityTime.FEATURE);
        connected();
        Pending<OffsetDateTime> there = time.of(PHONE);
        rig.answers("<time xmlns='urn:xmpp:time'><tzo>-06:00</tzo><utc>2006-12-19T17:58:35Z</utc></time>");
        assertThat(there).isCompletedWithValue(OffsetDateTime.parse("2006-12-19T11:58:35-06:00"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<time xmlns='urn:xmpp:time'/>",
                "<time xmlns='urn:xmpp:time'><utc>2006-12-19T17:58:35Z</utc></time>",
                "<time xmlns='urn:xmpp:time'><tzo>+99:00</tzo><utc>2006-12-19T17:58:35Z</utc></time>",
                "<time xmlns='urn:xmpp:time'><tzo>Z</tzo><utc>yesterday</utc></time>",
                "<time xmlns='urn:xmpp:time'><tzo>+18:00</tzo><utc>+1000000000-12-31T23:59:59.999999999Z</utc></time>"
            })
    void whatIsNoTimeIsNone(String answer) {
        EntityTime time = rig.attach(EntityTime.FEATURE);
        connected();
        Pending<OffsetDateTime> there = time.of(PHONE);
        rig.answers(answer);
        assertThat(there).isCompletedExceptionally();
    }
}
