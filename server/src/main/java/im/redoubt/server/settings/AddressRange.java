package im.redoubt.server.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A range of network addresses: those that share the first bits with a given one.
 *
 * @param address any address of the range
 * @param bits how many leading bits count: 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record AddressRange(InetAddress address, int bits) {
    public AddressRange {
        if (bits < 0 || bits > address.getAddress().length * 8) {
            throw new IllegalArgumentException("no prefix of " + address.getHostAddress() + " has " + bits + " bits");
        }
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32} or one address.
     *
     * @param text the range
     * @return its parts
     * @throws IllegalArgumentException when it is not of this form, or a host name
     */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        if (slash < 0) {
            return new AddressRange(address, address.getAddress().length * 8);
        }
        String bits = text.substring(slash + 1);
        if (!bits.matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException("not of the form 10.0.0.0/8");
        }
        return new AddressRange(address, Integer.parseInt(bits));
    }

    /**
     * Whether an address lies in the range. An IPv4 address never lies in an IPv6 range, and the other way round.
     *
     * @param other the address
     * @return true when the leading bits are equal
     */
    public boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        int whole = bits / 8;
        for (int i = 0; i < whole; i++) {
            if (mine[i] != theirs[i]) {
                return false;
            }
        }
        int rest = bits % 8;
        return rest == 0 || ((mine[whole] ^ theirs[whole]) & 0xff & (0xff << (8 - rest))) == 0;
    }

    /** The same range, named by its first address. */
    AddressRange normal() {
        byte[] first = address.getAddress();
        for (int bit = bits; bit < first.length * 8; bit++) {
            first[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        try {
            return new AddressRange(InetAddress.getByAddress(first), bits);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of another length", e);
        }
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + bits;
    }
}
