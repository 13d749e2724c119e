package im.redoubt.client.room;

import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.xml.Element;
import java.time.Instant;
import java.util.Optional;

/** Something that was said in a room, or by one of its occupants to this one alone. Immutable. */
public final class RoomMessage {
    /** To whom it was said. */
    public enum Kind {
        /** To everybody in the room. */
        TO_ALL,
        /** To this occupant only. */
        PRIVATE,
        /** By the room itself. */
        OF_THE_ROOM
    }

    private final Kind kind;
    private final Message stanza;
    private final Author author;
    private final boolean own;
    private final RoomVouches vouches;

    /** What the room, or this client, vouches for. */
    record RoomVouches(Optional<Unverified> stanzaId, Optional<Instant> saidAt, Optional<Unverified> corrects) {}

    RoomMessage(Kind kind, Message stanza, Author author, boolean own, RoomVouches vouches) {
        this.kind = kind;
        this.stanza = stanza;
        this.author = author;
        this.own = own;
        this.vouches = vouches;
    }

    /** Returns to whom it was said. */
    public Kind kind() {
        return kind;
    }

    /** Returns by which address in the room. */
    public Jid from() {
        return stanza.from().orElseThrow(IllegalStateException::new);
    }

    /** Returns how its author called himself then; empty for the room. */
    public Unverified nickname() {
        return Unverified.of(from().resource());
    }

    /** Returns by what its author is known from others. */
    public Author author() {
        return author;
    }

    /** Returns what was said; of several languages the first. */
    public Unverified body() {
        return Unverified.of(stanza.content()
                .first(Stanza.CLIENT_NAMESPACE, "body")
                .map(Element::text)
                .orElse(""));
    }

    /** Returns the identifier that its author gave it; others may have given the same one. */
    public Optional<Unverified> id() {
        return stanza.id().map(Unverified::of);
    }

    /** Returns the identifier that the room gave it (XEP-0359), if it does so. */
    public Optional<Unverified> stanzaId() {
        return vouches.stanzaId();
    }

    /** Returns when it was said, if that was before the room was joined. */
    public Optional<Instant> saidAt() {
        return vouches.saidAt();
    }

    /**
     * Returns the identifier of the message that this one stands for (XEP-0308). That one had the same {@link #author}; what others
     * want to correct is a message like any other.
     */
    public Optional<Unverified> corrects() {
        return vouches.corrects();
    }

    /** Returns whether this account said it, since it joined. */
    public boolean isOwn() {
        return own;
    }

    /** Returns the whole stanza, for what extensions put into it. */
    public Message stanza() {
        return stanza;
    }

    /** Returns to whom it was said, nothing of what. */
    @Override
    public String toString() {
        return "message " + kind;
    }
}
