package im.redoubt.client.vcard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.Pending;
import im.redoubt.client.RefusedException;
import im.redoubt.client.Rig;
import im.redoubt.client.picture.Picture;
import im.redoubt.client.picture.Pictures;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A card is of whom was asked, and what is in it is small, unverified, and leads nowhere. */
final class VCardsTest {
    private static final BareJid BOB = BareJid.of("bob@example.org");
    private static final String PHOTO =
            "<PHOTO><TYPE>text/html</TYPE><BINVAL>\n" + Pictures.PIXEL.base64() + "\n</BINVAL></PHOTO>";
    private static final String WHOLE = "<FN>Bob the Builder</FN><N><FAMILY>Builder</FAMILY><GIVEN>Bob</GIVEN><MIDDLE/>"
            + "<PREFIX>Sir</PREFIX><X-INNER>i</X-INNER></N><NICKNAME>bobby</NICKNAME><URL>https://bob.example/</URL>"
            + "<BDAY>1966-08-06</BDAY><ORG><ORGNAME>Yard</ORGNAME><ORGUNIT>Walls</ORGUNIT><ORGUNIT>Bricks</ORGUNIT></ORG>"
            + "<TITLE>Builder</TITLE><TEL><WORK/><VOICE/><NUMBER>303</NUMBER></TEL><TEL><HOME/><FAX/><NUMBER/></TEL>"
            + "<EMAIL><INTERNET/><PREF/><USERID>bob@mail.example</USERID></EMAIL><DESC>I build.</DESC>" + PHOTO
            + "<ADR><WORK/><LOCALITY>Denver</LOCALITY></ADR><X-OTHER xmlns='urn:x'>kept</X-OTHER>";

    private final Rig rig = new Rig();
    private final VCards cards = rig.attach(VCards.FEATURE);

    VCardsTest() {
        rig.connect();
        rig.sent();
    }

    private static String card(String inside) {
        return "<vCard xmlns='vcard-temp'>" + inside + "</vCard>";
    }

    private VCard read(String inside) {
        Pending<Optional<VCard>> card = cards.of(BOB);
        rig.answers(card(inside));
        return card.await().orElseThrow();
    }

    @Test
    void cardOfAContactIsRead() {
        VCard card = read(WHOLE);
        assertThat(rig.lastSent().toString()).contains("to='bob@example.org'").contains("<vCard xmlns='vcard-temp'/>");
        assertThat(card.text(CardText.FULL_NAME)).isEqualTo(Unverified.of("Bob the Builder"));
        assertThat(card.text(CardText.FAMILY_NAME)).isEqualTo(Unverified.of("Builder"));
        assertThat(card.text(CardText.GIVEN_NAME)).isEqualTo(Unverified.of("Bob"));
        assertThat(card.text(CardText.MIDDLE_NAME).isEmpty()).isTrue();
        assertThat(card.text(CardText.NAME_PREFIX)).isEqualTo(Unverified.of("Sir"));
        assertThat(card.text(CardText.NICKNAME)).isEqualTo(Unverified.of("bobby"));
        assertThat(card.text(CardText.URL)).isEqualTo(Unverified.of("https://bob.example/"));
        assertThat(card.text(CardText.ORGANIZATION)).isEqualTo(Unverified.of("Yard"));
        assertThat(card.text(CardText.ORGANIZATION_UNIT)).isEqualTo(Unverified.of("Walls"));
        assertThat(card.text(CardText.TITLE)).isEqualTo(Unverified.of("Builder"));
        assertThat(card.text(CardText.DESCRIPTION)).isEqualTo(Unverified.of("I build."));
        assertThat(card.birthday()).contains(LocalDate.of(1966, 8, 6));
        assertThat(card.emails())
                .containsExactly(new CardEntry(
                        Unverified.of("bob@mail.example"), Set.of(CardEntry.Use.INTERNET, CardEntry.Use.PREF)));
        assertThat(card.phones())
                .containsExactly(new CardEntry(Unverified.of("303"), Set.of(CardEntry.Use.WORK, CardEntry.Use.VOICE)));
        assertThat(card.photo()).contains(Pictures.PIXEL);
    }

    @Test
    @Tag("LIB-08")
    void nothingOfItIsPrinted() {
        VCard card = read(WHOLE);
        assertThat(card.toString() + card.phones() + card.emails() + card.photo())
                .doesNotContain("Bob")
                .doesNotContain("303")
                .doesNotContain("mail.example");
    }

