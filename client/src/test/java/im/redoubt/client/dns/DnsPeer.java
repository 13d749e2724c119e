package im.redoubt.client.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.minidns.dnsmessage.DnsMessage;
import org.minidns.dnsname.DnsName;
import org.minidns.record.A;
import org.minidns.record.AAAA;
import org.minidns.record.CNAME;
import org.minidns.record.Data;
import org.minidns.record.Record;
import org.minidns.record.SRV;

/**
 * A server of DNS on loopback, by UDP and TCP on the same port. Its messages are read and written by MiniDNS, so that two who
 * never met must agree about them.
 */
public final class DnsPeer implements AutoCloseable {
    private final DatagramSocket datagrams;
    private final ServerSocket connections;
    private final Script script;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger askedByTcp = new AtomicInteger();

    private DnsPeer(Script script) throws IOException {
        this.script = script;
        this.connections = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.datagrams = new DatagramSocket(connections.getLocalPort(), InetAddress.getLoopbackAddress());
    }

    /** Says what each question is answered with; nothing for no answer. */
    public interface Script {
        List<byte[]> answer(DnsMessage question, boolean tcp) throws IOException;
    }

    /** A peer that answers by records. */
    public interface Zone {
        List<Record<? extends Data>> records(String name, Record.TYPE type);

        /** What stands beside the answer. */
        default List<Record<? extends Data>> beside(String name, Record.TYPE type) {
            return List.of();
        }
    }

    public static DnsPeer of(Script script) throws IOException {
        DnsPeer peer = new DnsPeer(script);
        start(peer::serveDatagrams);
        start(peer::serveConnections);
        return peer;
    }

    public static DnsPeer zone(Zone zone) throws IOException {
        return of((question, tcp) -> {
            String name = question.getQuestion().name.toString();
            Record.TYPE type = question.getQuestion().type;
            DnsMessage full = reply(question)
                    .setAnswers(zone.records(name, type))
                    .setNameserverRecords(zone.beside(name, type))
                    .build();
            byte[] bytes = full.toArray();
            boolean fits = tcp || bytes.length <= 1232;
            return List.of(
                    fits ? bytes : reply(question).setTruncated(true).build().toArray());
        });
    }

    public static DnsMessage.Builder reply(DnsMessage question) {
        return question.getResponseBuilder(DnsMessage.RESPONSE_CODE.NO_ERROR).setRecursionAvailable(true);
    }

    public static Record<SRV> srv(String owner, int priority, int weight, int port, String target) {
        DnsName name = target.equals(".") ? DnsName.ROOT : DnsName.from(target);
        return record(owner, Record.TYPE.SRV, new SRV(priority, weight, port, name));
    }

    public static Record<CNAME> cname(String owner, String target) {
        return record(owner, Record.TYPE.CNAME, new CNAME(target));
    }

    public static Record<A> a(String owner, String address) {
        return record(owner, Record.TYPE.A, new A(address));
    }

    public static Record<AAAA> aaaa(String owner, String address) {
        return record(owner, Record.TYPE.AAAA, new AAAA(address));
    }

    public static <D extends Data> Record<D> record(String owner, Record.TYPE type, D data) {
        return new Record<>(DnsName.from(owner), type, Record.CLASS.IN, 60, data, false);
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), connections.getLocalPort());
    }

    /** Returns how many questions came. */
    public int asked() {
        return asked.get();
    }

    public int askedByTcp() {
        return askedByTcp.get();
    }

    private static void start(Serving serving) {
        Thread thread = new Thread(() -> {
            try {
                serving.run();
            } catch (IOException closed) {
                // The peer was closed.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void serveDatagrams() throws IOException {
        byte[] buffer = new byte[4096];
        while (!datagrams.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            datagrams.receive(packet);
            asked.incrementAndGet();
            DnsMessage question = new DnsMessage(Arrays.copyOf(packet.getData(), packet.getLength()));
            for (byte[] answer : script.answer(question, false)) {
                datagrams.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        }
    }

    private void serveConnections() throws IOException {
        while (!connections.isClosed()) {
            try (Socket socket = connections.accept()) {
                askedByTcp.incrementAndGet();
                DataInputStream in = new DataInputStream(socket.getInputStream());
                byte[] message = new byte[in.readUnsignedShort()];
                in.readFully(message);
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                for (byte[] answer : script.answer(new DnsMessage(message), true)) {
                    out.writeShort(answer.length);
                    out.write(answer);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        datagrams.close();
        connections.close();
    }

    private interface Serving {
        void run() throws IOException;
    }
}
