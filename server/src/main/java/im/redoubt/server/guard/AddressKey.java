package im.redoubt.server.guard;

import java.net.InetAddress;

/**
 * What counts as one source of connections: an IPv4 address, or an IPv6 network.
 *
 * <p>One subscriber line usually holds a whole IPv6 /64, so counting single IPv6 addresses would count nothing. An IPv4
 * address written as IPv6 ({@code ::ffff:192.0.2.1}) is the IPv4 address.
 *
 * @param v6 true for an IPv6 network, false for an IPv4 address
 * @param bits the address bits: 32 for IPv4, the upper 64 for IPv6, those beyond the prefix being zero
 * @param prefixBits the length of the prefix, in bits: 32 for IPv4, 16 to 64 for IPv6
 */
public record AddressKey(boolean v6, long bits, int prefixBits) implements Comparable<AddressKey> {

    /** The prefix that one IPv6 subscriber has, in bits (RFC 6177). */
    public static final int DEFAULT_V6_PREFIX_BITS = 64;

    private static final int SHORTEST_V6_PREFIX = 16;

    /** Checks that the bits fit the prefix. */
    public AddressKey {
        if (v6 ? prefixBits < SHORTEST_V6_PREFIX || prefixBits > Long.SIZE : prefixBits != Integer.SIZE) {
            throw new IllegalArgumentException("prefix length " + prefixBits + " is out of range");
        }
        if (v6 ? (bits & ~mask(prefixBits)) != 0 : bits >>> Integer.SIZE != 0) {
            throw new IllegalArgumentException("address has bits beyond its prefix");
        }
    }

    /**
     * The key of an address, IPv6 by its /64.
     *
     * @param address the peer's address
     * @return its key
     */
    public static AddressKey of(InetAddress address) {
        return of(address, DEFAULT_V6_PREFIX_BITS);
    }

    /**
     * The key of an address.
     *
     * @param address the peer's address
     * @param v6PrefixBits how much of an IPv6 address counts, in bits, 16 to 64
     * @return its key
     * @throws IllegalArgumentException if the prefix is out of range
     */
    public static AddressKey of(InetAddress address, int v6PrefixBits) {
        byte[] raw = AddressNetwork.bytes(address);
        if (raw.length == Integer.BYTES) {
            return new AddressKey(false, bigEndian(raw, Integer.BYTES), Integer.SIZE);
        }
        if (v6PrefixBits < SHORTEST_V6_PREFIX || v6PrefixBits > Long.SIZE) {
            throw new IllegalArgumentException("IPv6 prefix must be 16 to 64 bits, not " + v6PrefixBits);
        }
        return new AddressKey(true, bigEndian(raw, Long.BYTES) & mask(v6PrefixBits), v6PrefixBits);
    }

    private static long mask(int prefixBits) {
        return -1L << (Long.SIZE - prefixBits);
    }

    private static long bigEndian(byte[] raw, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = (value << Byte.SIZE) | (raw[i] & 0xff);
        }
        return value;
    }

    /** Orders keys, so that hash tables stay logarithmic when somebody makes their hashes collide. */
    @Override
    public int compareTo(AddressKey other) {
        int byFamily = Boolean.compare(v6, other.v6);
        int byBits = byFamily != 0 ? byFamily : Long.compareUnsigned(bits, other.bits);
        return byBits != 0 ? byBits : Integer.compare(prefixBits, other.prefixBits);
    }

    /** The usual notation: {@code 192.0.2.1} or {@code 2001:db8:0:0::/64}. */
    @Override
    public String toString() {
        if (!v6) {
            return octet(24) + "." + octet(16) + "." + octet(8) + "." + octet(0);
        }
        return group(48) + ":" + group(32) + ":" + group(16) + ":" + group(0) + "::/" + prefixBits;
    }

    private long octet(int shift) {
        return (bits >>> shift) & 0xff;
    }

    private String group(int shift) {
        return Long.toHexString((bits >>> shift) & 0xffff);
    }
}
