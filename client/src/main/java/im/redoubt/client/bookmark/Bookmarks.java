package im.redoubt.client.bookmark;

import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.client.Listeners;
import im.redoubt.client.Pending;
import im.redoubt.client.pep.Pep;
import im.redoubt.client.pep.PepEvent;
import im.redoubt.client.pep.PepItem;
import im.redoubt.client.pep.PepNode;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rooms that the account remembers (XEP-0402), the same for all its clients.
 *
 * <p>Guarantee: they are read from the own account alone, and written only where the server keeps them from everybody else. A room
 * is joined by nobody but the application, {@link Bookmark#joinsItself} is a wish of the user's.
 *
 * <pre>{@code
 * Bookmarks bookmarks = session.get(Bookmarks.FEATURE);
 * bookmarks.set(Bookmark.of(BareJid.of("council@rooms.example.org")).named("Council").joinedByItself()).await();
 * bookmarks.loaded().await().values().stream().filter(Bookmark::joinsItself).forEach(room -> join(room));
 * }</pre>
 */
public final class Bookmarks {
    /** Bookmarks; they are asked for in each new session. */
    public static final Feature<Bookmarks> FEATURE = Bookmarks::new;

    /** The most that are kept. */
    public static final int MOST = 2_000;

    private static final PepNode NODE = PepNode.ofTheAccount(Bookmark.NAMESPACE);

    private final Pep pep;
    private final Listeners<Map<BareJid, Bookmark>> changes;
    private volatile Map<BareJid, Bookmark> now = Collections.emptyMap();
    private volatile Pending<Map<BareJid, Bookmark>> loaded = new Pending<>();

    private Bookmarks(Host host) {
        this.pep = host.require(Pep.FEATURE);
        this.changes = host.listeners();
        pep.follow(NODE, this::changed);
        host.onOnline(online -> {
            if (!online.resumed()) {
                load(host.account());
            }
        });
    }

    /** Returns the bookmarks as they are known now, by their rooms. */
    public Map<BareJid, Bookmark> now() {
        return now;
    }

    /** Returns the bookmarks as soon as the server has told them in this session. */
    public Pending<Map<BareJid, Bookmark>> loaded() {
        return loaded;
    }

    /** Returns who hears of the bookmarks whenever they change. */
    public Listeners<Map<BareJid, Bookmark>> changes() {
        return changes;
    }

    /**
     * Remembers a room, or remembers it otherwise.
     *
     * @return the room when the server has it so; it fails where the server would show it to others
     */
    public Pending<BareJid> set(Bookmark bookmark) {
        return pep.publish(NODE, bookmark.room().toString(), bookmark.toElement())
                .map(done -> bookmark.room());
    }

    /**
     * Forgets a room.
     *
     * @return the room when the server has forgotten it
     */
    public Pending<BareJid> remove(BareJid room) {
        return pep.retract(NODE, room.toString()).map(done -> room);
    }

    private void load(BareJid account) {
        Pending<Map<BareJid, Bookmark>> loading = new Pending<>();
        loaded = loading;
        pep.retrieve(account, Bookmark.NAMESPACE).whenDone((items, failure) -> {
            if (failure == null) {
                become(with(Collections.emptyMap(), items));
                loading.complete(now);
            } else {
                loading.completeExceptionally(failure);
            }
        });
    }

    private void changed(PepEvent event) {
        Map<BareJid, Bookmark> next = with(event.emptied() ? Collections.emptyMap() : now, event.items());
        for (Unverified id : event.retracted()) {
            id.parse(BareJid::parse).ifPresent(next::remove);
        }
        become(next);
    }

    private static Map<BareJid, Bookmark> with(Map<BareJid, Bookmark> before, List<PepItem> items) {
        Map<BareJid, Bookmark> next = new LinkedHashMap<>(before);
        for (PepItem item : items) {
            Bookmark.read(item.id(), item.payload())
                    .filter(one -> next.size() < MOST || next.containsKey(one.room()))
                    .ifPresent(one -> next.put(one.room(), one));
        }
        return next;
    }

    private void become(Map<BareJid, Bookmark> next) {
        now = Collections.unmodifiableMap(next);
        changes.tell(now);
    }
}
