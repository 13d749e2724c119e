package im.redoubt.client.room;

import im.redoubt.client.ClientException;
import im.redoubt.client.Delivery;
import im.redoubt.client.Host;
import im.redoubt.client.Pending;
import im.redoubt.client.RefusedException;
import im.redoubt.client.form.Form;
import im.redoubt.client.form.FormAnswer;
import im.redoubt.client.text.InsecureTextAccess;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.payload.DataForm;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A room that this account is in, or was. It stays in it over the connections of its session, and comes back by itself when that was lost
 * or the room has forgotten it; whoever is kicked or banned does not come back by himself.
 *
 * <p>Size: what XEP-0045 lets one do in a room, a few lines each.
 *
 * <pre>{@code
 * Room room = rooms.join(RoomEntry.of(BareJid.of("tea@rooms.example.org"), "Alice")).await();
 * room.say("hello");
 * room.kick(room.occupants().find("Mallory").get(), "not here");
 * }</pre>
 */
public final class Room {
    /** The most occupants that are kept. */
    public static final int MOST_OCCUPANTS = 2_000;

    /** The most entries of a list of affiliations that are returned. */
    public static final int MOST_AFFILIATED = 10_000;

    private static final String CORRECTION = "urn:xmpp:message-correct:0";
    private static final String RETRACTION = "urn:xmpp:message-retract:1";
    private static final String MODERATION = "urn:xmpp:message-moderate:1";

    private final BareJid address;
    private final Host host;
    private final Consumer<RoomEvent> events;
    private final Consumer<Room> over;
    private final Author itself;
    private final Stay stay;

    Room(Host host, RoomEntry entry, Consumer<RoomEvent> events, Consumer<Room> over) {
        this.address = entry.room();
        this.host = host;
        this.events = events;
        this.over = over;
        this.itself = new Author(address, Optional.empty(), 0);
        this.stay = new Stay(this, host, entry);
    }

    Stay stay() {
        return stay;
    }

    Author itself() {
        return itself;
    }

    void tell(RoomEvent event) {
        events.accept(event);
    }

    void isOver() {
        over.accept(this);
    }

    void reconfigured() {
        stay.reconfigured();
    }

    /** Returns the address. */
    public BareJid address() {
        return address;
    }

    /** Returns the own address in the room. */
    public FullJid place() {
        return stay.place();
    }

    /** Returns whether this account is in the room, as far as is known. */
    public boolean isJoined() {
        return stay.step() == Stay.Step.INSIDE;
    }

    /** Returns what the room said of itself when it was joined, and since then when it was set otherwise. */
    public RoomTraits traits() {
        return stay.traits();
    }

    /** Returns who is in the room now. */
    public Occupants occupants() {
        return stay.occupants();
    }

    /** Returns the subject, if the room has told one. */
    public Optional<Unverified> subject() {
        return stay.talk().subject();
    }

    /**
     * Says something to everybody. The room says it back, with {@link RoomMessage#isOwn}, and that is when others hear it.
     *
     * @param text what
     * @return what becomes of it; {@link RefusedException} if the room does not take it: one is not in it, or may not speak
     */
    public Delivery say(String text) {
        return toAll(body(text));
    }

    /**
     * Says something in place of what was said before (XEP-0308).
     *
     * @param earlier the identifier of the message that it stands for, which was the first one if that was corrected already
     * @param text what
     */
    public Delivery correct(String earlier, String text) {
        return toAll(body(text), element(CORRECTION, "replace", "id", earlier));
    }

    /**
     * Takes back something of one's own (XEP-0424), of a room that gives messages identifiers.
     *
     * @throws IllegalArgumentException if the room gave it none
     */
    public Delivery withdraw(RoomMessage message) {
        String id = InsecureTextAccess.charactersOf(stanzaId(message));
        Element hint = Element.named("urn:xmpp:hints", "store").build();
        return toAll(element(RETRACTION, "retract", "id", id), hint);
    }

    /** Says something to one occupant alone; the room passes it on and can read it. */
    public Delivery sayPrivately(Occupant occupant, String text) {
        Element mark = Element.named(MucUser.NAMESPACE, "x").build();
        return host.send(message(occupant.place(), MessageType.CHAT, body(text), mark));
    }

    /** Sets the subject; an empty one takes it away. */
    public Delivery setSubject(String text) {
        return toAll(
                Element.named(Stanza.CLIENT_NAMESPACE, "subject").text(text).build());
    }

    /**
     * Calls oneself in another way.
     *
     * @return the room, once it shows that; {@link RefusedException} if it does not: {@link JoinRefusal#of} says why
     * @throws IllegalArgumentException if it cannot be a nickname
     */
    public Pending<Room> rename(String nickname) {
        FullJid place = RoomEntry.place(address, nickname);
        Pending<Room> result = new Pending<>();
        host.run(() -> stay.rename(place, result));
        return result;
    }

    /** Leaves the room. The result is there when the room shows that, or does not answer, or there is no connection. */
    public Pending<Room> leave() {
        Pending<Room> result = new Pending<>();
        host.run(() -> stay.leave(result));
        return result;
    }

    /** Puts an occupant out; he may come back. */
    public Pending<Room> kick(Occupant occupant, String reason) {
        return setRole(occupant, Role.NONE, reason);
    }