    /** Section 3.3, and what it said before version 1.3. */
    @Test
    void whoHasNoneHasNone() {
        for (String condition : new String[] {"item-not-found", "service-unavailable"}) {
            Pending<Optional<VCard>> card = cards.of(BOB);
            rig.refuses(condition);
            assertThat(card).isCompletedWithValue(Optional.empty());
        }
        for (String answer : new String[] {"", card(""), "<vCard xmlns='urn:other'><FN>x</FN></vCard>"}) {
            Pending<Optional<VCard>> card = cards.own();
            rig.answers(answer);
            assertThat(card).isCompletedWithValue(Optional.empty());
        }
        Pending<Optional<VCard>> refused = cards.of(BOB);
        rig.refuses("forbidden");
        assertThatThrownBy(refused::await).isInstanceOf(RefusedException.class);
    }

    @ParameterizedTest
    @Tag("R-64")
    @ValueSource(strings = {"mallory@example.net", "bob@example.org/x", "alice@example.org", "example.org"})
    void somebodyElsesAnswerIsNone(String from) {
        Pending<Optional<VCard>> card = cards.of(BOB);
        rig.says("<iq type='result' from='" + from + "' id='" + rig.lastId() + "'>" + card(WHOLE) + "</iq>");
        assertThat(card).isNotDone();
        Pending<Optional<VCard>> own = cards.of(Rig.ALICE);
        assertThat(rig.lastSent().attribute("to")).isEmpty();
        rig.says("<iq type='result' from='mallory@example.net' id='" + rig.lastId() + "'>" + card(WHOLE) + "</iq>");
        assertThat(own).isNotDone();
        rig.answers(card(WHOLE));
        assertThat(own).isCompleted();
    }

    /** Nobody sends the client to an address, and bytes are what they are and not what they are called. */
    @ParameterizedTest
    @Tag("X-90")
    @Tag("X-92")
    @ValueSource(
            strings = {
                "<PHOTO><EXTVAL>http://127.0.0.1:8080/x.png</EXTVAL></PHOTO>",
                "<PHOTO><TYPE>image/png</TYPE></PHOTO>",
                "<PHOTO><TYPE>image/png</TYPE><BINVAL/></PHOTO>",
                "<PHOTO><TYPE>image/png</TYPE><BINVAL>!rubbish!</BINVAL></PHOTO>",
                "<PHOTO><TYPE>image/png</TYPE><BINVAL>PHN2ZyBvbmxvYWQ9J2FsZXJ0KDEpJy8+</BINVAL></PHOTO>",
                "<PHOTO><TYPE>image/png</TYPE><BINVAL>data:image/png;base64,iVBORw0KGgo=</BINVAL></PHOTO>",
                "<PHOTO xmlns='urn:other'><BINVAL>iVBORw0KGgo=</BINVAL></PHOTO>"
            })
    void photoThatIsNoneIsPassedOver(String photo) {
        VCard card = read("<FN>Bob</FN>" + photo);
        assertThat(card.photo()).isEmpty();
        assertThat(card.text(CardText.FULL_NAME)).isEqualTo(Unverified.of("Bob"));
        assertThat(rig.sent()).hasSize(1);
    }

