package im.redoubt.client;

import im.redoubt.client.time.Timeline;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stream.SessionFeature;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlName;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A session as its features see it. Handlers that are registered here are called one at a time, in the order in which stanzas
 * came, and must not block; what the application gave is called through {@link Listeners}. A handler sees only what was
 * addressed to it, and asks who sent it before it believes anything (LIB-03).
 */
public interface Host {
    /** How many requests of one kind that take a while may be under way in a session. */
    int MOST_SLOW_REQUESTS = 100;

    /** Returns the account. */
    BareJid account();

    /** Returns the address that the server bound; it changes when a session could not be resumed. */
    FullJid address();

    /** Returns the time. */
    Timeline timeline();

    /** Returns an identifier of 128 random bits. */
    String id();

    /** Returns the part of another feature that this one needs. */
    <H> H require(Feature<H> feature);

    /**
     * Asks.
     *
     * @param action whether it asks or changes
     * @param to who is asked, empty for the own account
     * @param payload what is asked
     * @return the answer, which is from whom was asked; or {@link RefusedException}, {@link DisconnectedException}
     */
    default Pending<IqResponse> request(IqRequest.Action action, Optional<Jid> to, Element payload) {
        return request(action, to, payload, () -> {});
    }

    /**
     * Asks, and hears when the server has taken the question over.
     *
     * @param action whether it asks or changes
     * @param to who is asked, empty for the own account
     * @param payload what is asked
     * @param accepted is run once the server has said that it has the question (XEP-0198), in the session's own order
     * @return the answer, which is from whom was asked; or {@link RefusedException}, {@link DisconnectedException}
     */
    Pending<IqResponse> request(IqRequest.Action action, Optional<Jid> to, Element payload, Runnable accepted);

    /**
     * Sends a message; an id is added if it has none.
     *
     * @return what becomes of it
     */
    Delivery send(Message message);

    /** Sends a presence. It is not sent again when the connection was lost. */
    void send(Presence presence);

    /** Returns a list of listeners that the application may add to. */
    <T> Listeners<T> listeners();

    /**
     * Hears of messages.
     *
     * @param handler gets each message that no handler before it has taken, with its sender; returns whether it takes it
     */
    void onMessage(Predicate<Incoming> handler);

    /**
     * Hears of messages that no other handler takes, whichever was there first.
     *
     * @param handler gets each such message with its sender; returns whether it takes it
     */
    void onOtherMessage(Predicate<Incoming> handler);

    /**
     * Gives a message to the handlers that hear of messages: one that lay within another one, and whose sender somebody
     * vouches for.
     */
    void deliver(Incoming message);

    /**
     * Adds to messages that are sent.
     *
     * @param decoration gets each message before it goes, and returns what goes in its place
     */
    void decorate(UnaryOperator<Message> decoration);

    /**
     * Returns a message that was sent to somebody.
     *
     * @param id its identifier
     * @param recipient the account that it was sent to
     * @return what becomes of it; empty if it went to nobody of that name, or long ago
     */
    Optional<Delivery> sent(String id, BareJid recipient);

    /**
     * Says that a client has a message that was sent to it (XEP-0184).
     *
     * @param id the identifier of the message
     * @param by who says so
     * @return whether a message of this identifier was sent to that account
     */
    boolean received(String id, Jid by);

    /** Hears of all presences. */
    void onPresence(Consumer<Presence> handler);

    /**
     * Answers requests.
     *
     * @param action get or set
     * @param payload the name of what is asked
     * @param audience from whom it takes them; everybody else is answered as if it did not exist
     * @param handler returns the answer
     */
    void onRequest(
            IqRequest.Action action, XmlName payload, Audience audience, Function<IqRequest, IqResponse> handler);

    /**
     * Answers requests that take a while.
     *
     * @param action get or set
     * @param payload the name of what is asked
     * @param audience from whom it takes them; everybody else is answered as if it did not exist
     * @param handler returns what becomes the answer, on any thread; it must not block itself. If it fails, the request is answered
     *     with an internal error. While {@link #MOST_SLOW_REQUESTS} wait, more are refused as a shortage
     */
    void onSlowRequest(
            IqRequest.Action action,
            XmlName payload,
            Audience audience,
            Function<IqRequest, Pending<IqResponse>> handler);

    /**
     * Hears when there is a connection again, and at first.
     *
     * @param handler is told whether the session was resumed; if not, everything has to be asked for anew
     */
    void onOnline(Consumer<SessionState.Online> handler);

    /**
     * Has new sessions begin with something, where the server lets it be asked for together with the sign-in (XEP-0386 section 3.1);
     * said while features are attached.
     */
    void beginWith(SessionFeature feature);

    /** Returns whether the session began with it: if not, it has to be asked for by itself. */
    boolean begunWith(SessionFeature feature);

    /** Says who may see the account's presence, and so belongs to {@link Audience#CONTACTS}. */
    void contacts(Predicate<BareJid> contacts);

    /** Returns whether somebody belongs to an audience, and so may get an answer that nobody asked the application for. */
    boolean admits(Audience audience, Jid who);

    /** Hears when the connection is gone. */
    void onOffline(Runnable handler);

    /** Hears when the session is over, and there will be no connection any more: what is to happen later does not happen. */
    void onEnd(Runnable handler);

    /**
     * Returns whether the server offers something, by the name of a stream feature (RFC 6120 section 4.3.2). In the first moments of a
     * connection it may not have said so yet; then what it said on the last one counts, and at first nothing.
     */
    boolean offers(String namespace, String local);

    /**
     * Adds to presences that say that this client is available, to whomever they go.
     *
     * @param decoration gets each such presence before it goes, and returns what goes in its place
     */
    void decoratePresence(UnaryOperator<Presence> decoration);

    /**
     * Says by name that this client can do something (XEP-0030 section 3.1). Where contacts were told already that this client is
     * there, they are told once more, since what they know of it has changed (XEP-0115 section 6.1).
     */
    void advertise(String feature);

    /** Returns what the features advertise. */
    Set<String> advertised();

    /** Returns what the session did not believe, take or answer. */
    Counters counters();

    /** Does something in the session's own order, from any thread. */
    void run(Runnable task);
}
