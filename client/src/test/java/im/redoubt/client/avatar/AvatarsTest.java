package im.redoubt.client.avatar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.Counters;
import im.redoubt.client.Pending;
import im.redoubt.client.RefusedException;
import im.redoubt.client.Rig;
import im.redoubt.client.picture.Picture;
import im.redoubt.client.picture.PictureType;
import im.redoubt.client.picture.Pictures;
import im.redoubt.protocol.address.BareJid;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A picture is given out only if its owner has announced just that one. */
final class AvatarsTest {
    private static final BareJid BOB = BareJid.of("bob@example.org");
    private static final Picture PIXEL = Pictures.PIXEL;
    private static final String ID = PIXEL.id();
    private static final String INFO = info(ID, PIXEL.size(), "image/png");
    private static final String HEEDS = "<query xmlns='http://jabber.org/protocol/disco#info'>"
            + "<feature var='http://jabber.org/protocol/pubsub#publish-options'/></query>";

    private final Rig rig = new Rig();
    private final Avatars avatars = rig.attach(Avatars.FEATURE);
    private final List<AvatarChange> heard = new ArrayList<>();

    AvatarsTest() {
        avatars.changes().add(heard::add);
        rig.connect()
                .answers("<query xmlns='jabber:iq:roster'><item jid='bob@example.org' subscription='both'/></query>");
        rig.sent();
    }

    private static String info(String id, int bytes, String type) {
        return "<info id='" + id + "' bytes='" + bytes + "' type='" + type + "' height='1' width='1'/>";
    }

    private static String metadata(String inside) {
        return "<metadata xmlns='urn:xmpp:avatar:metadata'>" + inside + "</metadata>";
    }

    private static String data(String base64) {
        return "<data xmlns='urn:xmpp:avatar:data'>" + base64 + "</data>";
    }

    private static String items(String node, String id, String payload) {
        return "<items node='urn:xmpp:avatar:" + node + "'><item id='" + id + "'>" + payload + "</item></items>";
    }

    private static String answer(String node, String id, String payload) {
        return "<pubsub xmlns='http://jabber.org/protocol/pubsub'>" + items(node, id, payload) + "</pubsub>";
    }

    private static String event(String from, String inside) {
        return "<message from='" + from + "'><event xmlns='http://jabber.org/protocol/pubsub#event'>" + inside
                + "</event></message>";
    }

    private Pending<Optional<Picture>> asked(String info, String base64) {
        Pending<Optional<Picture>> picture = avatars.picture(BOB);
        rig.answers(answer("metadata", ID, metadata(info))).answers(answer("data", ID, data(base64)));
        return picture;
    }

    @Test
    void pictureOfAContactIsAskedFor() {
        Pending<Optional<Picture>> picture = avatars.picture(BOB);
        assertThat(rig.lastSent().toString())
                .contains("to='bob@example.org'")
                .contains("<items node='urn:xmpp:avatar:metadata'/>");
        rig.answers(answer("metadata", ID, metadata(INFO)));
        assertThat(rig.lastSent().toString())
                .contains("to='bob@example.org'")
                .contains("<items node='urn:xmpp:avatar:data'><item id='" + ID + "'/></items>");
        rig.answers(answer("data", ID, data("\n  " + PIXEL.base64() + "\n")));
        assertThat(picture).isCompletedWithValue(Optional.of(PIXEL));
    }

    @Test
    void whoShowsNoneHasNone() {
        Pending<Optional<Picture>> none = avatars.picture(BOB);
        rig.refuses("item-not-found");
        assertThat(none).isCompletedWithValue(Optional.empty());
        Pending<Optional<Picture>> disabled = avatars.picture(BOB);
        rig.answers(answer("metadata", "none", metadata("")));
        assertThat(disabled).isCompletedWithValue(Optional.empty());
        Pending<Optional<Picture>> refused = avatars.picture(BOB);
        rig.refuses("forbidden");
        assertThatThrownBy(refused::await).isInstanceOf(RefusedException.class);
    }

    /** Section 3: the name is the hash of the data; the length and the type were announced too. */
    @Test
    @Tag("R-67")
    void pictureThatWasNotAnnouncedIsNone() {
        String another = Picture.of(Pictures.png(PIXEL.size())).base64();
        assertThat(asked(INFO, another)).isCompletedExceptionally();
        assertThat(asked(info(ID, PIXEL.size() + 1, "image/png"), PIXEL.base64()))
                .isCompletedExceptionally();
        assertThat(asked(info(ID, PIXEL.size() - 1, "image/png"), PIXEL.base64()))
                .isCompletedExceptionally();
        assertThat(asked(info(ID, PIXEL.size(), "image/gif"), PIXEL.base64())).isCompletedExceptionally();
        assertThat(asked(INFO, "")).isCompletedExceptionally();
        assertThat(asked(INFO, PIXEL.base64() + "AAAA")).isCompletedExceptionally();
        assertThat(asked(info(ID.toUpperCase(Locale.ROOT), PIXEL.size(), "image/png"), PIXEL.base64()))
                .isCompletedWithValue(Optional.of(PIXEL));
    }

