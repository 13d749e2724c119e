package im.redoubt.client.tls;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A ClientHello as it is on the wire (RFC 8446 section 4.1.2).
 *
 * @param suites the numbers of the suites
 * @param compressions the numbers of the compressions
 * @param extensions the extensions by number, as hexadecimal digits
 */
record ClientHello(List<Integer> suites, List<Integer> compressions, Map<Integer, String> extensions) {
    static final int SERVER_NAME = 0;
    static final int ALPN = 16;
    static final int PRE_SHARED_KEY = 41;
    static final int EARLY_DATA = 42;
    static final int SUPPORTED_VERSIONS = 43;

    private static final int HANDSHAKE = 22;
    private static final int HEADER = 4 + 2 + 32;

    /** Reads the first record of a connection. */
    static ClientHello read(Socket socket) throws IOException {
        DataInputStream input = new DataInputStream(socket.getInputStream());
        if (input.readByte() != HANDSHAKE) {
            throw new IOException("no handshake");
        }
        input.readShort();
        byte[] record = new byte[input.readUnsignedShort()];
        input.readFully(record);
        ByteBuffer hello = ByteBuffer.wrap(record, HEADER, record.length - HEADER);
        hello.position(hello.position() + 1 + hello.get(hello.position()));
        List<Integer> suites = new ArrayList<>();
        for (int left = hello.getShort(); left > 0; left -= 2) {
            suites.add(hello.getShort() & 0xFFFF);
        }
        List<Integer> compressions = new ArrayList<>();
        for (int left = hello.get(); left > 0; left--) {
            compressions.add((int) hello.get());
        }
        Map<Integer, String> extensions = new TreeMap<>();
        hello.getShort();
        while (hello.hasRemaining()) {
            int type = hello.getShort() & 0xFFFF;
            byte[] body = new byte[hello.getShort() & 0xFFFF];
            hello.get(body);
            extensions.put(type, java.util.HexFormat.of().formatHex(body));
        }
        return new ClientHello(suites, compressions, extensions);
    }

    /** Returns an extension's body as ASCII, or nothing. */
    String text(int extension) {
        byte[] body = java.util.HexFormat.of().parseHex(extensions.getOrDefault(extension, ""));
        return new String(body, StandardCharsets.US_ASCII);
    }
}
