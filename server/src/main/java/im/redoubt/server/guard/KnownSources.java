package im.redoubt.server.guard;

import im.redoubt.protocol.address.BareJid;

/** Where accounts have signed in from before. */
@FunctionalInterface
public interface KnownSources {

    /**
     * Says whether the account has signed in from there, lately enough to count. Must not block; an account that does
     * not exist has no known sources.
     *
     * @param account the account's address
     * @param address where the attempt comes from
     * @return whether a right password came from there before
     */
    boolean known(BareJid account, AddressKey address);
}