    @Test
    @Tag("R-67")
    void itemOfAnotherNameOrElementIsNone() {
        Pending<Picture> picture = avatars.picture(BOB, Avatar.of(PIXEL));
        rig.answers(answer("data", "0" + ID.substring(1), data(PIXEL.base64())));
        assertThat(picture).isCompletedExceptionally();
        Pending<Picture> metadata = avatars.picture(BOB, Avatar.of(PIXEL));
        rig.answers(answer("metadata", ID, data(PIXEL.base64())));
        assertThat(metadata).isCompletedExceptionally();
        Pending<Picture> element = avatars.picture(BOB, Avatar.of(PIXEL));
        rig.answers(answer("data", ID, "<data xmlns='urn:other'>" + PIXEL.base64() + "</data>"));
        assertThat(element).isCompletedExceptionally();
    }

    /** What cannot be taken is not asked for, and nobody goes to an address. */
    @ParameterizedTest
    @Tag("X-90")
    @Tag("X-92")
    @ValueSource(
            strings = {
                "<info id='ID' bytes='70' type='image/svg+xml'/>",
                "<info id='ID' bytes='70' type='text/html'/>",
                "<info id='ID' bytes='70' type='image/png' url='http://127.0.0.1/x.png'/>",
                "<info id='ID' bytes='70' type='image/png' url=''/>",
                "<info id='ID' bytes='131073' type='image/png'/>",
                "<info id='ID' bytes='99999999999999999999' type='image/png'/>",
                "<info id='ID' bytes='-1' type='image/png'/>",
                "<info id='ID' bytes='0' type='image/png'/>",
                "<info id='ID' type='image/png'/>",
                "<info id='ID' bytes='70'/>",
                "<info bytes='70' type='image/png'/>",
                "<info id='../../etc/passwd' bytes='70' type='image/png'/>",
                "<info id='IDff' bytes='70' type='image/png'/>",
                "<info xmlns='urn:other' id='ID' bytes='70' type='image/png'/>"
            })
    void whatCannotBeTakenIsNotAskedFor(String info) {
        Pending<Optional<Picture>> picture = avatars.picture(BOB);
        rig.answers(answer("metadata", ID, metadata(info.replace("ID", ID))));
        assertThat(picture).isCompletedWithValue(Optional.empty());
        assertThat(rig.sent()).hasSize(1);
    }

    @Test
    void firstFormatThatCanBeTakenIs() {
        Pending<Optional<Avatar>> avatar = avatars.of(BOB);
        rig.answers(answer(
                "metadata",
                ID,
                metadata("<info id='" + ID + "' bytes='70' type='image/svg+xml'/>" + "<info id='" + ID
                        + "' bytes='70' type='image/jpeg' url='https://example.net/x'/>" + INFO)));
        assertThat(avatar).isCompletedWithValue(Optional.of(new Avatar(ID, PictureType.PNG, PIXEL.size())));
    }

    @Test
    void formatsThatAreLookedAtAreFew() {
        Pending<Optional<Avatar>> avatar = avatars.of(BOB);
        rig.answers(answer("metadata", ID, metadata("<info/>".repeat(16) + INFO)));
        assertThat(avatar).isCompletedWithValue(Optional.empty());
    }

