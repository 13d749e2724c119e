package im.redoubt.client.avatar;

import im.redoubt.client.ClientException;
import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.client.Listeners;
import im.redoubt.client.Pending;
import im.redoubt.client.RefusedException;
import im.redoubt.client.pep.Pep;
import im.redoubt.client.pep.PepEvent;
import im.redoubt.client.pep.PepItem;
import im.redoubt.client.pep.PepNode;
import im.redoubt.client.picture.Picture;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.xml.Element;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The avatars of the account and its contacts (XEP-0084).
 *
 * <p>Guarantee: a picture is given out only if it is what its owner announced, by hash, length and type, and no larger than was
 * allowed. The own avatar is that of the own account's bare address and changes by nobody else. Nothing is fetched from the web.
 *
 * <pre>{@code
 * Avatars avatars = session.get(Avatars.FEATURE);
 * avatars.changes().add(change -> screen.redraw(change.owner()));
 * Optional<Picture> picture = avatars.picture(bob).await();
 * avatars.publish(Picture.of(Files.readAllBytes(file))).await();
 * }</pre>
 */
public final class Avatars {
    /** Avatars of at most {@link Picture#USUAL_BYTES}. */
    public static final Feature<Avatars> FEATURE = Avatars::new;

    /** Of how many accounts it is known at a time which avatar they show; of others it is not heard when they take one back. */
    static final int MOST_KNOWN = 5_000;

    private static final PepNode DATA = PepNode.forContacts(Avatar.DATA);
    private static final PepNode METADATA = PepNode.forContacts(Avatar.METADATA);

    /** XEP-0084 section 4.4 leaves the name of the item that says so to the server; some want one. */
    private static final String NONE = "none";

    private final Host host;
    private final Pep pep;
    private final Listeners<AvatarChange> changes;
    private final Map<BareJid, Avatar> known = new LinkedHashMap<>();
    private volatile int mostBytes = Picture.USUAL_BYTES;

    private Avatars(Host host) {
        this.host = host;
        this.pep = host.require(Pep.FEATURE);
        this.changes = host.listeners();
        pep.follow(METADATA, this::changed);
    }

    /**
     * Returns the feature with another limit.
     *
     * @param mostBytes the most bytes of a picture of somebody else's, 1 to {@link Picture#MOST_BYTES}
     */
    public static Feature<Avatars> upTo(int mostBytes) {
        if (mostBytes < 1 || mostBytes > Picture.MOST_BYTES) {
            throw new IllegalArgumentException("1 to " + Picture.MOST_BYTES + " bytes");
        }
        return host -> {
            Avatars avatars = host.require(FEATURE);
            avatars.mostBytes = mostBytes;
            return avatars;
        };
    }

    /** Returns who hears which avatar the account or a contact shows from now on; when a session begins, of those that are shown. */
    public Listeners<AvatarChange> changes() {
        return changes;
    }

    /**
     * Asks which avatar somebody shows.
     *
     * @param owner an account
     * @return it; nothing if there is none, or none that may be taken
     */
    public Pending<Optional<Avatar>> of(BareJid owner) {
        return pep.retrieve(owner, Avatar.METADATA)
                .map(items -> last(items).flatMap(item -> Avatar.read(item.payload(), mostBytes)));
    }

    /** Items are told with the oldest first; a node that keeps one has one. */
    private static Optional<PepItem> last(List<PepItem> items) {
        return items.isEmpty() ? Optional.empty() : Optional.of(items.get(items.size() - 1));
    }

    /**
     * Asks for the picture that somebody shows.
     *
     * @param owner an account
     * @return the picture, nothing if he shows none; {@link ClientException} if what came is not what was announced
     */
    public Pending<Optional<Picture>> picture(BareJid owner) {
        return of(owner)
                .then(avatar -> avatar.isPresent()
                        ? picture(owner, avatar.get()).map(Optional::of)
                        : Pending.of(Optional.empty()));
    }

    /**
     * Asks for a picture that was announced.
     *
     * @param owner whose
     * @param avatar what was announced
     * @return the picture; {@link ClientException} if there is none any more, it is larger than allowed, or not the one that was announced
     */
    public Pending<Picture> picture(BareJid owner, Avatar avatar) {
        if (avatar.bytes() > mostBytes) {
            return Pending.failed(new ClientException("the avatar is larger than " + mostBytes + " bytes"));
        }
        return pep.retrieve(owner, Avatar.DATA, avatar.id())
                .map(found -> found.map(PepItem::payload)
                        .filter(data -> data.is(Avatar.DATA, "data"))
                        .flatMap(data -> Picture.read(data.text(), avatar.bytes()))
                        .filter(avatar::is)
                        .orElseThrow(() -> new ClientException(
                                "the avatar that was announced is not there, or something else is in its place")));
    }

    /**
     * Shows contacts another avatar.
     *
     * @param picture the picture; a Redoubt takes about 98,000 bytes as it comes, other servers and clients often less
     * @return the change when the server has it; {@link RefusedException} if it does not take it
     */
    public Pending<AvatarChange> publish(Picture picture) {
        Avatar avatar = Avatar.of(picture);
        Element data = Element.named(Avatar.DATA, "data").text(picture.base64()).build();
        return pep.publish(DATA, avatar.id(), data)
                .then(there -> pep.publish(METADATA, avatar.id(), avatar.toElement()))
                .map(told -> new AvatarChange(host.account(), Optional.of(avatar)));
    }

    /**
     * Shows no avatar any more, and has the server forget the picture.
     *
     * @return the change when the server has done both
     */
    public Pending<AvatarChange> remove() {
        Element nothing = Element.named(Avatar.METADATA, "metadata").build();
        return pep.retrieve(host.account(), Avatar.METADATA)
                .then(before -> pep.publish(METADATA, NONE, nothing)
                        .then(told -> last(before)
                                .flatMap(item -> Avatar.read(item.payload(), Integer.MAX_VALUE))
                                .map(this::forget)
                                .orElseGet(() -> Pending.of(NONE))))
                .map(gone -> new AvatarChange(host.account(), Optional.empty()));
    }

    /** A picture that is not there is gone. */
    private Pending<String> forget(Avatar avatar) {
        Pending<String> gone = new Pending<>();
        pep.retract(DATA, avatar.id()).whenDone((id, failure) -> {
            boolean none = failure instanceof RefusedException refused
                    && refused.condition() == StanzaCondition.ITEM_NOT_FOUND;
            if (failure == null || none) {
                gone.complete(avatar.id());
            } else {
                gone.completeExceptionally(failure);
            }
        });
        return gone;
    }

    /** Some servers say of an older item that it is gone when a newer one takes its place, which changes nothing. */
    private void changed(PepEvent event) {
        Optional<Avatar> before = Optional.ofNullable(known.get(event.owner()));
        Optional<PepItem> newest = last(event.items());
        if (newest.isPresent()) {
            become(event.owner(), Avatar.read(newest.get().payload(), mostBytes));
        } else if (event.emptied()
                || before.filter(avatar -> event.retracted().stream().anyMatch(id -> id.is(avatar.id())))
                        .isPresent()) {
            become(event.owner(), Optional.empty());
        }
    }

    private void become(BareJid owner, Optional<Avatar> avatar) {
        if (!avatar.isPresent()) {
            known.remove(owner);
        } else if (known.size() < MOST_KNOWN || known.containsKey(owner)) {
            known.put(owner, avatar.get());
        }
        changes.tell(new AvatarChange(owner, avatar));
    }
}
