package im.redoubt.client.credential;

import im.redoubt.client.credential.CredentialException.Problem;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

/** Seals by a key of the platform's. */
final class PlatformVault implements Vault {
    /** What the file begins with: its kind and version. */
    private static final byte[] BEGINNING = "redoubt-credentials-1\n".getBytes(StandardCharsets.US_ASCII);

    private final KeystoreAccess access;

    PlatformVault(KeystoreAccess access) {
        this.access = access;
    }

    @Override
    public byte[] seal(byte[] plain) {
        try {
            byte[] wrapped = access.wrap(plain);
            byte[] sealed = Arrays.copyOf(BEGINNING, BEGINNING.length + wrapped.length);
            System.arraycopy(wrapped, 0, sealed, BEGINNING.length, wrapped.length);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new CredentialException(Problem.PLATFORM, "the platform's key store does not encrypt", e);
        }
    }

    @Override
    public byte[] open(byte[] sealed) {
        byte[] beginning = Arrays.copyOf(sealed, BEGINNING.length);
        if (sealed.length < BEGINNING.length || !MessageDigest.isEqual(beginning, BEGINNING)) {
            throw new CredentialException(
                    Problem.DAMAGED, "the file is no store of credentials under a platform's key");
        }
        try {
            return access.unwrap(Arrays.copyOfRange(sealed, BEGINNING.length, sealed.length));
        } catch (GeneralSecurityException e) {
            throw new CredentialException(
                    Problem.WRONG_KEY,
                    "the key in the platform's key store is gone or another one, or the file was changed: sign in anew",
                    e);
        }
    }

    /** The key is the platform's. */
    @Override
    public void close() {}
}
