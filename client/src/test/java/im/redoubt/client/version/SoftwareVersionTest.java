package im.redoubt.client.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.Pending;
import im.redoubt.client.Rig;
import im.redoubt.client.roster.Roster;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.FullJid;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What software somebody uses, and who learns what this is. */
final class SoftwareVersionTest {
    private static final FullJid PHONE = FullJid.of("bob@example.org/phone");

    private final Rig rig = new Rig();

    private void connected() {
        rig.attach(Roster.FEATURE);
        rig.connect()
                .answers("<query xmlns='jabber:iq:roster'><item jid='bob@example.org' subscription='both'/></query>");
        rig.sent();
    }

    private void asks(String from) {
        rig.says("<iq type='get' id='q' from='" + from + "'><query xmlns='jabber:iq:version'/></iq>");
    }

    @Test
    void contactsAreToldWhatTheApplicationSays() {
        rig.attach(SoftwareVersion.of("Messenger", "2.1"));
        connected();
        asks("bob@example.org/phone");
        assertThat(rig.lastSent().toString())
                .contains("<query xmlns='jabber:iq:version'><name>Messenger</name><version>2.1</version></query>");
        assertThat(rig.host().advertised()).contains("jabber:iq:version");
    }

    @Test
    @Tag("R-77")
    void nobodyIsToldAnythingOtherwise() {
        rig.attach(SoftwareVersion.FEATURE);
        connected();
        asks("bob@example.org/phone");
        assertThat(rig.lastSent().toString()).contains("service-unavailable");
        assertThat(rig.host().advertised()).doesNotContain("jabber:iq:version");
    }

    @Test
    @Tag("R-77")
    void strangersAreToldNothing() {
        rig.attach(SoftwareVersion.of("Messenger", "2.1"));
        connected();
        asks("mallory@example.net/x");
        assertThat(rig.lastSent().toString()).contains("service-unavailable").doesNotContain("Messenger");
    }

    @Test
    void othersAreAsked() {
        SoftwareVersion version = rig.attach(SoftwareVersion.of("Messenger", "2.1"));
        connected();
        Pending<SoftwareVersion.Answer> answer = version.ask(PHONE);
        rig.answers(
                "<query xmlns='jabber:iq:version'><name>Exodus</name><version>0.7</version><os>secret</os></query>");
        assertThat(answer)
                .isCompletedWithValue(new SoftwareVersion.Answer(
                        Unverified.of("Exodus"), Unverified.of("0.7"), Optional.of(Unverified.of("secret"))));
        assertThat(answer.await().toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<query xmlns='jabber:iq:version'/>",
                "<query xmlns='jabber:iq:version'><name>a</name></query>"
            })
    void whatNamesNothingIsNoAnswer(String said) {
        SoftwareVersion version = rig.attach(SoftwareVersion.FEATURE);
        connected();
        Pending<SoftwareVersion.Answer> answer = version.ask(PHONE);
        rig.answers(said);
        assertThat(answer).isCompletedExceptionally();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 257})
    void whatIsToldIsChecked(int length) {
        assertThatThrownBy(() -> SoftwareVersion.of("n".repeat(length), "1"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SoftwareVersion.of("n", "1".repeat(length)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SoftwareVersion.of("\u0000", "1")).isInstanceOf(IllegalArgumentException.class);
    }
}
