package im.redoubt.protocol.address;

/** Says that a literal or a setting is not an address, and why (RFC 7622). Text from the network never causes it. */
public final class AddressException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    AddressException(String message) {
        super(message);
    }
}
