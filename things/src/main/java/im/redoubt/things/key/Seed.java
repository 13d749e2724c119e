package im.redoubt.things.key;

import im.redoubt.protocol.Secret;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Function;

/** The 32 random bytes of which a private key is made. */
final class Seed implements AutoCloseable {
    private static final int BYTES = 32;

    private final Secret secret;

    private Seed(Secret secret) {
        this.secret = secret;
    }

    static Seed make(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        try {
            return new Seed(Secret.copyOf(bytes));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Copies one; the caller still owns and closes his. */
    static Seed of(Secret seed) {
        if (seed.length() != BYTES) {
            throw new IllegalArgumentException("a key is of " + BYTES + " bytes");
        }
        return new Seed(copy(seed));
    }

    /** Returns a copy, to be closed by the caller. */
    Secret copy() {
        return copy(secret);
    }

    private static Secret copy(Secret secret) {
        byte[] bytes = secret.reveal();
        try {
            return Secret.copyOf(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Returns what is made of the bytes, which are erased then. */
    <T> T with(Function<byte[], T> make) {
        byte[] bytes = secret.reveal();
        try {
            return make.apply(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    @Override
    public void close() {
        secret.close();
    }
}
