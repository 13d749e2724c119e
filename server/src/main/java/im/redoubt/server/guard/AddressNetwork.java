package im.redoubt.server.guard;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * A network of addresses in CIDR notation (RFC 4632, RFC 4291 section 2.3).
 *
 * @param base the first address
 * @param prefixBits the length of the prefix, in bits
 */
record AddressNetwork(InetAddress base, int prefixBits) {

    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    /** Checks that the base has no bits beyond the prefix: such a network is a slip of the pen. */
    public AddressNetwork {
        int width = bytes(base).length * Byte.SIZE;
        if (prefixBits < 0 || prefixBits > width) {
            throw new IllegalArgumentException("prefix length " + prefixBits + " is not 0 to " + width);
        }
        BigInteger host = new BigInteger(1, bytes(base)).mod(BigInteger.ONE.shiftLeft(width - prefixBits));
        if (host.signum() != 0) {
            throw new IllegalArgumentException(
                    base.getHostAddress() + "/" + prefixBits + " has bits beyond the prefix; write the first address");
        }
    }

    /**
     * Reads a network. Names are not looked up.
     *
     * @param text an address, alone or with {@code /} and the length of its prefix
     * @return the network
     * @throws IllegalArgumentException if it is neither
     */
    public static AddressNetwork parse(String text) {
        int slash = text.indexOf('/');
        InetAddress base = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        int width = bytes(base).length * Byte.SIZE;
        if (slash < 0) {
            return new AddressNetwork(base, width);
        }
        String length = text.substring(slash + 1);
        if (!length.matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException("not a prefix length after the slash: " + text);
        }
        return new AddressNetwork(base, Integer.parseInt(length));
    }

    /**
     * Says whether an address is in the network. An IPv4 address is in no IPv6 network, and the other way round.
     *
     * @param address the address
     * @return whether it has the prefix
     */
    public boolean contains(InetAddress address) {
        byte[] mine = bytes(base);
        byte[] theirs = bytes(address);
        if (mine.length != theirs.length) {
            return false;
        }
        int shift = mine.length * Byte.SIZE - prefixBits;
        return new BigInteger(1, mine).shiftRight(shift).equals(new BigInteger(1, theirs).shiftRight(shift));
    }

    /** The bytes of an address; of an IPv4 address written as IPv6 (RFC 4291, 2.5.5.2) those of the IPv4 address. */
    static byte[] bytes(InetAddress address) {
        byte[] raw = address.getAddress();
        int embedded = raw.length - Integer.BYTES;
        return embedded > 0 && Arrays.mismatch(raw, MAPPED) == embedded
                ? Arrays.copyOfRange(raw, embedded, raw.length)
                : raw;
    }

    @Override
    public String toString() {
        return base.getHostAddress() + "/" + prefixBits;
    }
}
