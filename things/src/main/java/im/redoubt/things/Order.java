package im.redoubt.things;

import im.redoubt.client.ClientException;
import im.redoubt.client.Pending;
import im.redoubt.client.extension.Octets;
import im.redoubt.things.command.Answered;

/**
 * A command on its way: {@link #accepted}, then {@link #received}, then {@link #answer}. It is tried again while it is good, under the same
 * identifier, so that it is done once.
 *
 * @param <R> what the device answers when it was done
 */
public final class Order<R> {
    private final Octets id;
    private final Pending<Octets> accepted = new Pending<>();
    private final Pending<Octets> received = new Pending<>();
    private final Pending<Answered<R>> answer = new Pending<>();

    Order(Octets id) {
        this.id = id;
    }

    /** Returns the identifier of the command. */
    public Octets id() {
        return id;
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
