package im.redoubt.client.dns;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A zone that goes from the hash of each of its names to the next one (NSEC3, RFC 5155 section 8). Where hashing is repeated more than
 * 50 times nothing is proved (RFC 9276 section 3.2 lets us say how much is too much).
 */
final class HashedDenial implements Denial {
    static final int MAX_ITERATIONS = 50;

    private static final int SHA_1 = 1;
    private static final int OPT_OUT = 1;
    private static final String DIGITS = "0123456789abcdefghijklmnopqrstuv";
    private static final int BITS_OF_DIGIT = 5;

    private final DomainName zone;
    private final List<Gap> gaps = new ArrayList<>();
    private byte[] salt = new byte[0];
    private int iterations;

    HashedDenial(DomainName zone) {
        this.zone = zone;
    }

    /** Adds a record, unless it is not of this zone, or hashes in another way than the first one or than we do. */
    void add(ResourceRecord record) throws MalformedReplyException {
        WireReader data = record.data();
        int algorithm = data.octet();
        int flags = data.octet();
        int repeated = data.number16();
        byte[] salted = data.bytes(data.octet());
        byte[] next = data.bytes(data.octet());
        Optional<byte[]> hash = hash(record.owner());
        boolean alike = gaps.isEmpty() || (iterations == repeated && MessageDigest.isEqual(salt, salted));
        if (algorithm == SHA_1
                && (flags & ~OPT_OUT) == 0
                && repeated <= MAX_ITERATIONS
                && alike
                && hash.isPresent()
                && hash.get().length == next.length) {
            iterations = repeated;
            salt = salted;
            gaps.add(new Gap(hash.get(), next, (flags & OPT_OUT) != 0, TypeMap.read(data)));
        }
    }

    private Optional<byte[]> hash(DomainName owner) {
        boolean ofZone = owner.labels() == zone.labels() + 1 && owner.isWithin(zone);
        return ofZone ? decode(owner.label()) : Optional.empty();
    }

    /** Base 32 with the digits of RFC 4648 section 7. */
    private static Optional<byte[]> decode(byte[] text) {
        byte[] bytes = new byte[text.length * BITS_OF_DIGIT / Byte.SIZE];
        int bits = 0;
        int value = 0;
        int length = 0;
        for (byte digit : text) {
            int worth = DIGITS.indexOf(digit);
            if (worth < 0) {
                return Optional.empty();
            }
            value = (value << BITS_OF_DIGIT | worth) & 0xFFFF;
            bits += BITS_OF_DIGIT;
            if (bits >= Byte.SIZE) {
                bits -= Byte.SIZE;
                bytes[length++] = (byte) (value >> bits);
            }
        }
        return Optional.of(bytes);
    }

    @Override
    public Denied of(DomainName name, int type) {
        Optional<Gap> match = match(name);
        if (match.isPresent()) {
            return match.get().types().lacking(type);
        }
        for (int labels = name.labels() - 1; labels >= zone.labels() && name.isWithin(zone); labels--) {
            DomainName closest = name.ancestor(labels);
            Optional<Gap> above = match(closest);
            if (above.isPresent()) {
                return above.get().types().endsHere()
                        ? Denied.NOT_PROVED
                        : below(closest, name.ancestor(labels + 1), type);
            }
        }
        return Denied.NOT_PROVED;
    }

    /** Says what is proved where the closest name above is there, and the next one may not be. */
    private Denied below(DomainName closest, DomainName next, int type) {
        Optional<Gap> gap = around(next);
        if (!gap.isPresent()) {
            return Denied.NOT_PROVED;
        } else if (gap.get().optOut()) {
            return Denied.UNSIGNED;
        }
        return closest.wildcard().map(star -> ofWildcard(star, type)).orElse(Denied.ABSENT);
    }

    private Denied ofWildcard(DomainName star, int type) {
        return match(star)
                .map(gap -> gap.types().lacking(type) == Denied.ABSENT ? Denied.ABSENT : Denied.NOT_PROVED)
                .orElseGet(() -> around(star).isPresent() ? Denied.ABSENT : Denied.NOT_PROVED);
    }

    @Override
    public boolean leavesWildcard(DomainName name, int labels) {
        return around(name.ancestor(labels + 1)).filter(gap -> !gap.optOut()).isPresent();
    }

    private Optional<Gap> match(DomainName name) {
        byte[] hash = hashed(name);
        return gaps.stream()
                .filter(gap -> MessageDigest.isEqual(gap.hash(), hash))
                .findFirst();
    }

    private Optional<Gap> around(DomainName name) {
        byte[] hash = hashed(name);
        return gaps.stream().filter(gap -> gap.holds(hash)).findFirst();
    }

    private byte[] hashed(DomainName name) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-1");
            byte[] hash = name.wire();
            for (int i = 0; i <= iterations; i++) {
                sha.update(hash);
                sha.update(salt);
                hash = sha.digest();
            }
            return hash;
        } catch (NoSuchAlgorithmException none) {
            throw new IllegalStateException("every platform has it", none);
        }
    }

    /** From the hash of a name that is there to the next one. Beyond the last one the first one follows. */
    private static final class Gap {
        private final byte[] hash;
        private final byte[] next;
        private final boolean optOut;
        private final TypeMap types;

        Gap(byte[] hash, byte[] next, boolean optOut, TypeMap types) {
            this.hash = hash;
            this.next = next;
            this.optOut = optOut;
            this.types = types;
        }

        byte[] hash() {
            return Arrays.copyOf(hash, hash.length);
        }

        /** Returns whether zones whose keys are not named may be among those that are passed over. */
        boolean optOut() {
            return optOut;
        }

        TypeMap types() {
            return types;
        }

        boolean holds(byte[] other) {
            boolean after = DomainName.compare(hash, other) < 0;
            boolean before = DomainName.compare(other, next) < 0;
            return DomainName.compare(hash, next) < 0 ? after && before : after || before;
        }
    }
}
