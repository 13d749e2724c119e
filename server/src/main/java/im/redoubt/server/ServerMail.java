package im.redoubt.server;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.server.administration.AdministratorWatch;
import im.redoubt.server.alert.Mailer;
import im.redoubt.server.routing.Announced;
import im.redoubt.server.routing.Router;
import im.redoubt.server.store.Accounts;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Brings messages in the name of the domain to accounts that exist.
 *
 * @param domain the sender
 * @param accounts who there is
 * @param watch knows the administrators
 * @param router delivers
 */
record ServerMail(BareJid domain, Accounts accounts, AdministratorWatch watch, Router router) implements Mailer {
    @Override
    public List<BareJid> administrators() {
        return watch.current();
    }

    /** An administrator exists, and must be reached also when the store cannot say so. */
    @Override
    public CompletionStage<Delivery> send(BareJid account, Message message) {
        CompletableFuture<Boolean> exists =
                administrators().contains(account) ? CompletableFuture.completedFuture(true) : accounts.exists(account);
        return exists.thenCompose(there -> there
                ? router.announce(
                                account,
                                message.withHeader(
                                        message.header().withFrom(domain).withTo(account)))
                        .thenApply(ServerMail::delivery)
                : CompletableFuture.completedFuture(Delivery.NO_ACCOUNT));
    }

    private static Delivery delivery(Announced announced) {
        return switch (announced) {
            case DELIVERED -> Delivery.DELIVERED;
            case WAITS -> Delivery.WAITS;
            case ARCHIVED -> Delivery.ARCHIVED;
            case FULL -> Delivery.FULL;
            case NOT_KEPT -> Delivery.NOT_KEPT;
        };
    }
}
