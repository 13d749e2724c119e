package im.redoubt.client.dns;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The signature of all records of one name and type (RRSIG, RFC 4034 section 3). */
final class SetSignature {
    private static final int NUMBERS_BYTES = 18;
    private static final int INTERNET = 1;

    private final int covered;
    private final int algorithm;
    private final int labels;
    private final long ttl;
    private final int expiration;
    private final int inception;
    private final int tag;
    private final DomainName signer;
    private final byte[] signature;
    private final byte[] before;

    private SetSignature(WireReader data, byte[] bytes) throws MalformedReplyException {
        covered = data.number16();
        algorithm = data.octet();
        labels = data.octet();
        ttl = data.number32();
        expiration = (int) data.number32();
        inception = (int) data.number32();
        tag = data.number16();
        signer = data.name();
        before = Arrays.copyOf(bytes, NUMBERS_BYTES + signer.wire().length);
        signature = data.rest();
    }

    static SetSignature read(ResourceRecord record) throws MalformedReplyException {
        return new SetSignature(record.data(), record.bytes());
    }

    DomainName signer() {
        return signer;
    }

    /**
     * Returns whether it may speak for these records at this moment: it is for them, made by a zone that they are in, for this name or
     * for a wildcard that may stand for it, and its time has come and is not over (serial numbers, RFC 4034 section 3.1.5).
     *
     * @param now seconds since 1970
     */
    boolean isFor(DomainName owner, int type, long now) {
        boolean inTime = inception - (int) now <= 0 && expiration - (int) now >= 0;
        boolean ofName = labels >= signer.labels() && labels <= owner.signedLabels() && owner.isWithin(signer);
        return covered == type && inTime && ofName;
    }

    /** Returns whether it is for a wildcard that this name is made from, and not for the name itself. */
    boolean isOfWildcard(DomainName owner) {
        return labels < owner.signedLabels();
    }

    /** Returns how many labels of a name stand below no wildcard. */
    int labels() {
        return labels;
    }

    /** Returns whether this is the key that is named; there may be several. */
    boolean names(ZoneKey key) {
        return key.signs() && key.algorithm() == algorithm && key.tag() == tag;
    }

    /** Returns whether a key has signed these records, which are all of their name and type. */
    boolean isBy(ZoneKey key, List<ResourceRecord> records) {
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.write(before, 0, before.length);
        TreeSet<byte[]> sorted = new TreeSet<>(DomainName::compare);
        records.forEach(record -> sorted.add(record.bytes()));
        DomainName name = records.get(0).owner();
        Optional<DomainName> signedName =
                isOfWildcard(name) ? name.ancestor(labels).wildcard() : Optional.of(name);
        if (!signedName.isPresent()) {
            return false;
        }
        byte[] owner = signedName.get().wire();
        for (byte[] data : sorted) {
            signed.write(owner, 0, owner.length);
            write16(signed, covered, INTERNET, (int) (ttl >> 16), (int) ttl, data.length);
            signed.write(data, 0, data.length);
        }
        return key.made(signature, signed.toByteArray());
    }

    private static void write16(ByteArrayOutputStream out, int... numbers) {
        for (int number : numbers) {
            out.write(number >> 8);
            out.write(number);
        }
    }
}
