package im.redoubt.server.archive;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.feature.Request;
import im.redoubt.server.feature.SessionHook;
import im.redoubt.server.session.AccountCache;
import im.redoubt.server.session.AccountQueues;
import im.redoubt.server.session.Session;
import im.redoubt.server.session.Sessions;
import im.redoubt.server.store.Blob;
import im.redoubt.server.store.Store;
import im.redoubt.server.store.StoreException;
import im.redoubt.server.store.StoreProblem;
import im.redoubt.xml.XmlContent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** What accounts want archived (XEP-0441). Any thread may ask, and nothing here blocks. */
public final class ArchivePreferences implements SessionHook {
    /** How many addresses an account may have on its lists. */
    static final int MOST_ADDRESSES = 500;

    private static final CompletableFuture<Boolean> YES = CompletableFuture.completedFuture(true);
    private static final CompletableFuture<Boolean> NO = CompletableFuture.completedFuture(false);

    private final Store store;
    private final AccountQueues queues;
    private final AccountCache<Preferences> known;

    /**
     * Knows what accounts want.
     *
     * @param store where it is kept
     * @param sessions who is on line
     * @param queues the accounts' queues
     */
    public ArchivePreferences(Store store, Sessions sessions, AccountQueues queues) {
        this.store = store;
        this.queues = queues;
        this.known = new AccountCache<>(sessions, this::load);
    }

    /** What was said and cannot be read any more may have been "never": then nothing is archived until it is said again. */
    private CompletableFuture<Preferences> load(BareJid account) {
        return store.archive()
                .preferences(account)
                .thenApply(found -> found.map(kept -> read(kept).orElse(Preferences.NOTHING))
                        .orElse(Preferences.USUAL))
                .exceptionallyCompose(failure -> isDamage(failure)
                        ? CompletableFuture.completedFuture(Preferences.NOTHING)
                        : CompletableFuture.failedFuture(failure));
    }

    private static boolean isDamage(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof StoreException trouble && trouble.problem() == StoreProblem.DAMAGED;
    }

    private static Optional<Preferences> read(Blob kept) {
        return XmlContent.read("", kept.toByteArray()).elements().stream()
                .findFirst()
                .flatMap(Preferences::read);
    }

    /**
     * Returns whether an account wants a message archived that it exchanges with somebody.
     *
     * @param owner the account, which need not exist
     * @param peer whom
     * @return the answer, at once where it is at hand; fails if the store does
     */
    public CompletableFuture<Boolean> wants(BareJid owner, Jid peer) {
        CompletableFuture<Preferences> preferences = known.of(owner);
        if (preferences.isDone() && !preferences.isCompletedExceptionally()) {
            return switch (preferences.join().of(peer)) {
                case ALWAYS -> YES;
                case NEVER -> NO;
                case ROSTER -> knows(owner, peer);
            };
        }
        return preferences.thenCombine(knows(owner, peer), (now, contact) -> switch (now.of(peer)) {
            case ALWAYS -> true;
            case NEVER -> false;
            case ROSTER -> contact;
        });
    }

    /** Of who is not here the roster is read whatever he wants, or the time would tell whether there is somebody (SRV-12). */
    private CompletableFuture<Boolean> knows(BareJid owner, Jid peer) {
        return store.rosters()
                .contact(owner, peer.bare())
                .thenApply(contact -> contact.item().isPresent());
    }

    CompletionStage<IqAnswer> get(Request request) {
        return known.of(request.target()).thenApply(now -> IqAnswer.of(now.toElement()));
    }

    CompletionStage<IqAnswer> set(Request request) {
        Optional<Preferences> wanted = Preferences.read(request.payload());
        if (wanted.isEmpty()) {
            return IqAnswer.refuse(StanzaCondition.BAD_REQUEST).now();
        }
        if (wanted.get().size() > MOST_ADDRESSES) {
            return IqAnswer.refuse(StanzaCondition.RESOURCE_CONSTRAINT, "There are too many addresses on the lists.")
                    .now();
        }
        return queues.run(request.target(), () -> put(request.target(), wanted.get()));
    }

    /** On the account's queue, so that what is at hand is what was written last. */
    private IqAnswer put(BareJid account, Preferences wanted) {
        try {
            Blob kept = Blob.of(XmlContent.of("", List.of(wanted.toElement())).toByteArray());
            Store.await(store.archive().prefer(account, kept));
            known.changed(account, wanted);
            return IqAnswer.of(wanted.toElement());
        } catch (RuntimeException trouble) { // whatever it is, it is not known what the store holds now
            known.doubt(account);
            throw trouble;
        }
    }

    @Override
    public void ended(Session session) {
        known.forget(session.account());
    }
}
