package im.redoubt.things.key;

/**
 * By which somebody is known, and to which others seal what only he is to read.
 *
 * @param verifying for what he signs
 * @param sealing for what he is to read
 */
public record PublicKeys(VerifyingKey verifying, SealingKey sealing) {}
