package im.redoubt.server.capabilities;

import static im.redoubt.server.capabilities.Answers.feature;
import static im.redoubt.server.capabilities.Answers.query;
import static im.redoubt.server.capabilities.Answers.xml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import im.redoubt.xml.Element;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the server announces of itself: the hashes of the examples, if it said what they say. */
class OwnCapabilitiesTest {
    private static final Element EXODUS = query("<identity category='client' name='Exodus 0.9.1' type='pc'/>"
            + feature("http://jabber.org/protocol/caps")
            + feature("http://jabber.org/protocol/disco#info") + feature("http://jabber.org/protocol/disco#items")
            + feature("http://jabber.org/protocol/muc"));

    @Test
    void announcesHashesOfBothKinds() {
        List<Element> announced = OwnCapabilities.of(EXODUS).announcements();
        assertThat(announced)
                .first()
                .isEqualTo(xml("<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='https://redoubt.im'"
                        + " ver='QgayPKawpkPSDYmwT/WM94uAlu0='/>"));
        assertThat(announced.getLast().is("urn:xmpp:caps", "c")).isTrue();
        assertThat(announced.getLast().children())
                .extracting(hash -> hash.attribute("algo").orElseThrow())
                .containsExactly("sha-256", "sha3-256");
        assertThat(announced.getLast().children().getFirst().text()).isEqualTo(Answers.hash(EXODUS));
    }

    @Test
    void knowsItsNodes() {
        OwnCapabilities own = OwnCapabilities.of(EXODUS);
        assertThat(own.isNode("https://redoubt.im#QgayPKawpkPSDYmwT/WM94uAlu0="))
                .isTrue();
        assertThat(own.isNode("urn:xmpp:caps#sha-256." + Answers.hash(EXODUS))).isTrue();
        assertThat(own.isNode("urn:xmpp:caps#sha3-256." + Answers.hash(EXODUS))).isFalse();
        assertThat(own.isNode("urn:other#QgayPKawpkPSDYmwT/WM94uAlu0=")).isFalse();
        assertThat(own.isNode("")).isFalse();
    }

    @Test
    void whatNobodyWouldTakeStopsTheStart() {
        assertThatIllegalStateException().isThrownBy(() -> OwnCapabilities.of(query(feature("a") + feature("a"))));
        assertThatIllegalStateException()
                .isThrownBy(() -> OwnCapabilities.of(query("<x xmlns='jabber:x:data'/>" + feature("a"))));
    }
}
