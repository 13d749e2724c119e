package im.redoubt.server.avatar;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.server.feature.SessionHook;
import im.redoubt.server.presence.PresenceStamp;
import im.redoubt.server.session.AccountCache;
import im.redoubt.server.session.Session;
import im.redoubt.server.session.Sessions;
import im.redoubt.server.store.Blob;
import im.redoubt.server.store.Store;
import im.redoubt.server.store.VCards;
import im.redoubt.xml.Element;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Says in the presence of accounts which photo is in their cards (XEP-0398 section 4), on behalf of clients that do not know. */
final class AvatarHashes implements PresenceStamp, SessionHook {
    private static final String NAMESPACE = "vcard-temp:x:update";
    private static final String PHOTO = "photo";

    private final AccountCache<Optional<String>> hashes;
    private final List<Consumer<BareJid>> watchers = new CopyOnWriteArrayList<>();

    AvatarHashes(VCards cards, Sessions sessions) {
        this.hashes = new AccountCache<>(
                sessions,
                account -> cards.get(account)
                        .thenApply(card -> card.flatMap(Card::photo).map(Image::id)));
    }

    /** Has {@code watcher} told of accounts that show another photo from now on; on their queues. */
    void follow(Consumer<BareJid> watcher) {
        watchers.add(watcher);
    }

    /** An account's card is another one from now on. Blocks; on its queue. */
    void changed(BareJid account, Blob card) {
        hashes.changed(account, Card.photo(card).map(Image::id));
        watchers.forEach(watcher -> watcher.accept(account));
    }

    /**
     * A client that shows no photo on purpose is left alone; what others say of it is put right. Where there is no photo, nothing is
     * added.
     */
    @Override
    public Presence stamped(BareJid account, Presence presence) {
        if (presence.type() != PresenceType.AVAILABLE) {
            return presence;
        }
        Optional<Element> update = presence.content().first(NAMESPACE, "x");
        Optional<Element> photo = update.flatMap(said -> said.first(NAMESPACE, PHOTO));
        if (photo.filter(said -> said.text().isEmpty()).isPresent()) {
            return presence;
        }
        Optional<String> hash = Store.await(hashes.of(account));
        boolean right = hash.isPresent()
                ? photo.filter(said -> said.text().equals(hash.get())).isPresent()
                : update.isEmpty();
        return right
                ? presence
                : presence.withContent(presence.content()
                        .without(name -> name.is(NAMESPACE, "x"))
                        .plus(Element.named(NAMESPACE, "x")
                                .child(NAMESPACE, PHOTO, hash.orElse(""))
                                .build()));
    }

    @Override
    public void ended(Session session) {
        hashes.forget(session.account());
    }
}
