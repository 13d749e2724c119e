package im.redoubt.client;

import im.redoubt.client.rule.Counts;
import im.redoubt.protocol.address.BareJid;
import java.util.Map;

/**
 * A session of an account: signed in, over TLS with a verified server, at an address that the server chose. It lasts: when a
 * connection ends it makes another one, and what was sent meanwhile goes then. Closing it ends it for good.
 *
 * <p>Any thread may use it. Guarantee: there is none before the server has proved who it is.
 */
public final class Session implements AutoCloseable {
    private final BareJid account;
    private final Lasting lasting;
    private final Attachment attachment;

    Session(BareJid account, Lasting lasting, Attachment attachment) {
        this.account = account;
        this.lasting = lasting;
        this.attachment = attachment;
    }

    /** Returns the account. */
    public BareJid account() {
        return account;
    }

    /** Returns where the session stands at this moment. */
    public SessionState state() {
        return lasting.states().now();
    }

    /**
     * Returns by what the client signed in to the connection that there is, or was last: the mechanism and the channel binding, in
     * words for people.
     */
    public String signedInBy() {
        return lasting.exchange().signedInBy();
    }

    /** Returns who hears of every change of the state. */
    public Listeners<SessionState> states() {
        return lasting.states().application();
    }

    /**
     * Returns a feature's part of this session.
     *
     * @param feature one that was given to the client's builder, or that another one needs
     * @return what the application uses it by
     * @throws IllegalArgumentException if it was not
     */
    public <H> H get(Feature<H> feature) {
        return attachment
                .find(feature)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the client was built without this feature; give it to Client.Builder.with"));
    }

    /** Returns what the session did not believe, take or answer. */
    public Counters counters() {
        return lasting.exchange().counters();
    }

    /** Returns what each rule of {@link Client.Builder#rules} has done, by its name; by the empty name, what no rule fitted. */
    public Map<String, Counts> ruleCounts() {
        return attachment.ruleCounts();
    }

    /** Says that the device may be on another network now: the connection is tried, or made, at once. */
    public void networkChanged() {
        lasting.networkChanged();
    }

    /**
     * Says that somebody looks at the application again, or that nobody does: the server then keeps back what can wait
     * (XEP-0352), which saves a phone's battery.
     *
     * @param nobodyLooks whether it is in the background
     */
    public void background(boolean nobodyLooks) {
        lasting.look(nobodyLooks);
    }

    /** Returns the end of the session. */
    public Pending<SessionState.Ended> over() {
        return lasting.over();
    }

    /**
     * Ends the session: what was sent goes out, the server says that it has it, and the stream is closed; a server that does
     * not answer is waited for no longer than the client's {@link Pace#patience()}. Returns at once; {@link #over} is the end.
     */
    public void end() {
        lasting.close();
    }

    /** Ends the session and waits for the end. */
    @Override
    public void close() {
        lasting.close();
        lasting.over().await();
    }

    /** Returns the account. */
    @Override
    public String toString() {
        return account.toString();
    }
}