    @Test
    @Tag("LIB-08")
    void limitOfPhotosIsTheApplications() {
        Rig small = new Rig();
        VCards few = small.attach(VCards.withPhotosUpTo(Pictures.PIXEL.size() - 1));
        small.connect();
        Pending<Optional<VCard>> card = few.of(BOB);
        small.answers(card(WHOLE));
        assertThat(card.await().orElseThrow().photo()).isEmpty();
        assertThat(card.await().orElseThrow().withPhoto(Pictures.PIXEL).photo()).contains(Pictures.PIXEL);
        assertThatThrownBy(() -> VCards.withPhotosUpTo(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VCards.withPhotosUpTo(Picture.MOST_BYTES + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @Tag("LIB-08")
    @EnumSource(CardText.class)
    void textsAreBounded(CardText which) {
        String most = "x".repeat(which.mostChars());
        VCard card = VCard.EMPTY.with(which, most);
        assertThat(card.text(which)).isEqualTo(Unverified.of(most));
        assertThatThrownBy(() -> VCard.EMPTY.with(which, most + "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VCard.EMPTY.with(which, "\u0000")).isInstanceOf(IllegalArgumentException.class);
        String longer = card.toElement().toString().replace(most, most + "x");
        VCard read = read(longer.substring(longer.indexOf('>') + 1, longer.length() - "</vCard>".length()));
        assertThat(read.text(which).isEmpty()).isTrue();
        assertThat(card.with(which, "").text(which).isEmpty()).isTrue();
    }

    @Test
    @Tag("LIB-08")
    void entriesAreBounded() {
        VCard card = read("<EMAIL><USERID>e</USERID></EMAIL>".repeat(30) + "<TEL><NUMBER>"
                + "1".repeat(CardEntry.MOST_CHARS + 1) + "</NUMBER></TEL>" + "<TEL>12</TEL>");
        assertThat(card.emails()).hasSize(VCard.MOST_ENTRIES);
        assertThat(card.phones()).isEmpty();
        CardEntry[] many =
                Collections.nCopies(VCard.MOST_ENTRIES + 1, CardEntry.of("1")).toArray(new CardEntry[0]);
        assertThatThrownBy(() -> VCard.EMPTY.withPhones(many)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CardEntry.of("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CardEntry.of("1".repeat(CardEntry.MOST_CHARS + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1966-08-06, 1966-08-06",
        "1966-08-06T00:00:00Z, 1966-08-06",
        "1966-02-30,",
        "'06.08.1966',",
        "'',",
        "T,",
        "+999999999999-01-01,"
    })
    void birthdayIsADateOrText(String text, LocalDate day) {
        VCard card = read("<FN/><BDAY>" + text + "</BDAY>");
        assertThat(card.birthday()).isEqualTo(Optional.ofNullable(day));
        assertThat(card.text(CardText.BIRTHDAY)).isEqualTo(Unverified.of(text));
    }

    /** Section 3.2: the whole card is sent; what other clients have put there does not get lost. */
    @Test
    void whatIsNotChangedStays() {
        Pending<Optional<VCard>> own = cards.own();
        rig.answers(card(WHOLE));
        Pending<VCard> published = cards.publish(own.await()
                .orElseThrow()
                .with(CardText.NICKNAME, "builder")
                .with(CardText.FAMILY_NAME, "Mason")
                .with(CardText.NAME_PREFIX, "")
                .with(CardText.NAME_SUFFIX, "jr.")
                .with(CardText.TITLE, "")
                .with(CardText.ORGANIZATION_UNIT, "Roofs"));
        assertThat(rig.lastSent().toString())
                .contains("type='set'")
                .doesNotContain(" to=")
                .contains(WHOLE.replace("bobby", "builder")
                        .replace("<FAMILY>Builder", "<FAMILY>Mason")
                        .replace("<PREFIX>Sir</PREFIX>", "")
                        .replace("</X-INNER>", "</X-INNER><SUFFIX>jr.</SUFFIX>")
                        .replace("<TITLE>Builder</TITLE>", "")
                        .replace("<ORGUNIT>Walls</ORGUNIT><ORGUNIT>Bricks</ORGUNIT>", "<ORGUNIT>Roofs</ORGUNIT>"));
        rig.answers("");
        assertThat(published).isCompleted();
    }

    @Test
    void newCardIsPublished() {
        VCard card = VCard.EMPTY
                .with(CardText.FULL_NAME, "Alice")
                .with(CardText.GIVEN_NAME, "Alice")
                .with(CardText.FAMILY_NAME, "Arkwright")
                .withBirthday(LocalDate.of(2001, 2, 3))
                .withEmails(CardEntry.of("a@mail.example", CardEntry.Use.HOME))
                .withPhones(CardEntry.of("1", CardEntry.Use.CELL), CardEntry.of("2"))
                .withPhoto(Pictures.PIXEL);
        assertThat(card.toElement().toString())
                .isEqualTo(card("<FN>Alice</FN><N><GIVEN>Alice</GIVEN><FAMILY>Arkwright</FAMILY></N>"
                        + "<BDAY>2001-02-03</BDAY><EMAIL><HOME/><USERID>a@mail.example</USERID></EMAIL>"
                        + "<TEL><CELL/><NUMBER>1</NUMBER></TEL><TEL><NUMBER>2</NUMBER></TEL>"
                        + "<PHOTO><TYPE>image/png</TYPE><BINVAL>" + Pictures.PIXEL.base64() + "</BINVAL></PHOTO>"));
        assertThat(card.withoutPhoto().photo()).isEmpty();
        assertThat(card.withPhones().phones()).isEmpty();
        Pending<VCard> refused = cards.publish(card);
        rig.refuses("not-acceptable");
        assertThatThrownBy(refused::await).isInstanceOf(RefusedException.class);
    }
}
