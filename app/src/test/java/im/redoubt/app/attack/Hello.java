package im.redoubt.app.attack;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A ClientHello made by hand (RFC 5246 section 7.4.1.2, RFC 8446 section 4.1.2), for what no TLS library would send. */
final class Hello {
    /** A record that a server sent. */
    record Answer(int type, int first, int second) {
        private static final int ALERT = 21;
        private static final int HANDSHAKE = 22;
        private static final int SERVER_HELLO = 2;
        private static final int FATAL = 2;

        /** The connection ended without a record. */
        static final Answer END = new Answer(-1, -1, -1);

        boolean refuses() {
            return type == -1 || (type == ALERT && first == FATAL);
        }

        boolean accepts() {
            return type == HANDSHAKE && first == SERVER_HELLO;
        }
    }

    static final int TLS10 = 0x0301;
    static final int TLS11 = 0x0302;
    static final int TLS12 = 0x0303;
    private static final int RECORD_BYTES = 1 << 14;
    private static final byte[] GROUPS = {0, 4, 0, 0x1d, 0, 0x17};
    private static final byte[] SIGNATURES = {0, 10, 4, 3, 5, 3, 8, 4, 4, 1, 2, 1};

    private final ByteArrayOutputStream extensions = new ByteArrayOutputStream();
    private final int version;
    private final int[] suites;

    /** Says the highest version and the suites that are wanted. */
    Hello(int version, int... suites) {
        this.version = version;
        this.suites = suites.clone();
        extension(0, name("localhost"));
        extension(10, GROUPS);
        extension(11, new byte[] {1, 0});
        extension(13, SIGNATURES);
    }

    private static byte[] name(String host) {
        byte[] bytes = host.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(5 + bytes.length)
                .putShort((short) (3 + bytes.length))
                .put((byte) 0)
                .putShort((short) bytes.length)
                .put(bytes)
                .array();
    }

    /** Adds an extension. */
    Hello extension(int type, byte[] data) {
        extensions.writeBytes(ByteBuffer.allocate(4 + data.length)
                .putShort((short) type)
                .putShort((short) data.length)
                .put(data)
                .array());
        return this;
    }

    /** Returns the handshake message. */
    byte[] message() {
        int length = 2 + 32 + 1 + 2 + 2 * suites.length + 2 + 2 + extensions.size();
        ByteBuffer bytes = ByteBuffer.allocate(4 + length);
        bytes.putInt(1 << 24 | length)
                .putShort((short) version)
                .put(new byte[32])
                .put((byte) 0);
        bytes.putShort((short) (2 * suites.length));
        for (int suite : suites) {
            bytes.putShort((short) suite);
        }
        bytes.put((byte) 1).put((byte) 0).putShort((short) extensions.size()).put(extensions.toByteArray());
        return bytes.array();
    }

    /** Returns the message in records of at most {@code most} bytes. */
    byte[] records(int most) {
        byte[] message = message();
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        for (int at = 0; at < message.length; at += most) {
            int count = Math.min(most, message.length - at);
            records.writeBytes(new byte[] {22, 3, 1, (byte) (count >> 8), (byte) count});
            records.write(message, at, count);
        }
        return records.toByteArray();
    }

    /** Sends it and returns how the server begins its answer. */
    Answer sendTo(Socket socket) {
        try {
            socket.getOutputStream().write(records(RECORD_BYTES));
            socket.getOutputStream().flush();
        } catch (IOException closed) {
            // the answer says so
        }
        return answer(socket);
    }

    /** Returns the next record. */
    static Answer answer(Socket socket) {
        try {
            InputStream in = socket.getInputStream();
            ByteBuffer header = ByteBuffer.wrap(exactly(in, 5));
            int type = header.get();
            byte[] fragment = exactly(in, header.getShort(3));
            return new Answer(type, fragment[0], fragment[1]);
        } catch (EOFException end) {
            return Answer.END;
        } catch (java.net.SocketTimeoutException silence) {
            throw new UncheckedIOException(silence);
        } catch (IOException reset) {
            return Answer.END;
        }
    }

    private static byte[] exactly(InputStream in, int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException();
        }
        return bytes;
    }
}
