package im.redoubt.client;

import im.redoubt.protocol.address.Jid;

/**
 * What becomes of a message: {@link #sent}, then {@link #accepted}, and where the recipient's client says so {@link #received}.
 * A message is not lost when its connection is: it goes again on the next one, and only the end of the session ends that.
 */
public final class Delivery {
    private final String id;
    private final Pending<Delivery> sent = new Pending<>();
    private final Pending<Delivery> accepted = new Pending<>();
    private final Pending<Jid> received = new Pending<>();

    Delivery(String id) {
        this.id = id;
    }

    /** Returns the message's identifier, 128 random bits. */
    public String id() {
        return id;
    }

    /** Returns when it was handed to the operating system for the first time. */
    public Pending<Delivery> sent() {
        return sent;
    }

    /**
     * Returns when the server has taken it over: from then on it is the server's to deliver. It says so itself (XEP-0198), or it
     * answers what it was asked behind the message. It fails with
     * {@link RefusedException} if the message came back, and with {@link DisconnectedException} if the session ended before.
     */
    public Pending<Delivery> accepted() {
        return accepted;
    }

    /** Returns when the recipient's client says that it has it (XEP-0184), and which one; it may never. */
    public Pending<Jid> received() {
        return received;
    }

    void wasSent() {
        sent.complete(this);
    }

    void wasAccepted() {
        accepted.complete(this);
    }

    /** The client of {@code who} has it. */
    void wasReceived(Jid who) {
        accepted.complete(this);
        received.complete(who);
    }

    /** It came back, or cannot go any more. */
    void failed(ClientException why) {
        sent.completeExceptionally(why);
        accepted.completeExceptionally(why);
        received.completeExceptionally(why);
    }

    /** Returns the identifier and where the message is. */
    @Override
    public String toString() {
        return id
                + (received.isDone()
                        ? " received"
                        : accepted.isDone() ? " accepted" : sent.isDone() ? " sent" : " waits");
    }
}
