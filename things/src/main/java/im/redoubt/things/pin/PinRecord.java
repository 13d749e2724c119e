package im.redoubt.things.pin;

import im.redoubt.things.key.VerifyingKey;
import java.util.Optional;

/** What a device keeps of its PIN, over restarts. What a method has written is kept when it returns, even if the power goes at once. */
public interface PinRecord {
    /** Returns the PIN that is set; nothing before one was chosen. */
    Optional<PinHash> pin();

    /** Returns how often somebody was wrong since he was last right. */
    int failures(VerifyingKey peer);

    /** Writes how often he was. */
    void failures(VerifyingKey peer, int count);
}
