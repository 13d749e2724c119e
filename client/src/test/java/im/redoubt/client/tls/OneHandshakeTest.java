package im.redoubt.client.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which records of a server are read, by their types: C is a change of cipher, H a handshake, D data, A an alert. */
@Tag("T-33")
class OneHandshakeTest {
    private static final Random RANDOM = new Random(17);

    /** RFC 5246 section 7.3, RFC 8446 sections 2 and D.4: all that comes of one handshake, however long it is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HCHD",
                "HHHHCHDDDA",
                "HCDDDD",
                "HCCDD",
                "HCHCDD",
                "HDD",
                "HA",
                "HCHA",
                "DHDHDHDH",
                "",
                "HHHHHHHHHHHHH"
            })
    void oneHandshakeIsRead(String records) throws IOException {
        byte[] sent = records(records);
        for (int longest : new int[] {1, 3, 7, 16_384}) {
            assertThat(read(sent, longest)).isEqualTo(sent);
        }
    }

    /** RFC 5246 section 7.4.1.1: a server asks for another one by a record of the same type. */
    @ParameterizedTest
    @ValueSource(strings = {"HCHH", "HHHHCHDDDH", "HCHDDDHC", "HCHCHHCH", "CHH"})
    void whatBeginsASecondOneIsNot(String records) {
        byte[] sent = records(records);
        for (int longest : new int[] {1, 3, 7, 16_384}) {
            assertThatThrownBy(() -> read(sent, longest))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("second handshake");
        }
    }

    /** Not even what came together with it: who does TLS above does not hear that a server asked. */
    @Test
    void nothingIsReadOfARefusal() throws IOException {
        byte[] sent = records("HCHHDDDDDDDD");
        byte[] bytes = new byte[sent.length - 1];
        try (InputStream input = new OneHandshake(new ByteArrayInputStream(sent))) {
            assertThatThrownBy(() -> input.read(bytes, 0, bytes.length)).isInstanceOf(SSLException.class);
            assertThat(input.available()).isPositive();
            assertThatThrownBy(input::read).isInstanceOf(SSLException.class);
        }
    }

    private static byte[] read(byte[] sent, int longest) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (InputStream input = new OneHandshake(new ByteArrayInputStream(sent))) {
            byte[] bytes = new byte[longest + 2];
            for (int count = input.read(bytes, 2, longest); count >= 0; count = input.read(bytes, 2, longest)) {
                read.write(bytes, 2, count);
                int one = input.read();
                if (one >= 0) {
                    read.write(one);
                }
            }
        }
        return read.toByteArray();
    }

    /** What is in a record says nothing: it looks like the header of another one. */
    private static byte[] records(String types) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int record = 0; record < types.length(); record++) {
            int length = RANDOM.nextInt(600);
            bytes.write("CAHD".indexOf(types.charAt(record)) + 20);
            bytes.write(3);
            bytes.write(3);
            bytes.write(length >> 8);
            bytes.write(length);
            for (int i = 0; i < length; i++) {
                bytes.write(20 + i % 4);
            }
        }
        return bytes.toByteArray();
    }
}
