package im.redoubt.client.credential;

import im.redoubt.client.credential.CredentialException.Problem;
import im.redoubt.protocol.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * A passphrase in a file of its own, for where nobody is there to type one: 256 random bits, readable by the owner only. It protects
 * a store that is copied or backed up without it, and not from who may read as the owner.
 */
public final class KeyFile {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private KeyFile() {}

    /**
     * Returns the passphrase of a file, and makes one if it is not there.
     *
     * @param file the file; best not where the store is
     * @return the passphrase, to be closed by the caller
     * @throws CredentialException if others can read it, or it holds something else
     */
    public static Secret openOrCreate(Path file) {
        Path absolute = file.toAbsolutePath();
        String name = Names.of(absolute);
        try {
            DiskDirectory directory = DiskDirectory.of(Names.parent(absolute));
            DiskDirectory.Lock lock = directory.lock(name);
            try {
                return key(file, new ReplacedFile(directory, name));
            } finally {
                lock.close();
            }
        } catch (IOException e) {
            throw new CredentialException(Problem.PLATFORM, file + " cannot be read or written", e);
        }
    }

    private static Secret key(Path file, ReplacedFile kept) {
        Optional<byte[]> there = kept.read();
        byte[] text = there.isPresent() ? there.get() : create(kept);
        try {
            if (!isKey(text)) {
                throw new CredentialException(Problem.DAMAGED, file + " holds no key: put back a copy");
            }
            return Secret.copyOf(text);
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    private static byte[] create(ReplacedFile kept) {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        byte[] text = new byte[2 * BYTES];
        for (int i = 0; i < BYTES; i++) {
            text[2 * i] = HEX[(bytes[i] >> 4) & 15];
            text[2 * i + 1] = HEX[bytes[i] & 15];
        }
        Arrays.fill(bytes, (byte) 0);
        kept.replace(text);
        return text;
    }

    private static boolean isKey(byte[] text) {
        boolean right = text.length == 2 * BYTES;
        for (byte b : text) {
            right &= (b >= '0' && b <= '9') || (b >= 'a' && b <= 'f');
        }
        return right;
    }
}
