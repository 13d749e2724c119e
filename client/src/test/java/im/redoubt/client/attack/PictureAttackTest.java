package im.redoubt.client.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.ClientException;
import im.redoubt.client.Counters.Kind;
import im.redoubt.client.Session;
import im.redoubt.client.SessionState;
import im.redoubt.client.avatar.Avatar;
import im.redoubt.client.avatar.Avatars;
import im.redoubt.client.picture.Picture;
import im.redoubt.client.picture.PictureType;
import im.redoubt.client.picture.Pictures;
import im.redoubt.client.vcard.CardText;
import im.redoubt.client.vcard.VCard;
import im.redoubt.client.vcard.VCards;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.testkit.hostile.Bending;
import im.redoubt.testkit.hostile.HonestService;
import im.redoubt.testkit.hostile.Manner.Opening;
import im.redoubt.testkit.hostile.Moment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cards and avatars of a server that lies, or lets others lie: what is not right is not shown, and the session goes on. */
@Tag("LIB-03")
class PictureAttackTest {
    private static final BareJid FRIEND = BareJid.of("romeo@example.org");
    private static final Avatar ANNOUNCED = new Avatar(Pictures.PIXEL.id(), PictureType.PNG, Pictures.PIXEL.size());

    private final HonestService service = Range.service(Range.CLASSIC);

    private static String answer(String from, String id, String inside) {
        return "<iq type='result' id='" + id + "' from='" + from + "'>" + inside + "</iq>";
    }

    private static String card(String inside) {
        return "<vCard xmlns='vcard-temp'>" + inside + "</vCard>";
    }

    private static String item(String node, String payload) {
        return "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:xmpp:avatar:" + node + "'><item id='"
                + ANNOUNCED.id() + "'>" + payload + "</item></items></pubsub>";
    }

    private static String data(String base64) {
        return item("data", "<data xmlns='urn:xmpp:avatar:data'>" + base64 + "</data>");
    }

    private Session open(Range range) {
        return range.client().with(Avatars.FEATURE, VCards.FEATURE).build().open();
    }

    @ParameterizedTest
    @Tag("R-64")
    @ValueSource(
            strings = {"mallory@evil.example", "romeo@example.org/balcony", "example.org", "juliet.capulet@example.org"
            })
    void aCardThatSomebodyElseSendsIsNone(String from) {
        service.bends(Bending.at(
                Moment.CARD, (honest, scene) -> answer(from, scene.id(), card("<FN>Mallory</FN>")) + honest));
        try (Range range = Range.of(service, Opening.STARTTLS);
                Session session = open(range)) {
            assertThat(session.get(VCards.FEATURE).of(FRIEND).await(Range.PATIENCE))
                    .isEmpty();
            assertThat(session.counters().of(Kind.UNASKED_ANSWERS)).isOne();
        }
    }

    @ParameterizedTest
    @Tag("R-64")
    @ValueSource(strings = {"mallory@evil.example", "romeo@example.org/balcony", "example.org"})
    void anAvatarThatSomebodyElseSendsIsNone(String from) {
        service.bends(Bending.at(
                Moment.PUBSUB, (honest, scene) -> answer(from, scene.id(), data(Pictures.PIXEL.base64())) + honest));
        try (Range range = Range.of(service, Opening.STARTTLS);
                Session session = open(range)) {
            assertThatThrownBy(() -> session.get(Avatars.FEATURE)
                            .picture(FRIEND, ANNOUNCED)
                            .await(Range.PATIENCE))
                    .isInstanceOf(ClientException.class);
            assertThat(session.counters().of(Kind.UNASKED_ANSWERS)).isOne();
        }
    }

    /** A picture of another hash, length or type; rubbish; and much more than was announced. */
    @ParameterizedTest
    @Tag("R-67")
    @Tag("LIB-08")
    @CsvSource({"png, 70", "png, 69", "png, 180000", "svg, 70", "rubbish, 0"})
    void aPictureThatWasNotAnnouncedIsNone(String what, int bytes) {
        String base64 = switch (what) {
            case "png" -> Base64.getEncoder().encodeToString(Pictures.png(bytes));
            case "svg" -> Base64.getEncoder().encodeToString("<svg onload='x'/>".getBytes(StandardCharsets.UTF_8));
            default -> "%%%";
        };
        service.bends(
                Bending.at(Moment.PUBSUB, (honest, scene) -> answer(FRIEND.toString(), scene.id(), data(base64))));
        try (Range range = Range.of(service, Opening.STARTTLS);
                Session session = open(range)) {
            Avatars avatars = session.get(Avatars.FEATURE);
            assertThatThrownBy(() -> avatars.picture(FRIEND, ANNOUNCED).await(Range.PATIENCE))
                    .isInstanceOf(ClientException.class);
            service.bends(Bending.at(
                    Moment.PUBSUB,
                    (honest, scene) -> answer(FRIEND.toString(), scene.id(), data(Pictures.PIXEL.base64()))));
            assertThat(avatars.picture(FRIEND, ANNOUNCED).await(Range.PATIENCE)).isEqualTo(Pictures.PIXEL);
            assertThat(session.state()).isInstanceOf(SessionState.Online.class);
        }
    }

    /** Whoever would fetch it tells a stranger's server where he is. */
    @Test
    @Tag("X-90")
    void nobodyGoesToAnAddress() throws IOException {
        try (ServerSocket trap = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Range range = Range.of(service, Opening.STARTTLS);
                Session session = open(range)) {
            String url = "http://127.0.0.1:" + trap.getLocalPort() + "/x.png";
            service.bends(Bending.at(
                    Moment.CARD,
                    (honest, scene) -> answer(
                            FRIEND.toString(),
                            scene.id(),
                            card("<FN>Romeo</FN><URL>" + url + "</URL><PHOTO><EXTVAL>" + url + "</EXTVAL></PHOTO>"
                                    + "<SOUND><EXTVAL>" + url + "</EXTVAL></SOUND>"))));
            VCard card =
                    session.get(VCards.FEATURE).of(FRIEND).await(Range.PATIENCE).orElseThrow();
            assertThat(card.photo()).isEmpty();
            assertThat(card.text(CardText.FULL_NAME).is("Romeo")).isTrue();
            service.bends(Bending.at(
                    Moment.PUBSUB,
                    (honest, scene) -> answer(
                            FRIEND.toString(),
                            scene.id(),
                            item(
                                    "metadata",
                                    "<metadata xmlns='urn:xmpp:avatar:metadata'><info id='" + ANNOUNCED.id()
                                            + "' bytes='"
                                            + ANNOUNCED.bytes() + "' type='image/png' url='" + url
                                            + "'/></metadata>"))));
            Optional<Picture> picture =
                    session.get(Avatars.FEATURE).picture(FRIEND).await(Range.PATIENCE);
            assertThat(picture).isEmpty();
            trap.setSoTimeout(1);
            assertThatThrownBy(trap::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }
}
