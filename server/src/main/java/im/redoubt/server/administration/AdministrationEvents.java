package im.redoubt.server.administration;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.server.admin.AdministrationLog;
import im.redoubt.server.event.AdministrationAction;
import im.redoubt.server.event.EventLog;
import im.redoubt.server.event.SecurityEvent;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Tells the security events what administration does.
 *
 * @param events where they go
 * @param actor who does it, nothing for the operator at the machine itself
 * @param source where from, nothing at the machine itself
 */
public record AdministrationEvents(EventLog events, Optional<BareJid> actor, Optional<InetSocketAddress> source)
        implements AdministrationLog {
    @Override
    public void done(Action action, Jid target, int count) {
        AdministrationAction what = switch (action) {
            case ACCOUNT_ADDED -> AdministrationAction.ACCOUNT_ADDED;
            case ACCOUNTS_IMPORTED -> AdministrationAction.ACCOUNTS_IMPORTED;
            case ACCOUNT_REMOVED -> AdministrationAction.ACCOUNT_REMOVED;
            case PASSWORD_CHANGED -> AdministrationAction.PASSWORD_CHANGED;
            case SESSIONS_ENDED -> AdministrationAction.SESSION_ENDED;
            case CLIENTS_REVOKED -> AdministrationAction.CLIENT_REVOKED;
            case INVITATION_ISSUED -> AdministrationAction.INVITE_CREATED;
            case MESSAGE_SHOWN -> AdministrationAction.MESSAGE_SHOWN;
            case MESSAGE_RELEASED -> AdministrationAction.MESSAGE_RELEASED;
            case MESSAGE_DROPPED -> AdministrationAction.MESSAGE_DROPPED;
        };
        Optional<BareJid> whose = Optional.of(target.bare()).filter(bare -> !bare.isDomain());
        events.record(new SecurityEvent.Administration(actor, source, what, whose));
    }
}
