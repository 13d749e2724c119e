package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes in memory: what was written is there, in order, however it was written and however much room there was. */
class BufferTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 16, 1000})
    void holdsWhatWasWrittenWhateverItsRoom(int capacity) {
        XmlBuffer buffer = new XmlBuffer(capacity);
        for (int i = 0; i < 300; i++) {
            buffer.write(i);
        }

        assertThat(buffer.size()).isEqualTo(300);
        byte[] bytes = buffer.toByteArray();
        for (int i = 0; i < 300; i++) {
            assertThat(bytes[i]).isEqualTo((byte) i);
        }
    }

    @Test
    void writesPartsOfArrays() {
        XmlBuffer buffer = new XmlBuffer(0);
        byte[] bytes = Reading.bytes("0123456789");
        buffer.write(bytes, 3, 4);
        buffer.write(bytes, 0, 0);
        buffer.write(bytes, 10, 0);
        buffer.write(bytes, 9, 1);

        assertThat(buffer).hasToString("34569");
    }

    @Test
    void whatIsTakenOutIsACopy() {
        XmlBuffer buffer = new XmlBuffer();
        buffer.write('a');
        byte[] copy = buffer.toByteArray();
        copy[0] = 'b';

        assertThat(buffer).hasToString("a");
    }

    @Test
    void forgetsAndGoesOn() {
        XmlBuffer buffer = new XmlBuffer(4);
        buffer.write(Reading.bytes("abcdef"), 0, 6);
        buffer.truncate(2);
        buffer.write('x');
        assertThat(buffer).hasToString("abx");
        buffer.clear();
        assertThat(buffer.size()).isZero();
        buffer.write('y');

        assertThat(buffer).hasToString("y");
    }

    @Test
    void writesIntoAnother() {
        XmlBuffer one = new XmlBuffer();
        XmlBuffer other = new XmlBuffer(0);
        one.write(Reading.bytes("abc"), 0, 3);
        one.writeTo(other);
        one.writeTo(other);

        assertThat(other).hasToString("abcabc");
        assertThat(one).hasToString("abc");
    }

    /** Against the platform's own, with everything that can be done to it. */
    @Test
    void doesWhatAStringBuilderDoes() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            XmlBuffer buffer = new XmlBuffer(random.nextInt(20));
            StringBuilder expected = new StringBuilder();
            for (int i = 0; i < 200; i++) {
                switch (random.nextInt(6)) {
                    case 0 -> {
                        buffer.truncate(buffer.size() / 2);
                        expected.setLength(expected.length() / 2);
                    }
                    case 1 -> {
                        byte[] bytes = Reading.bytes("abcdefghij".substring(random.nextInt(10)));
                        buffer.write(bytes, 0, bytes.length);
                        expected.append(new String(bytes, StandardCharsets.US_ASCII));
                    }
                    default -> {
                        char c = (char) ('a' + random.nextInt(26));
                        buffer.write(c);
                        expected.append(c);
                    }
                }
            }
            assertThat(buffer).hasToString(expected.toString());
        }
    }

    /** The known words are the ones that come back; everything else is made anew and remembered nowhere. */
    @Test
    @Tag("R-82")
    @Tag("LIB-08")
    void wordsThatAreNotKnownAreNotKept() {
        byte[] known = Reading.bytes("message");
        byte[] unknown = Reading.bytes("urn:example:" + System.nanoTime());

        assertThat(KnownNames.string(known, 0, known.length)).isSameAs(KnownNames.string(known, 0, known.length));
        assertThat(KnownNames.string(unknown, 0, unknown.length))
                .isEqualTo(KnownNames.string(unknown, 0, unknown.length))
                .isNotSameAs(KnownNames.string(unknown, 0, unknown.length));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "message",
                "messagE",
                "Message",
                "messag",
                "messages",
                "presence",
                "iq",
                "qi",
                "body",
                "to",
                "ot",
                "from",
                "jabber:client",
                "jabber:clienT",
                "http://etherx.jabber.org/streams",
                "é",
                "😀",
                "x",
                "a"
            })
    @Tag("S-5")
    void aWordIsItselfAndNoOther(String word) {
        byte[] bytes = Reading.bytes("<" + word + ">");

        assertThat(KnownNames.string(bytes, 1, bytes.length - 1)).isEqualTo(word);
    }

    /** Words that fall into one slot of the table are still told apart. */
    @Test
    @Tag("S-5")
    @Tag("R-82")
    void wordsOfOneLengthAndOneEdgeAreToldApart() {
        for (String word : new String[] {"message", "presence", "subscribe", "unavailable", "groupchat", "headline"}) {
            for (int at = 0; at < word.length(); at++) {
                for (char c = 'a'; c <= 'z'; c++) {
                    String other = word.substring(0, at) + c + word.substring(at + 1);
                    byte[] bytes = Reading.bytes(other);
                    assertThat(KnownNames.string(bytes, 0, bytes.length)).isEqualTo(other);
                }
            }
        }
    }
}
