package im.redoubt.server.admin;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;

/** An account to be made, with its password. Closing it erases the password. */
public final class AccountDraft implements AutoCloseable {
    private final BareJid address;
    private final Secret password;
    private final boolean admin;
    private final OldClients oldClients;

    /**
     * @param address its address
     * @param password the prepared password, which the draft owns from now on
     * @param admin whether it may administer the service in band
     * @param oldClients whether it can sign in with SCRAM-SHA-1
     */
    public AccountDraft(BareJid address, Secret password, boolean admin, OldClients oldClients) {
        this.address = address;
        this.password = password;
        this.admin = admin;
        this.oldClients = oldClients;
    }

    /** Its address. */
    public BareJid address() {
        return address;
    }

    /** The prepared password; the draft keeps the ownership. */
    public Secret password() {
        return password;
    }

    /** Whether it may administer the service in band. */
    public boolean admin() {
        return admin;
    }

    /** Whether it can sign in with SCRAM-SHA-1. */
    public OldClients oldClients() {
        return oldClients;
    }

    @Override
    public void close() {
        password.close();
    }

    @Override
    public String toString() {
        return "AccountDraft[" + address + "]";
    }
}
