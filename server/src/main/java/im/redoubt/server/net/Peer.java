package im.redoubt.server.net;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.guard.ConnectionPermit;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Who is at the other end, and what it may take. Belongs to the event loop. */
final class Peer {
    private final InetSocketAddress source;
    private final Optional<ConnectionPermit> permit;
    private final Quotas quotas;
    private Quota quota;
    private Optional<BareJid> account = Optional.empty();
    private boolean closed;

    Peer(InetSocketAddress source, ConnectionPermit permit, Quotas quotas) {
        this(source, Optional.of(permit), quotas);
    }

    private Peer(InetSocketAddress source, Optional<ConnectionPermit> permit, Quotas quotas) {
        this.source = source;
        this.permit = permit;
        this.quotas = quotas;
        this.quota = quotas.stranger();
        this.closed = permit.isEmpty();
    }

    /** Returns one that is gone, and takes no place of others. */
    static Peer gone(InetSocketAddress source, Quotas quotas) {
        return new Peer(source, Optional.empty(), quotas);
    }

    InetSocketAddress source() {
        return source;
    }

    Optional<BareJid> account() {
        return account;
    }

    Quota quota() {
        return quota;
    }

    void authenticated(BareJid who) {
        account = Optional.of(who);
        quota = quotas.open(who);
        permit.ifPresent(ConnectionPermit::authenticated);
    }

    /** Lets go of what it took of the limits. */
    void close() {
        if (!closed) {
            closed = true;
            permit.ifPresent(ConnectionPermit::close);
            account.ifPresent(quotas::close);
        }
    }
}