    /**
     * Lets an occupant do more or less as long as he is there.
     *
     * @return the room, once it has taken it; {@link RefusedException} if one may not
     */
    public Pending<Room> setRole(Occupant occupant, Role role, String reason) {
        return administrate(Element.named(MucUser.ADMIN, "item")
                .attribute("nick", occupant.place().resource())
                .attribute("role", role.wire())
                .child(MucUser.ADMIN, "reason", reason)
                .build());
    }

    /** Puts an account out for good. */
    public Pending<Room> ban(BareJid account, String reason) {
        return setAffiliation(account, Affiliation.OUTCAST, reason);
    }

    /**
     * Says what an account is to the room.
     *
     * @return the room, once it has taken it; {@link RefusedException} if one may not
     */
    public Pending<Room> setAffiliation(BareJid account, Affiliation affiliation, String reason) {
        return administrate(Element.named(MucUser.ADMIN, "item")
                .attribute("jid", account.toString())
                .attribute("affiliation", affiliation.wire())
                .child(MucUser.ADMIN, "reason", reason)
                .build());
    }

    /**
     * Asks which accounts are something to the room.
     *
     * @param affiliation what
     * @return they, {@link #MOST_AFFILIATED} at most; {@link RefusedException} if one may not know
     */
    public Pending<List<Affiliated>> affiliated(Affiliation affiliation) {
        Element item = element(MucUser.ADMIN, "item", "affiliation", affiliation.wire());
        Element query = Element.named(MucUser.ADMIN, "query").child(item).build();
        return ask(IqRequest.Action.GET, query).map(response -> Affiliated.read(response, affiliation));
    }

    /** Takes back what somebody else said (XEP-0425), of a room that gives messages identifiers. */
    public Pending<Room> moderate(RoomMessage message, String reason) {
        Element.Builder moderate = Element.named(MODERATION, "moderate")
                .attribute("id", InsecureTextAccess.charactersOf(stanzaId(message)))
                .child(Element.named(RETRACTION, "retract").build())
                .child(MODERATION, "reason", reason);
        return ask(IqRequest.Action.SET, moderate.build()).map(done -> this);
    }

    /** Asks how the room is set; an owner only is told (section 10.2). */
    public Pending<Form> configuration() {
        Element query = Element.named(MucUser.OWNER, "query").build();
        return ask(IqRequest.Action.GET, query)
                .map(response -> response.content()
                        .first(MucUser.OWNER, "query")
                        .flatMap(answer -> answer.first(DataForm.NAMESPACE, "x"))
                        .flatMap(Form::read)
                        .orElseThrow(() -> new ClientException("the room answered something else than its settings")));
    }

    /** Sets the room as a filled in {@link #configuration} says; one that was made just now opens by that. */
    public Pending<Room> configure(FormAnswer answer) {
        return set(answer.toElement());
    }

    /** Opens a room that was made just now, set as its service likes (section 10.1.2). */
    public Pending<Room> open() {
        return set(new DataForm("submit", List.of()).toElement(""));
    }

    /** Destroys the room. */
    public Pending<Room> destroy(String reason) {
        return own(Element.named(MucUser.OWNER, "destroy")
                .child(MucUser.OWNER, "reason", reason)
                .build());
    }

    /** Has the room invite somebody (section 7.8.2): it does so with its password, and a room for members makes him one. */
    public Delivery invite(BareJid who, String reason) {
        Element invite = Element.named(MucUser.NAMESPACE, "invite")
                .attribute("to", who.toString())
                .child(MucUser.NAMESPACE, "reason", reason)
                .build();
        return host.send(message(
                address,
                MessageType.NORMAL,
                Element.named(MucUser.NAMESPACE, "x").child(invite).build()));
    }

    private Delivery toAll(Element... content) {
        return host.send(message(address, MessageType.GROUPCHAT, content));
    }

    private static Message message(Jid to, MessageType type, Element... content) {
        return new Message(
                StanzaHeader.EMPTY.withTo(to), type, XmlContent.of(Stanza.CLIENT_NAMESPACE, Arrays.asList(content)));
    }

    private static Element body(String text) {
        return Element.named(Stanza.CLIENT_NAMESPACE, "body").text(text).build();
    }

    private static Element element(String namespace, String name, String attribute, String value) {
        return Element.named(namespace, name).attribute(attribute, value).build();
    }

    private static Unverified stanzaId(RoomMessage message) {
        return message.stanzaId()
                .orElseThrow(() -> new IllegalArgumentException("the room gave this message no identifier"));
    }

    private Pending<Room> administrate(Element item) {
        Element query = Element.named(MucUser.ADMIN, "query").child(item).build();
        return ask(IqRequest.Action.SET, query).map(done -> this);
    }

    /** What the room can do may be something else then, and not every service says so (section 10.2.1). */
    private Pending<Room> set(Element form) {
        return own(form).map(done -> {
            host.run(this::reconfigured);
            return done;
        });
    }

    private Pending<Room> own(Element what) {
        Element query = Element.named(MucUser.OWNER, "query").child(what).build();
        return ask(IqRequest.Action.SET, query).map(done -> this);
    }

    private Pending<IqResponse> ask(IqRequest.Action action, Element payload) {
        return host.request(action, Optional.of(address), payload);
    }

    /** Returns the address. */
    @Override
    public String toString() {
        return address.toString();
    }
}
