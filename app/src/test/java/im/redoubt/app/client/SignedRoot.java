package im.redoubt.app.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A server of DNS on loopback with a root of its own, in which everything is, each record signed; what is not there it does not know.
 * Written from the specifications and by nothing of what it tests (RFC 1035, RFC 4034, RFC 6605).
 */
final class SignedRoot implements AutoCloseable {
    private static final int SRV = 33;
    private static final int RRSIG = 46;
    private static final int DNSKEY = 48;
    private static final int TLSA = 52;
    private static final int P_256 = 13;
    private static final int TTL = 60;

    private final KeyPair pair;
    private final DatagramSocket socket;
    private final Map<String, byte[]> records = new ConcurrentHashMap<>();
    private volatile Instant signedUntil = Instant.now().plusSeconds(3_600);

    SignedRoot() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            pair = generator.generateKeyPair();
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
        records.put(DNSKEY + " ", key());
        Thread.ofVirtual().start(this::serve);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
    }

    /** Returns the key of the root as it is published. */
    String anchor() {
        return tag() + " " + P_256 + " 2 " + HexFormat.of().formatHex(sha256(join(name(""), key())));
    }

    /** Says that a domain's clients find its server there. */
    void service(String domain, int port, String target) {
        byte[] numbers = ByteBuffer.allocate(6)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) port)
                .array();
        records.put(SRV + " _xmpp-client._tcp." + domain, join(numbers, name(target)));
    }

    /** Says which key the server there has: the SHA-256 of its public key. */
    void key(String host, int port, String hash) {
        records.put(
                TLSA + " _" + port + "._tcp." + host,
                join(new byte[] {3, 1, 1}, HexFormat.of().parseHex(hash)));
    }

    /** Has the signatures end then; until it is said, in an hour. */
    void signedUntil(Instant end) {
        signedUntil = end;
    }

    private void serve() {
        byte[] buffer = new byte[4_096];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                byte[] answer = answer(Arrays.copyOf(buffer, packet.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        } catch (IOException closed) {
            // the end of the test
        }
    }

    private byte[] answer(byte[] question) {
        StringBuilder text = new StringBuilder();
        int at = 12;
        while (question[at] != 0) {
            text.append(text.isEmpty() ? "" : ".")
                    .append(new String(question, at + 1, question[at], StandardCharsets.US_ASCII));
            at += question[at] + 1;
        }
        int type = ((question[at + 1] & 0xFF) << 8) | (question[at + 2] & 0xFF);
        byte[] asked = Arrays.copyOfRange(question, 12, at + 5);
        byte[] data = records.get(type + " " + text);
        byte[] answers = data == null ? new byte[0] : signed(text.toString(), type, data);
        ByteBuffer header = ByteBuffer.allocate(12).put(question, 0, 2).putShort((short) 0x8180);
        header.putShort((short) 1).putShort((short) (data == null ? 0 : 2));
        return join(header.array(), asked, answers);
    }

    private byte[] signed(String owner, int type, byte[] data) {
        int labels = owner.isEmpty() ? 0 : owner.split("\\.").length;
        Instant end = signedUntil;
        ByteBuffer numbers =
                ByteBuffer.allocate(18).putShort((short) type).put((byte) P_256).put((byte) labels);
        numbers.putInt(TTL).putInt((int) end.getEpochSecond()).putInt((int)
                end.minusSeconds(7_200).getEpochSecond());
        numbers.putShort((short) tag());
        byte[] before = join(numbers.array(), name(""));
        byte[] record = record(owner, type, data);
        try {
            Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
            signer.initSign(pair.getPrivate());
            signer.update(join(before, record));
            return join(record, record(owner, RRSIG, join(before, signer.sign())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] record(String owner, int type, byte[] data) {
        ByteBuffer fixed = ByteBuffer.allocate(10)
                .putShort((short) type)
                .putShort((short) 1)
                .putInt(TTL);
        return join(name(owner), fixed.putShort((short) data.length).array(), data);
    }

    private static byte[] name(String text) {
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        for (String label : text.isEmpty() ? new String[0] : text.split("\\.")) {
            name.write(label.length());
            name.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        name.write(0);
        return name.toByteArray();
    }

    private byte[] key() {
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        return join(
                new byte[] {1, 1, 3, P_256},
                number(key.getW().getAffineX()),
                number(key.getW().getAffineY()));
    }

    private static byte[] number(BigInteger coordinate) {
        return HexFormat.of().parseHex(String.format("%064x", coordinate));
    }

    /** RFC 4034 appendix B. */
    private int tag() {
        ByteBuffer key = ByteBuffer.wrap(key());
        int sum = 0;
        while (key.hasRemaining()) {
            sum += key.getShort() & 0xFFFF;
        }
        return (sum + (sum >> 16)) & 0xFFFF;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}
