package im.redoubt.client.dns;

import java.io.ByteArrayOutputStream;

/** One record of an answer; names within its data are written out in lower case (RFC 4034 section 6.2). */
final class ResourceRecord {
    private static final int SRV_NUMBERS_BYTES = 6;
    private static final int RRSIG_NUMBERS_BYTES = 18;
    private static final int INTERNET = 1;

    private final DomainName owner;
    private final int type;
    private final byte[] data;

    private ResourceRecord(DomainName owner, int type, byte[] data) {
        this.owner = owner;
        this.type = type;
        this.data = data;
    }

    /** Reads the next record of a message. One of another class than IN has type 0, which nobody asks for. */
    static ResourceRecord read(WireReader reader, byte[] message) throws MalformedReplyException {
        DomainName owner = reader.name();
        int type = reader.number16();
        int network = reader.number16();
        reader.number32();
        int length = reader.number16();
        int start = reader.position();
        reader.bytes(length);
        byte[] data = data(type, new WireReader(message, start, start + length));
        return new ResourceRecord(owner, network == INTERNET ? type : 0, data);
    }

    private static byte[] data(int type, WireReader reader) throws MalformedReplyException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        if (type == RecordType.SRV || type == RecordType.CNAME || type == RecordType.RRSIG) {
            byte[] numbers = reader.bytes(numbersBefore(type));
            data.write(numbers, 0, numbers.length);
            byte[] name = reader.name().wire();
            data.write(name, 0, name.length);
            if (type != RecordType.RRSIG && !reader.atEnd()) {
                throw new MalformedReplyException("something behind a name");
            }
        }
        byte[] rest = reader.rest();
        data.write(rest, 0, rest.length);
        return data.toByteArray();
    }

    /** Returns how many bytes stand before the name in data of this type. */
    private static int numbersBefore(int type) {
        return switch (type) {
            case RecordType.SRV -> SRV_NUMBERS_BYTES;
            case RecordType.RRSIG -> RRSIG_NUMBERS_BYTES;
            default -> 0;
        };
    }

    DomainName owner() {
        return owner;
    }

    int type() {
        return type;
    }

    byte[] bytes() {
        return data.clone();
    }

    /** Returns a reader of the data. */
    WireReader data() {
        return new WireReader(data);
    }
}
