package im.redoubt.protocol.payload;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** XEP-0203. */
final class StampTest {
    private static final BareJid SERVER = BareJid.of("example.org");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.5Z");

    private static XmlContent content(Element... children) {
        return XmlContent.of("jabber:client", List.of(children));
    }

    @Test
    void whatWasWrittenIsRead() {
        XmlContent content = content(Stamp.by(SERVER, NOON));
        assertThat(Stamp.isIn(content)).isTrue();
        assertThat(Stamp.in(content, SERVER::equals)).contains(NOON);
    }

    @Test
    void onlyWhoIsBelievedIsRead() {
        XmlContent content = content(Stamp.by(BareJid.of("example.com"), NOON.plusSeconds(1)), Stamp.by(SERVER, NOON));
        assertThat(Stamp.in(content, SERVER::equals)).contains(NOON);
        assertThat(Stamp.in(content, BareJid.of("bob@example.org")::equals)).isEmpty();
    }

    @Test
    void withoutSenderOrTimeThereIsNone() {
        Element nobodys = Element.named(Stamp.NAMESPACE, "delay")
                .attribute("stamp", "2026-11-22T12:00:00Z")
                .build();
        Element timeless = Element.named(Stamp.NAMESPACE, "delay")
                .attribute("from", "example.org")
                .build();
        assertThat(Stamp.in(content(nobodys, timeless), by -> true)).isEmpty();
        assertThat(Stamp.isIn(content())).isFalse();
    }
}
