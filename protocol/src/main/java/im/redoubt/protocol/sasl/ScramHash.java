package im.redoubt.protocol.sasl;

/** Stands in for the type of the SASL branch until that is merged. */
public enum ScramHash {
    /** SCRAM-SHA-1. */
    SHA_1,
    /** SCRAM-SHA-256. */
    SHA_256,
    /** SCRAM-SHA-512. */
    SHA_512
}
