package im.redoubt.client.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no small picture of pixels is none, whatever it is called. */
final class PictureTest {
    private static byte[] bytes(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Optional<Picture> read(byte[] bytes) {
        return Picture.read(Base64.getEncoder().encodeToString(bytes), Picture.MOST_BYTES);
    }

    @ParameterizedTest
    @CsvSource({
        "PNG, image/png, \u0089PNG\\r\\n\u001a\\n and more",
        "JPEG, image/jpeg, \u00ff\u00d8\u00ff\u00e0",
        "GIF, image/gif, GIF87a",
        "GIF, image/gif, GIF89a",
        "WEBP, image/webp, RIFF\u0001\u0002\u0003\u0004WEBPVP8 "
    })
    void typeIsThatOfTheBytes(PictureType type, String mediaType, String beginning) {
        byte[] bytes = bytes(beginning.replace("\\r", "\r").replace("\\n", "\n"));
        Picture picture = read(bytes).orElseThrow();
        assertThat(picture.type()).isEqualTo(type);
        assertThat(type.mediaType()).isEqualTo(mediaType);
        assertThat(PictureType.named(mediaType.toUpperCase(Locale.ROOT))).contains(type);
        assertThat(picture.bytes()).isEqualTo(bytes);
        assertThat(picture).isEqualTo(Picture.of(bytes)).hasSameHashCodeAs(Picture.of(bytes));
        assertThat(picture.toString()).isEqualTo(mediaType + " of " + bytes.length + " bytes");
    }

    /** Scripts, links and documents are no pictures. */
    @ParameterizedTest
    @Tag("X-92")
    @ValueSource(
            strings = {
                "",
                "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
                "<?xml version='1.0'?><svg/>",
                "<html><script>alert(1)</script></html>",
                " GIF89a",
                "GIF88a",
                "GIF89",
                "PNG\r\n",
                "RIFF0000WAVE",
                "RIFF0000WEB",
                "%PDF-1.7",
                "BM0000"
            })
    void anythingElseIsNone(String content) {
        assertThat(read(bytes(content))).isEmpty();
        assertThatThrownBy(() -> Picture.of(bytes(content))).isInstanceOf(IllegalArgumentException.class);
        assertThat(PictureType.named("image/svg+xml")).isEmpty();
        assertThat(PictureType.named("text/html")).isEmpty();
    }

    @ParameterizedTest
    @Tag("LIB-08")
    @ValueSource(ints = {8, 9, 10, 11, 12, 100})
    void sizeIsBoundedToTheByte(int size) {
        String base64 = Base64.getEncoder().encodeToString(Pictures.png(size));
        assertThat(Picture.read(base64, size)).isPresent();
        assertThat(Picture.read(base64, size - 1)).isEmpty();
        assertThat(Picture.read(base64, 1)).isEmpty();
    }

    @Test
    void nothingIsLargerThanTheMost() {
        assertThat(Picture.of(Pictures.png(Picture.MOST_BYTES)).size()).isEqualTo(Picture.MOST_BYTES);
        assertThatThrownBy(() -> Picture.of(Pictures.png(Picture.MOST_BYTES + 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Picture.read("", Picture.MOST_BYTES + 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Picture.read("", 0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** XEP-0084 section 4.2.1: white space may be anywhere; nothing else may. */
    @Test
    void whiteSpaceMeansNothing() {
        StringBuilder spaced = new StringBuilder("\n  ");
        for (char c : Pictures.PIXEL.base64().toCharArray()) {
            spaced.append(c).append(" \t\r\n");
        }
        assertThat(Picture.read(spaced.toString(), Pictures.PIXEL.size())).contains(Pictures.PIXEL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "iVBORw0KGgo=!", "iVBO\u0600w0KGgo=", "iVBO-w0KGgo_", "iVBORw0K=Ggo", "===="})
    void rubbishIsNone(String base64) {
        assertThat(Picture.read("iVBORw0KGgo=", 100)).isPresent();
        assertThat(Picture.read(base64, 100)).isEmpty();
    }

    @Test
    void idIsTheHash() {
        // Among so many are some that begin with zeros.
        for (int i = 0; i < 300; i++) {
            assertThat(Picture.of(bytes("GIF89a" + i)).id()).hasSize(40).isEqualTo(hash("GIF89a" + i));
        }
    }

    private static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes(text)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void bytesAreCopied() {
        byte[] bytes = Pictures.png(20);
        Picture picture = Picture.of(bytes);
        bytes[0] = 0;
        picture.bytes()[1] = 0;
        assertThat(picture.bytes()).isEqualTo(Pictures.png(20));
        assertThat(picture).isNotEqualTo(Picture.of(Pictures.png(21)));
    }
}
