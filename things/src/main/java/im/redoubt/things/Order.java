package im.redoubt.things;

import im.redoubt.client.ClientException;
import im.redoubt.client.Pending;
import im.redoubt.client.extension.Octets;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.command.Answered;
import im.redoubt.things.vocabulary.CommandType;

/**
 * A command on its way: {@link #accepted}, then {@link #received}, then {@link #answer}. It is tried again while it is good, under the same
 * identifier, so that it is done once.
 *
 * <p>From before its first byte goes out until it is over, the controller keeps it. If the program stops meanwhile, or its session ends for
 * good, it goes on after the next start or in the next session where that was asked for ({@link Controller.Builder#resuming}), and its end is
 * told there; whoever waits in a session that ends is told that nobody knows. One that was never signed, since the device
 * was not there, is gone with the program, and was not done.
 *
 * @param <R> what the device answers when it was done
 */
public final class Order<R> {
    private final Octets id;
    private final BareJid device;
    private final CommandType<?, R> type;
    private final Pending<Octets> accepted = new Pending<>();
    private final Pending<Octets> received = new Pending<>();
    private final Pending<Answered<R>> answer = new Pending<>();

    Order(Octets id, BareJid device, CommandType<?, R> type) {
        this.id = id;
        this.device = device;
        this.type = type;
    }

    /** Returns the identifier of the command. */
    public Octets id() {
        return id;
    }

    /** Returns the device that it is for. */
    public BareJid device() {
        return device;
    }

    /** Returns what is commanded. */
    public CommandType<?, R> type() {
        return type;
    }

    /** Returns when the server has taken it over, with the identifier. */
    public Pending<Octets> accepted() {
        return accepted;
    }

    /** Returns when the device has it and is about to act upon it, by its signature, with the identifier. */
    public Pending<Octets> received() {
        return received;
    }

    /**
     * Returns what the device says came of it, by its signature. It fails with {@link UncertainException} if nobody said so while the command
     * was good.
     */
    public Pending<Answered<R>> answer() {
        return answer;
    }

    void wasAccepted() {
        accepted.complete(id);
    }

    void wasReceived() {
        accepted.complete(id);
        received.complete(id);
    }

    void wasAnswered(Answered<R> answered) {
        accepted.complete(id);
        received.complete(id);
        answer.complete(answered);
    }

    void failed(ClientException why) {
        accepted.completeExceptionally(why);
        received.completeExceptionally(why);
        answer.completeExceptionally(why);
    }

    boolean isOver() {
        return answer.isDone();
    }
}
