package im.redoubt.protocol.disco;

import static im.redoubt.protocol.disco.Answers.feature;
import static im.redoubt.protocol.disco.Answers.query;
import static im.redoubt.protocol.disco.Answers.xml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import im.redoubt.xml.Element;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one announces of oneself: the hashes of the examples, if it said what they say. */
class OwnCapabilitiesTest {
    private static final String SOFTWARE = "https://redoubt.im";
    private static final Element EXODUS = query("<identity category='client' name='Exodus 0.9.1' type='pc'/>"
            + feature("http://jabber.org/protocol/caps")
            + feature("http://jabber.org/protocol/disco#info") + feature("http://jabber.org/protocol/disco#items")
            + feature("http://jabber.org/protocol/muc"));

    @Test
    void announcesHashesOfBothKinds() {
        List<Element> announced = OwnCapabilities.of(SOFTWARE, EXODUS).announcements();
        assertThat(announced)
                .first()
                .isEqualTo(xml("<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='https://redoubt.im'"
                        + " ver='QgayPKawpkPSDYmwT/WM94uAlu0='/>"));
        assertThat(announced.get(1).is("urn:xmpp:caps", "c")).isTrue();
        assertThat(announced.get(1).children())
                .extracting(hash -> hash.attribute("algo").orElseThrow())
                .containsExactly("sha-256", "sha3-256");
        assertThat(announced.get(1).children().get(0).text()).isEqualTo(Answers.hash(EXODUS));
    }

    /** A presence is short: of a client's the hash of XEP-0115 alone is enough (its section 8.1). */
    @Test
    void announcesOneHashWhereThatIsEnough() {
        OwnCapabilities own = OwnCapabilities.of(SOFTWARE, EXODUS);
        assertThat(own.announcement()).isEqualTo(own.announcements().get(0));
    }

    @Test
    void knowsItsNodes() {
        OwnCapabilities own = OwnCapabilities.of(SOFTWARE, EXODUS);
        assertThat(own.isNode("https://redoubt.im#QgayPKawpkPSDYmwT/WM94uAlu0="))
                .isTrue();
        assertThat(own.isNode("urn:xmpp:caps#sha-256." + Answers.hash(EXODUS))).isTrue();
        assertThat(own.isNode("urn:xmpp:caps#sha3-256." + Answers.hash(EXODUS))).isFalse();
        assertThat(own.isNode("urn:other#QgayPKawpkPSDYmwT/WM94uAlu0=")).isFalse();
        assertThat(own.isNode("")).isFalse();
    }

    @Test
    void whatNobodyWouldTakeStopsTheStart() {
        assertThatIllegalStateException()
                .isThrownBy(() -> OwnCapabilities.of(SOFTWARE, query(feature("a") + feature("a"))));
        assertThatIllegalStateException()
                .isThrownBy(() -> OwnCapabilities.of(SOFTWARE, query("<x xmlns='jabber:x:data'/>" + feature("a"))));
    }
}
