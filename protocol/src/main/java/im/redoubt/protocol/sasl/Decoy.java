package im.redoubt.protocol.sasl;

import im.redoubt.protocol.Secret;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Makes the verifiers of accounts that do not exist. */
final class Decoy {
    private static final int SHORTEST_SECRET = 32;

    private Decoy() {}

    static ScramVerifier of(List<VerifierShape> shapes, Secret serverSecret, String username) {
        if (serverSecret.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException("a server secret of " + serverSecret.length() + " bytes");
        }
        byte[] secret = serverSecret.reveal();
        VerifierShape shape = shape(shapes, secret, username);
        ScramHash hash = shape.hash();
        ScramHash longEnough = shape.saltBytes() > ScramHash.SHA_256.length() ? ScramHash.SHA_512 : ScramHash.SHA_256;
        byte[] salt = Arrays.copyOf(part(longEnough, secret, hash, "salt", username), shape.saltBytes());
        byte[] stored = part(hash, secret, hash, "stored", username);
        byte[] server = part(hash, secret, hash, "server", username);
        Arrays.fill(secret, (byte) 0);
        return ScramVerifier.decoy(hash, shape.iterations(), salt, stored, server);
    }

    /** As often the one as the other, and for one name always the same. */
    private static VerifierShape shape(List<VerifierShape> shapes, byte[] secret, String username) {
        byte[] mixed = part(ScramHash.SHA_256, secret, shapes.get(0).hash(), "shape", username);
        return shapes.get(Integer.remainderUnsigned(ByteBuffer.wrap(mixed).getInt(), shapes.size()));
    }

    /** NUL parts the fields; the name comes last, so that no two inputs are alike. */
    private static byte[] part(ScramHash mac, byte[] secret, ScramHash hash, String purpose, String username) {
        return mac.hmac(secret, StrictUtf8.encode(hash.scheme() + '\0' + purpose + '\0' + username));
    }
}
