package im.redoubt.client.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Puts one question to one server: by UDP from a port of its own that hears nobody but that server, and by TCP if the answer
 * is too long for that (RFC 7766). What does not belong to the question is passed over: it may be somebody's guess, and the
 * answer is still to come.
 */
final class Exchange {
    private static final int MAX_DATAGRAM_BYTES = 4_096;
    private static final int HEADER_BYTES = 12;
    private static final int MAX_STRAY_DATAGRAMS = 256;

    private final Query query;
    private final long deadlineNanos;

    /** Asks until this moment of {@link System#nanoTime()}. */
    Exchange(Query query, long deadlineNanos) {
        this.query = query;
        this.deadlineNanos = deadlineNanos;
    }

    Reply with(InetSocketAddress server) throws IOException {
        Reply reply = datagram(server);
        return reply.truncated() ? stream(server) : reply;
    }

    private Reply datagram(InetSocketAddress server) throws IOException {
        byte[] wire = query.wire();
        byte[] buffer = new byte[MAX_DATAGRAM_BYTES];
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(server);
            socket.send(new DatagramPacket(wire, wire.length));
            for (int stray = 0; stray < MAX_STRAY_DATAGRAMS; stray++) {
                socket.setSoTimeout(leftMillis());
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                Optional<Reply> reply = belonging(Arrays.copyOf(buffer, packet.getLength()));
                if (reply.isPresent()) {
                    return reply.get();
                }
            }
        }
        throw new SocketTimeoutException("too many datagrams that are no answer");
    }

    private Reply stream(InetSocketAddress server) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server, leftMillis());
            byte[] wire = query.wire();
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            byte[] framed = new byte[wire.length + 2];
            framed[0] = (byte) (wire.length >> 8);
            framed[1] = (byte) wire.length;
            System.arraycopy(wire, 0, framed, 2, wire.length);
            out.write(framed);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            socket.setSoTimeout(leftMillis());
            byte[] message = new byte[in.readUnsignedShort()];
            for (int read = 0; read < message.length; ) {
                socket.setSoTimeout(leftMillis());
                int more = in.read(message, read, message.length - read);
                if (more < 0) {
                    throw new MalformedReplyException("an end before its end");
                }
                read += more;
            }
            Reply reply = belonging(message).orElseThrow(() -> new MalformedReplyException("another question"));
            if (reply.truncated()) {
                throw new MalformedReplyException("no end even by TCP");
            }
            return reply;
        }
    }

    private Optional<Reply> belonging(byte[] message) throws MalformedReplyException {
        return message.length < HEADER_BYTES ? Optional.empty() : Reply.read(message, query);
    }

    private int leftMillis() throws SocketTimeoutException {
        long left = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
        if (left <= 0) {
            throw new SocketTimeoutException("no answer in time");
        }
        return (int) Math.min(left, Integer.MAX_VALUE);
    }
}
