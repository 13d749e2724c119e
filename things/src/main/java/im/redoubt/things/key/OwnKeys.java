package im.redoubt.things.key;

import java.security.SecureRandom;

/**
 * The keys of a device or a controller, made by itself at its first start: there are no others, and none that two share.
 *
 * @param signing by which others know it
 * @param opening by which it reads what was sealed to it
 */
public record OwnKeys(SigningKey signing, OpeningKey opening) implements AutoCloseable {
    /** Makes new ones. */
    public static OwnKeys make(SecureRandom random) {
        return new OwnKeys(SigningKey.make(random), OpeningKey.make(random));
    }

    /** Returns what others may have. */
    public PublicKeys shown() {
        return new PublicKeys(signing.verifying(), opening.sealing());
    }

    /** Erases them. */
    @Override
    public void close() {
        signing.close();
        opening.close();
    }
}
