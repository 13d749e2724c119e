package im.redoubt.server.blocking;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.server.feature.Feature;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.feature.Request;
import im.redoubt.server.feature.Route;
import im.redoubt.server.session.AccountQueues;
import im.redoubt.server.session.Sessions;
import im.redoubt.server.store.BlockedAddresses;
import im.redoubt.server.store.Outcome;
import im.redoubt.server.store.Store;
import im.redoubt.server.store.StoreException;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The list of those whom an account keeps away, as its owner reads and changes it (XEP-0191 section 3). A change is in force
 * for all that comes after its answer. Who blocks somebody may say why (XEP-0377).
 */
public final class BlockingCommand implements Feature {
    static final String NAMESPACE = "urn:xmpp:blocking";

    private final BlockedAddresses store;
    private final AccountQueues queues;
    private final Blocklists lists;
    private final BlockingPush push;
    private final Concealment concealment;
    private final AbuseDesk desk;

    /**
     * Serves the lists.
     *
     * @param parts what it works with
     * @param concealment shows those concerned that the account is gone, or there
     * @param desk takes reports
     */
    public BlockingCommand(Parts parts, Concealment concealment, AbuseDesk desk) {
        this.store = parts.store();
        this.queues = parts.queues();
        this.lists = parts.lists();
        this.push = new BlockingPush(parts.sessions(), parts.random());
        this.concealment = concealment;
        this.desk = desk;
    }

    /**
     * What the command works with.
     *
     * @param store where the lists are kept
     * @param queues the accounts' queues
     * @param lists the lists in force
     * @param sessions who is on line
     * @param random where ids come from
     */
    public record Parts(
            BlockedAddresses store, AccountQueues queues, Blocklists lists, Sessions sessions, SecureRandom random) {}

    @Override
    public List<String> specs() {
        return List.of("XEP-0191 1.3", "XEP-0377 0.4.1");
    }

    @Override
    public List<String> advertisedByServer() {
        return List.of(NAMESPACE, Report.NAMESPACE);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(Route.Target.OWN_ACCOUNT, NAMESPACE, "blocklist", this::list),
                Route.set(Route.Target.OWN_ACCOUNT, NAMESPACE, "block", this::block),
                Route.set(Route.Target.OWN_ACCOUNT, NAMESPACE, "unblock", this::unblock));
    }

    /** Whoever asks for the list is told of its changes from now on. */
    private CompletionStage<IqAnswer> list(Request request) {
        return queues.run(request.target(), () -> {
            request.sender().followBlocklist();
            return IqAnswer.of(BlockingPush.items("blocklist", Store.await(store.load(request.target()))));
        });
    }

    private CompletionStage<IqAnswer> block(Request request) {
        return switch (BlockItems.read(request.payload())) {
            case BlockItems.Wrong(StanzaCondition condition) ->
                IqAnswer.refuse(condition).now();
            case BlockItems.Addresses items
            when items.addresses().isEmpty() ->
                IqAnswer.refuse(StanzaCondition.BAD_REQUEST).now();
            case BlockItems.Addresses items -> queues.run(request.target(), () -> block(request, items));
        };
    }

    /** A report counts when its address is blocked: nobody reports whom he goes on hearing (XEP-0377 section 2). */
    private IqAnswer block(Request request, BlockItems.Addresses items) {
        BareJid account = request.target();
        List<Jid> addresses = items.addresses();
        Blocklist before = Store.await(lists.of(account));
        if (!(changed(account, store.add(account, addresses)) instanceof Outcome.Done<List<Jid>>(List<Jid> all))) {
            return IqAnswer.refuse(StanzaCondition.RESOURCE_CONSTRAINT, "There is no room for more.");
        }
        Blocklist now = before.withAddresses(all);
        lists.changed(now);
        concealment.conceal(before, now);
        push.send(account, "block", addresses);
        items.reports().forEach(report -> desk.file(request.sender(), report));
        return IqAnswer.done();
    }

    private CompletionStage<IqAnswer> unblock(Request request) {
        return switch (BlockItems.read(request.payload())) {
            case BlockItems.Wrong(StanzaCondition condition) ->
                IqAnswer.refuse(condition).now();
            case BlockItems.Addresses(List<Jid> addresses, List<Report> reports) ->
                queues.run(request.target(), () -> unblock(request.target(), addresses));
        };
    }

    private IqAnswer unblock(BareJid account, List<Jid> addresses) {
        Blocklist before = Store.await(lists.of(account));
        Blocklist now = before.withAddresses(left(account, addresses));
        lists.changed(now);
        concealment.reveal(before, now);
        push.send(account, "unblock", addresses);
        return IqAnswer.done();
    }

    private List<Jid> left(BareJid account, List<Jid> addresses) {
        if (addresses.isEmpty()) {
            changed(account, store.clear(account));
            return List.of();
        }
        return changed(account, store.remove(account, addresses));
    }

    /** A change that failed may have been written all the same: what is at hand is not trusted then. */
    private <T> T changed(BareJid account, CompletableFuture<T> change) {
        try {
            return Store.await(change);
        } catch (StoreException trouble) {
            lists.doubt(account);
            throw trouble;
        }
    }
}
