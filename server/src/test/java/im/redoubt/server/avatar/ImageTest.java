package im.redoubt.server.avatar;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.server.store.Blob;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken for an image, and what it is called. */
class ImageTest {
    private static Optional<Image> read(String type, String base64) {
        return Image.read(Optional.of(type), base64);
    }

    /** The first is the digest that everybody knows: SHA-1 of {@code abc} (FIPS 180-4). */
    @Test
    void isNamedByItsBytesHoweverTheyAreWritten() {
        Image plain = read("image/png", "YWJj").orElseThrow();
        assertThat(plain.id()).isEqualTo("a9993e364706816aba3e25717850c26c9cd0d89d");
        assertThat(plain.bytes().text()).isEqualTo("abc");
        for (String written : new String[] {" YWJj ", "YW\nJj", "Y\r\n W\tJj\n"}) {
            assertThat(read("image/png", written).orElseThrow().id())
                    .as(written)
                    .isEqualTo(plain.id());
        }
        assertThat(plain.base64()).isEqualTo("YWJj");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Y", "YWJj=", "YWJ-", "<svg/>", "YWJjé", "YWJj\u00a0", "===="})
    @Tag("S-1")
    void whatIsNoBase64IsNone(String text) {
        assertThat(read("image/png", text)).isEmpty();
    }

    /** The type is shown to others: it says that it is an image, or nothing that the owner wrote. */
    @ParameterizedTest
    @CsvSource({
        "image/png,image/png",
        "image/svg+xml,image/svg+xml",
        "' image/gif ',image/gif",
        "text/html,image/png",
        "image/,image/png",
        "image/a;b=c,image/png",
        "'image/a\nb',image/png",
        "'',image/png"
    })
    void hasATypeThatIsOne(String said, String taken) {
        assertThat(read(said, "YWJj").orElseThrow().type()).isEqualTo(taken);
        assertThat(Image.read(Optional.empty(), "YWJj").orElseThrow().type()).isEqualTo("image/png");
    }

    @Test
    void aCardIsChangedInNothingButItsPhoto() {
        Blob card = Blob.of("<vCard xmlns='vcard-temp'><FN>B</FN><PHOTO><BINVAL>eA==</BINVAL></PHOTO>"
                + "<N><FAMILY>F</FAMILY></N><PHOTO><EXTVAL>https://x</EXTVAL></PHOTO></vCard>");
        Optional<Image> image = read("image/gif", "YWJj");

        Blob changed = Card.with(Optional.of(card), image);

        assertThat(changed.text())
                .isEqualTo("<vCard xmlns='vcard-temp'><FN>B</FN><N><FAMILY>F</FAMILY></N>"
                        + "<PHOTO><TYPE>image/gif</TYPE><BINVAL>YWJj</BINVAL></PHOTO></vCard>");
        assertThat(Card.photo(changed).orElseThrow().id())
                .isEqualTo(image.orElseThrow().id());
        assertThat(Card.photo(card).orElseThrow().bytes().text()).isEqualTo("x");
        assertThat(Card.with(Optional.of(changed), Optional.empty()).text())
                .isEqualTo("<vCard xmlns='vcard-temp'><FN>B</FN><N><FAMILY>F</FAMILY></N></vCard>");
        assertThat(Card.with(Optional.empty(), image).text())
                .isEqualTo(
                        "<vCard xmlns='vcard-temp'><PHOTO><TYPE>image/gif</TYPE><BINVAL>YWJj</BINVAL></PHOTO></vCard>");
        for (String without :
                new String[] {"", "<PHOTO/>", "<PHOTO><BINVAL>*</BINVAL></PHOTO>", "<PHOTO><BINVAL/></PHOTO>"}) {
            assertThat(Card.photo(Blob.of(
                            without.isEmpty()
                                    ? "<vCard xmlns='vcard-temp'/>"
                                    : "<vCard xmlns='vcard-temp'>" + without + "</vCard>")))
                    .as(without)
                    .isEmpty();
        }
    }
}
