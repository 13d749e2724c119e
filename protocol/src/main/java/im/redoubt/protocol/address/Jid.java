package im.redoubt.protocol.address;

import java.util.Optional;

/**
 * A prepared XMPP address, {@code local@domain/resource} (RFC 7622). Every instance has been through preparation and
 * enforcement, so two addresses are of the same entity exactly if they are equal.
 */
public sealed interface Jid permits BareJid, FullJid {
    /**
     * Reads an address from the network: split at the first {@code /}, then at the first {@code @} (RFC 7622 section 3.1),
     * then every part prepared.
     *
     * @param text the address as received, of any length
     * @return the address, or empty if a part is missing, longer than 1023 bytes or refused by its profile
     */
    static Optional<Jid> parse(String text) {
        return JidParser.parse(text).toOptional();
    }

    /**
     * Reads an address from a literal or a setting.
     *
     * @param text the address
     * @return the address
     * @throws AddressException if it is none; the message says what is wrong
     */
    static Jid of(String text) {
        return JidParser.parse(text).orThrow(text);
    }

    /** Returns the address without its resource. */
    BareJid bare();

    /** Returns the localpart, or the empty string if there is none. */
    String local();

    /** Returns the domainpart: lower case, U-labels rather than A-labels, no final dot. */
    String domain();

    /** Returns the resourcepart, or the empty string if there is none. */
    String resource();

    /** Returns whether there is no resource. */
    boolean isBare();

    /** Returns the address in the form of RFC 7622, which reads back as an equal address. */
    @Override
    String toString();
}
