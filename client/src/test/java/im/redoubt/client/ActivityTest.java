package im.redoubt.client;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.line.Outlet;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stream.ServerFeatures;
import im.redoubt.xml.Element;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** That nobody looks is told once to each connection, and to servers that offer to hear it (XEP-0352). */
final class ActivityTest {
    private static final String OFFER = "<csi xmlns='urn:xmpp:csi:0'/>";
    private static final String INACTIVE = "<inactive xmlns='urn:xmpp:csi:0'/>";
    private static final String ACTIVE = "<active xmlns='urn:xmpp:csi:0'/>";

    private final Rig rig = new Rig().counting().offering(OFFER);

    @Test
    void itIsToldWhenItChangesAndOnce() {
        rig.connect();
        assertThat(rig.sent()).isEmpty();
        rig.lasting().look(true);
        rig.lasting().look(true);
        assertThat(rig.sent()).containsExactly(INACTIVE);
        assertThat(rig.flushed()).isTrue();
        rig.lasting().look(false);
        assertThat(rig.sent()).containsExactly(ACTIVE);
    }

    @Test
    void serverThatDoesNotOfferItIsToldNothing() {
        Rig other = new Rig().counting().connect();
        other.lasting().look(true);
        assertThat(other.sent()).isEmpty();
    }

    /** Section 4.2: a stream begins as active, also one that is resumed. */
    @Test
    void eachConnectionIsToldAgain() {
        rig.connect();
        rig.lasting().look(true);
        rig.cut().resuming(0).advance(Pace.STANDARD.firstPause());
        assertThat(rig.sent()).containsExactly(INACTIVE, INACTIVE);
    }

    @Test
    void whatChangesInAPauseIsToldAfterwards() {
        rig.connect().cut();
        rig.lasting().look(true);
        assertThat(rig.sent()).isEmpty();
        rig.resuming(0).advance(Duration.ofSeconds(3));
        assertThat(rig.sent()).containsExactly(INACTIVE);
    }

    /** With XEP-0388 the features come behind the success: the application may have said it before. */
    @Test
    void serverThatOffersItLateIsToldThen() {
        List<String> sent = new ArrayList<>();
        Outlet outlet = new Line(sent);
        Activity activity = new Activity();
        activity.become(true, Optional.of(outlet));
        assertThat(sent).isEmpty();
        ServerFeatures features = ServerFeatures.read(
                        Words.element("<features xmlns='http://etherx.jabber.org/streams'>" + OFFER + "</features>"))
                .orElseThrow();
        activity.features(features, Optional.of(outlet));
        assertThat(sent).containsExactly(INACTIVE);
    }

    /** A connection that remembers. */
    private static final class Line extends OpenOutlet {
        private final List<String> sent;

        Line(List<String> sent) {
            this.sent = sent;
        }

        @Override
        public void send(Stanza stanza) {
            throw new AssertionError();
        }

        @Override
        public void send(Element element) {
            sent.add(element.toString());
        }
    }
}