    @Test
    @Tag("LIB-08")
    void limitIsTheApplications() {
        Rig small = new Rig();
        Avatars few = small.attach(Avatars.upTo(PIXEL.size() - 1));
        small.connect();
        assertThat(small.attach(Avatars.FEATURE)).isSameAs(few);
        Pending<Optional<Avatar>> avatar = few.of(BOB);
        small.answers(answer("metadata", ID, metadata(INFO)));
        assertThat(avatar).isCompletedWithValue(Optional.empty());
        small.sent();
        assertThat(few.picture(BOB, Avatar.of(PIXEL))).isCompletedExceptionally();
        assertThat(small.sent()).isEmpty();
        assertThatThrownBy(() -> Avatars.upTo(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Avatars.upTo(Picture.MOST_BYTES + 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void changesAreHeard() {
        String shown = items("metadata", ID, metadata(INFO));
        rig.says(event("bob@example.org", shown));
        rig.says(event("bob@example.org", items("metadata", "none", metadata(""))));
        rig.says(event("alice@example.org", shown));
        assertThat(heard)
                .containsExactly(
                        new AvatarChange(BOB, Optional.of(Avatar.of(PIXEL))),
                        new AvatarChange(BOB, Optional.empty()),
                        new AvatarChange(Rig.ALICE, Optional.of(Avatar.of(PIXEL))));
        assertThat(rig.sent()).as("nothing is fetched by itself").isEmpty();
        assertThat(rig.host().advertised()).contains("urn:xmpp:avatar:metadata+notify");
    }

    @Test
    void avatarThatIsTakenBackIsHeardOf() {
        String shown = items("metadata", ID, metadata(INFO));
        String older = "<items node='urn:xmpp:avatar:metadata'><retract id='0" + ID.substring(1) + "'/></items>";
        String taken = "<items node='urn:xmpp:avatar:metadata'><retract id='" + ID + "'/></items>";
        rig.says(event("bob@example.org", shown)).says(event("bob@example.org", older));
        assertThat(heard).hasSize(1);
        rig.says(event("bob@example.org", taken)).says(event("bob@example.org", taken));
        assertThat(heard).hasSize(2).last().isEqualTo(new AvatarChange(BOB, Optional.empty()));
        rig.says(event("bob@example.org", "<delete node='urn:xmpp:avatar:metadata'/>"));
        assertThat(heard).hasSize(3);
    }

    /** CVE-2023-28686 was of this kind: what others say of a node is nobody's. */
    @ParameterizedTest
    @Tag("R-67")
    @CsvSource({
        "mallory@example.net, 0",
        "bob@example.org/x, 1",
        "alice@example.org/x, 1",
        "example.org, 0",
        "alice@example.org.evil.example, 0"
    })
    void avatarThatSomebodyElseAnnouncesIsNone(String from, int forgeries) {
        rig.says(event(from, items("metadata", ID, metadata(INFO))));
        assertThat(heard).isEmpty();
        assertThat(rig.counters().of(Counters.Kind.FORGERIES)).isEqualTo(forgeries);
    }

    @ParameterizedTest
    @Tag("R-67")
    @ValueSource(strings = {"mallory@example.net", "bob@example.org", "alice@example.org/x", "example.org"})
    void ownAvatarIsOfTheOwnAccount(String from) {
        Pending<Optional<Avatar>> own = avatars.of(Rig.ALICE);
        rig.says("<iq type='result' from='" + from + "' id='" + rig.lastId() + "'>"
                + answer("metadata", ID, metadata(INFO)) + "</iq>");
        assertThat(own).isNotDone();
    }

    /** Section 3.2: first the picture, then which one it is. */
    @Test
    void pictureIsPublishedBeforeItIsAnnounced() {
        Pending<AvatarChange> published = avatars.publish(PIXEL);
        rig.answers(HEEDS);
        assertThat(rig.lastSent().toString())
                .contains("<publish node='urn:xmpp:avatar:data'><item id='" + ID + "'>")
                .contains("<data xmlns='urn:xmpp:avatar:data'>" + PIXEL.base64() + "</data>")
                .contains("<field var='pubsub#access_model'><value>presence</value></field>");
        rig.answers("");
        assertThat(rig.lastSent().toString())
                .contains("<publish node='urn:xmpp:avatar:metadata'><item id='" + ID + "'>")
                .contains("<metadata xmlns='urn:xmpp:avatar:metadata'><info bytes='" + PIXEL.size() + "' id='" + ID
                        + "' type='image/png'/></metadata>");
        assertThat(published).isNotDone();
        rig.answers("");
        assertThat(published).isCompletedWithValue(new AvatarChange(Rig.ALICE, Optional.of(Avatar.of(PIXEL))));
    }

    @Test
    void pictureThatTheServerDoesNotTakeIsNotAnnounced() {
        Pending<AvatarChange> published = avatars.publish(PIXEL);
        rig.answers(HEEDS).refuses("not-acceptable");
        assertThatThrownBy(published::await).isInstanceOf(RefusedException.class);
        assertThat(rig.sent()).noneMatch(sent -> sent.contains("urn:xmpp:avatar:metadata"));
    }

    /** Section 4.4, and the server does not keep what nobody is shown. */
    @Test
    void removedAvatarIsForgotten() {
        Pending<AvatarChange> removed = avatars.remove();
        rig.answers(answer("metadata", ID, metadata(INFO))).answers(HEEDS);
        assertThat(rig.lastSent().toString())
                .contains("<publish node='urn:xmpp:avatar:metadata'>")
                .contains("<metadata xmlns='urn:xmpp:avatar:metadata'/>");
        rig.answers("");
        assertThat(rig.lastSent().toString())
                .contains("<retract node='urn:xmpp:avatar:data' notify='true'><item id='" + ID + "'/></retract>");
        rig.refuses("item-not-found");
        assertThat(removed).isCompletedWithValue(new AvatarChange(Rig.ALICE, Optional.empty()));
        Pending<AvatarChange> none = avatars.remove();
        rig.refuses("item-not-found").answers("");
        assertThat(none).isCompletedWithValue(new AvatarChange(Rig.ALICE, Optional.empty()));
    }

    @Test
    void pictureThatIsNotForgottenIsTold() {
        Pending<AvatarChange> removed = avatars.remove();
        rig.answers(answer("metadata", ID, metadata(INFO)))
                .answers(HEEDS)
                .answers("")
                .refuses("forbidden");
        assertThatThrownBy(removed::await).isInstanceOf(RefusedException.class);
    }

    @Test
    void announcementIsChecked() {
        assertThatThrownBy(() -> new Avatar("x", PictureType.PNG, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Avatar(ID.toUpperCase(Locale.ROOT), PictureType.PNG, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Avatar(ID, PictureType.PNG, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
