package im.redoubt.protocol.sasl;

import im.redoubt.protocol.Secret;

/**
 * A peer that knows the password and breaks the rules: whatever it sends is proved or signed correctly, so that only the
 * rule in question can refuse it.
 */
final class Knowing {
    private final ScramHash hash;
    private final ScramKeys keys;

    Knowing(ScramHash hash) {
        this.hash = hash;
        try (Secret salted = hash.saltedPassword(Scram.password(), Scram.SALT, IterationBounds.FLOOR)) {
            this.keys = ScramKeys.of(hash, salted);
        }
    }

    /** Proves whatever stands before the proof. */
    byte[] clientFinal(String bare, String serverFirst, String withoutProof) {
        return Scram.bytes(withoutProof + ",p=" + proof(bare, serverFirst, withoutProof));
    }

    String proof(String bare, String serverFirst, String withoutProof) {
        byte[] message = Scram.bytes(bare + "," + serverFirst + "," + withoutProof);
        return CanonicalBase64.encode(Bytes.xor(keys.clientKey(), hash.hmac(keys.storedKey(), message)));
    }

    /** Signs whatever was said. */
    byte[] signature(String bare, String serverFirst, String withoutProof) {
        return hash.hmac(keys.serverKey(), Scram.bytes(bare + "," + serverFirst + "," + withoutProof));
    }
}
