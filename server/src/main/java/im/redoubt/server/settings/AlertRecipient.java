package im.redoubt.server.settings;

import im.redoubt.protocol.address.BareJid;

/** Who gets the message of an alert. */
public sealed interface AlertRecipient {
    /** Reads {@code admins}, or {@code xmpp:} and an address. */
    static AlertRecipient parse(String text) {
        if (text.equals("admins")) {
            return new Administrators();
        }
        if (!text.startsWith("xmpp:")) {
            throw new IllegalArgumentException("Write \"admins\", or \"xmpp:\" and the address of an account.");
        }
        BareJid address = BareJid.of(text.substring("xmpp:".length()));
        if (address.isDomain()) {
            throw new IllegalArgumentException("Only accounts read messages: write \"xmpp:NAME@" + address + "\".");
        }
        return new Somebody(address);
    }

    /** Everybody who is an administrator when the alert is raised. */
    record Administrators() implements AlertRecipient {
        @Override
        public String toString() {
            return "admins";
        }
    }

    /**
     * One account of the domain.
     *
     * @param account its address
     */
    record Somebody(BareJid account) implements AlertRecipient {
        @Override
        public String toString() {
            return "xmpp:" + account;
        }
    }
}
