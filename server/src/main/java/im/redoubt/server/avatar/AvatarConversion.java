package im.redoubt.server.avatar;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.feature.Feature;
import im.redoubt.server.feature.SessionHook;
import im.redoubt.server.pep.NodeWatcher;
import im.redoubt.server.pep.PersonalEvents;
import im.redoubt.server.presence.PresenceStamp;
import im.redoubt.server.session.AccountQueues;
import im.redoubt.server.session.Sessions;
import im.redoubt.server.store.Blob;
import im.redoubt.server.store.ItemQuery;
import im.redoubt.server.store.NodeConfiguration;
import im.redoubt.server.store.NodeItem;
import im.redoubt.server.store.Outcome;
import im.redoubt.server.store.PersonalNode;
import im.redoubt.server.store.PersonalNodes;
import im.redoubt.server.store.Publication;
import im.redoubt.server.store.Store;
import im.redoubt.server.store.VCards;
import im.redoubt.server.vcard.CardWatcher;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Keeps the avatar that an account publishes and the one in its card the same (XEP-0398). A card is shown to those who see the
 * account's presence, so only what they may read of the nodes goes into it.
 */
public final class AvatarConversion implements Feature, NodeWatcher, CardWatcher {
    private static final String DATA = "urn:xmpp:avatar:data";
    private static final String METADATA = "urn:xmpp:avatar:metadata";
    private static final ItemQuery NEWEST = new ItemQuery(0, Long.MAX_VALUE, true, 1, 1);

    private final VCards cards;
    private final PersonalNodes nodes;
    private final PersonalEvents events;
    private final AccountQueues queues;
    private final AvatarHashes hashes;

    /** Converts between the cards and the nodes of a store. */
    public AvatarConversion(Store store, PersonalEvents events, AccountQueues queues, Sessions sessions) {
        this.cards = store.vCards();
        this.nodes = store.personalNodes();
        this.events = events;
        this.queues = queues;
        this.hashes = new AvatarHashes(cards, sessions);
        events.follow(this);
    }

    @Override
    public List<String> specs() {
        return List.of("XEP-0084 1.1.4", "XEP-0153 1.1.1", "XEP-0398 1.0.0");
    }

    @Override
    public List<String> advertisedByAccounts() {
        return List.of("urn:xmpp:pep-vcard-conversion:0");
    }

    @Override
    public List<SessionHook> sessionHooks() {
        return List.of(hashes);
    }

    /** Has {@code watcher} told of accounts that show another photo from now on; on their queues, where it may block. */
    public void follow(Consumer<BareJid> watcher) {
        hashes.follow(watcher);
    }

    /** Returns what says in presence which photo there is. */
    public PresenceStamp stamp() {
        return hashes;
    }

    /** From nodes to the card (section 3.1). */
    @Override
    public void published(BareJid owner, PersonalNode node, NodeItem item) {
        if (!node.name().equals(METADATA) || !node.isForAllContacts()) {
            return;
        }
        List<Element> infos = element(item).children(METADATA, "info");
        Optional<Element> kept =
                infos.stream().filter(info -> info.attribute("url").isEmpty()).findFirst();
        Optional<Image> image = kept.flatMap(info -> image(owner, info));
        if (infos.isEmpty() || image.isPresent()) {
            show(owner, image);
        }
    }

    /** An image that is not what its name says is none. */
    private Optional<Image> image(BareJid owner, Element info) {
        Optional<String> id = info.attribute("id");
        if (id.isEmpty()
                || Store.await(nodes.find(owner, DATA))
                        .filter(PersonalNode::isForAllContacts)
                        .isEmpty()) {
            return Optional.empty();
        }
        return Store.await(nodes.items(owner, DATA, List.of(id.get()))).stream()
                .map(AvatarConversion::element)
                .filter(data -> data.is(DATA, "data"))
                .findFirst()
                .flatMap(data -> Image.read(info.attribute("type"), data.text()))
                .filter(found -> found.id().equalsIgnoreCase(id.get()));
    }

    private void show(BareJid owner, Optional<Image> image) {
        Optional<Blob> before = Store.await(cards.get(owner));
        Optional<String> shown = before.flatMap(Card::photo).map(Image::id);
        if (shown.equals(image.map(Image::id))) {
            return;
        }
        Blob now = Card.with(before, image);
        if (Store.await(cards.put(owner, now)) instanceof Outcome.Done<Blob>) {
            hashes.changed(owner, now);
        }
    }

    /** From the card to the nodes (section 3.2): first the image, then which one it is. */
    @Override
    public CompletionStage<Void> replaced(BareJid account, Optional<Blob> before, Blob now) {
        Optional<Image> image = Card.photo(now);
        Optional<String> gone = before.flatMap(Card::photo).map(Image::id);
        return queues.run(account, () -> {
                    hashes.changed(account, now);
                    return Store.await(nodes.items(account, METADATA, NEWEST)).items().stream()
                            .findFirst();
                })
                .thenCompose(newest -> {
                    if (image.isPresent()) {
                        return isNewest(newest, image.get().id()) ? done() : publish(account, image.get());
                    }
                    return gone.isPresent() && isNewest(newest, gone.get()) ? withdraw(account) : done();
                });
    }

    private static boolean isNewest(Optional<NodeItem> newest, String id) {
        return newest.filter(item -> item.id().equalsIgnoreCase(id)).isPresent();
    }

    private static CompletableFuture<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    private CompletionStage<Void> publish(BareJid account, Image image) {
        Element data = Element.named(DATA, "data").text(image.base64()).build();
        Element info = Element.named(METADATA, "info")
                .attribute("bytes", Integer.toString(image.bytes().size()))
                .attribute("id", image.id())
                .attribute("type", image.type())
                .build();
        Element metadata = Element.named(METADATA, "metadata").child(info).build();
        return events.publish(account, publication(DATA, image.id(), data))
                .thenCompose(outcome -> outcome instanceof Outcome.Done<PersonalNode>
                        ? events.publish(account, publication(METADATA, image.id(), metadata))
                                .thenCompose(published -> done())
                        : done());
    }

    /** XEP-0084 section 4.4: there is no avatar any more. */
    private CompletionStage<Void> withdraw(BareJid account) {
        return events.publish(
                        account,
                        publication(
                                METADATA,
                                "none",
                                Element.named(METADATA, "metadata").build()))
                .thenCompose(published -> done());
    }

    private static Publication publication(String node, String id, Element payload) {
        return new Publication(
                node,
                id,
                Blob.of(XmlContent.of("", List.of(payload)).toByteArray()),
                NodeConfiguration.DEFAULT,
                PersonalNode::isForAllContacts);
    }

    private static Element element(NodeItem item) {
        return XmlContent.read("", item.payload().toByteArray()).elements().get(0);
    }
}
