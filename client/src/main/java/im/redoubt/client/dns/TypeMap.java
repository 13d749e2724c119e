package im.redoubt.client.dns;

import java.util.BitSet;

/** The types of records that a name has, as the zone says where it proves that it has no others (RFC 4034 section 4.1.2). */
final class TypeMap {
    private static final int MAX_WINDOW_BYTES = 32;
    private static final int WINDOW_TYPES = 256;
    private static final int HIGH_BIT = 0x80;

    private final BitSet types;

    private TypeMap(BitSet types) {
        this.types = types;
    }

    /** Reads what is left of a record. */
    static TypeMap read(WireReader data) throws MalformedReplyException {
        BitSet types = new BitSet();
        int last = -1;
        while (!data.atEnd()) {
            int window = data.octet();
            int length = data.octet();
            if (window <= last || length < 1 || length > MAX_WINDOW_BYTES) {
                throw new MalformedReplyException("types in no order");
            }
            last = window;
            byte[] bits = data.bytes(length);
            for (int i = 0; i < length * Byte.SIZE; i++) {
                if ((bits[i / Byte.SIZE] & (HIGH_BIT >> (i % Byte.SIZE))) != 0) {
                    types.set(window * WINDOW_TYPES + i);
                }
            }
        }
        return new TypeMap(types);
    }

    /** Returns whether names below this one are another zone's, or stand elsewhere: then this zone says nothing about them (RFC 6840 section 4.1). */
    boolean endsHere() {
        return isDelegation() || types.get(RecordType.DNAME);
    }

    private boolean isDelegation() {
        return types.get(RecordType.NS) && !types.get(RecordType.SOA);
    }

    /** Returns what the zone says of a type that its name may lack. Of a zone below, it says only what its DS are. */
    Denied lacking(int type) {
        if (types.get(type) || types.get(RecordType.CNAME)) {
            return Denied.NOT_PROVED;
        } else if (type != RecordType.DS) {
            return isDelegation() ? Denied.NOT_PROVED : Denied.ABSENT;
        } else if (types.get(RecordType.SOA)) {
            return Denied.NOT_PROVED;
        }
        return isDelegation() ? Denied.UNSIGNED : Denied.ABSENT;
    }
}
