package im.redoubt.client.dns;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.minidns.dnsmessage.DnsMessage;

/** A reply that is written byte by byte, so that it may be wrong. */
final class RawReply {
    private static final int HEADER_BYTES = 12;

    private final byte[] question;
    private final int id;
    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();
    private int count;
    private int flags = 0x8180;

    private RawReply(int id, byte[] question) {
        this.id = id;
        this.question = question;
    }

    static RawReply to(DnsMessage question) {
        byte[] wire = question.toArray();
        int length = HEADER_BYTES + question.getQuestion().toByteArray().length;
        return new RawReply(question.id, Arrays.copyOfRange(wire, HEADER_BYTES, length));
    }

    /** Says that it answers another question. */
    RawReply id(int other) {
        RawReply reply = new RawReply(other, question);
        reply.answers.writeBytes(answers.toByteArray());
        reply.count = count;
        return reply;
    }

    RawReply flags(int other) {
        flags = other;
        return this;
    }

    /** Adds a record of the name that was asked for; parts are octets or byte arrays. */
    RawReply record(int type, Object... parts) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (Object part : parts) {
            if (part instanceof Integer octet) {
                data.write(octet);
            } else {
                data.writeBytes((byte[]) part);
            }
        }
        write16(answers, 0xC000 | HEADER_BYTES, type, 1, 0, 60, data.size());
        answers.writeBytes(data.toByteArray());
        count++;
        return this;
    }

    /** Adds bytes that are said to be so many records. */
    RawReply bytes(int records, byte[] bytes) {
        answers.writeBytes(bytes);
        count += records;
        return this;
    }

    byte[] wire() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write16(out, id, flags, 1, count, 0, 0);
        out.writeBytes(question);
        out.writeBytes(answers.toByteArray());
        return out.toByteArray();
    }

    private static void write16(ByteArrayOutputStream out, int... numbers) {
        for (int number : numbers) {
            out.write(number >> 8);
            out.write(number);
        }
    }
}
