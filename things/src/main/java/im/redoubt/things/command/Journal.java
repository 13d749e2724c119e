package im.redoubt.things.command;

import im.redoubt.client.extension.Octets;
import im.redoubt.things.key.VerifyingKey;
import java.util.Optional;

/**
 * What a device remembers of the commands that it took, over restarts. Whatever a method has written is kept when it returns, even if the
 * power goes at once.
 */
public interface Journal {
    /** How far a command got. */
    enum Stage {
        /** It was to be acted upon; whether that happened, the device's own state says. */
        BEGUN,
        /** It was done. */
        DONE
    }

    /**
     * A command that was taken before.
     *
     * @param digest of all that was signed, so that another command is not taken for this one
     * @param stage how far it got
     */
    record Entry(Octets digest, Stage stage) {}

    /** Returns the greatest counter of the commands of a peer that were taken, 0 if there were none. */
    long counter(VerifyingKey peer);

    /** Returns the command of a peer that has this id, if it is among the last ones. */
    Optional<Entry> find(VerifyingKey peer, Octets id);

    /** Writes that a command is about to be acted upon. */
    void begin(VerifyingKey peer, Warrant warrant, Octets digest);

    /** Writes that it was done. */
    void done(VerifyingKey peer, Octets id);
}
