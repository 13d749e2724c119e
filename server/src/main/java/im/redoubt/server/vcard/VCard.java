package im.redoubt.server.vcard;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.server.feature.Feature;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.feature.Request;
import im.redoubt.server.feature.Route;
import im.redoubt.server.store.Blob;
import im.redoubt.server.store.Outcome;
import im.redoubt.server.store.Store;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Keeps a person's card (XEP-0054). The owner sets it; those who may see the owner's presence read it. To everybody else an
 * account with a card, one without, and none at all look the same.
 */
public final class VCard implements Feature {
    private static final String NAMESPACE = "vcard-temp";
    private final Store store;
    private final CardWatcher watcher;

    /** Keeps cards in {@code store}, and tells {@code watcher} of those that are set. */
    public VCard(Store store, CardWatcher watcher) {
        this.store = store;
        this.watcher = watcher;
    }

    @Override
    public List<String> specs() {
        return List.of("XEP-0054 1.2");
    }

    @Override
    public List<String> advertisedByServer() {
        return List.of(NAMESPACE);
    }

    @Override
    public List<String> advertisedByAccounts() {
        return List.of(NAMESPACE);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(Route.Target.OWN_ACCOUNT, NAMESPACE, "vCard", this::own),
                Route.set(Route.Target.OWN_ACCOUNT, NAMESPACE, "vCard", this::set),
                Route.get(Route.Target.ANY_ACCOUNT, NAMESPACE, "vCard", this::others),
                Route.set(
                        Route.Target.ANY_ACCOUNT,
                        NAMESPACE,
                        "vCard",
                        request -> IqAnswer.refuse(StanzaCondition.FORBIDDEN).now()));
    }

    private CompletionStage<IqAnswer> own(Request request) {
        return store.vCards()
                .get(request.target())
                .thenApply(found -> found.map(VCard::answer)
                        .orElseGet(() ->
                                IqAnswer.of(Element.named(NAMESPACE, "vCard").build())));
    }

    private CompletionStage<IqAnswer> others(Request request) {
        BareJid asker = request.sender().account();
        CompletableFuture<Boolean> allowed = store.rosters()
                .contact(request.target(), asker)
                .thenApply(contact -> contact.item()
                        .filter(item -> item.subscription().isSeenByContact())
                        .isPresent());
        return allowed.thenCombine(store.vCards().get(request.target()), VCard::ifAllowed);
    }

    private static IqAnswer ifAllowed(boolean allowed, Optional<Blob> card) {
        return card.filter(found -> allowed)
                .map(VCard::answer)
                .orElseGet(() -> IqAnswer.refuse(StanzaCondition.SERVICE_UNAVAILABLE));
    }

    private CompletionStage<IqAnswer> set(Request request) {
        Blob card = Blob.of(request.iq().content().toByteArray());
        BareJid account = request.target();
        return store.vCards()
                .get(account)
                .thenCompose(before -> store.vCards()
                        .put(account, card)
                        .thenCompose(outcome -> outcome instanceof Outcome.Done<Blob>
                                ? watcher.replaced(account, before, card).thenApply(done -> IqAnswer.done())
                                : IqAnswer.refuse(StanzaCondition.RESOURCE_CONSTRAINT, "The card is too large.")
                                        .now()));
    }

    private static IqAnswer answer(Blob stored) {
        return IqAnswer.of(XmlContent.read("jabber:client", stored.toByteArray())
                .elements()
                .get(0));
    }
}
