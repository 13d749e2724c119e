package im.redoubt.client.credential;

import im.redoubt.client.credential.CredentialException.Problem;
import im.redoubt.protocol.Secret;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStore.PasswordProtection;
import java.security.KeyStore.SecretKeyEntry;
import java.security.SecureRandom;
import java.security.UnrecoverableEntryException;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.spec.PBEParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals into a PKCS#12 key store (RFC 7292) with two secret keys, both encrypted by AES-256 in PBES2 (RFC 8018) with
 * HMAC-SHA-256:
 *
 * <ul>
 *   <li>{@code key}: a random key of 256 bits, under the passphrase, with {@link #ITERATIONS} iterations;
 *   <li>{@code accounts}: what was sealed, and its HMAC-SHA-256, both under that key.
 * </ul>
 *
 * <p>So the passphrase costs its derivation once, and not with each change. The MAC of PKCS#12 itself is left out: its iterations
 * are the platform's setting, and few, so that the passphrase would be guessed by way of it.
 */
final class Pkcs12Vault implements Vault {
    /** Iterations of PBKDF2 between the passphrase and what it opens; a third of a second on a desktop of 2026. */
    static final int ITERATIONS = 600_000;

    private static final String PROTECTION = "PBEWithHmacSHA256AndAES_256";
    private static final String KEY = "key";
    private static final String ACCOUNTS = "accounts";
    private static final int SALT_BYTES = 20;

    /** The key is random: there is nothing to guess. */
    private static final int ITERATIONS_OF_RANDOM_KEY = 1;

    private final SecureRandom random;
    private final Secret passphrase;
    private final int iterations;
    private @Nullable VaultKey key;
    private @Nullable KeyStore store;

    /** Takes a copy of the passphrase, and keeps it until there is a key. */
    Pkcs12Vault(Secret passphrase, SecureRandom random) {
        this(passphrase, random, ITERATIONS);
    }

    /** Makes new files with fewer iterations, for tests; what a file is read with, it says itself. */
    Pkcs12Vault(Secret passphrase, SecureRandom random, int iterations) {
        byte[] bytes = passphrase.reveal();
        this.passphrase = Secret.copyOf(bytes);
        this.random = random;
        this.iterations = iterations;
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public byte[] seal(byte[] plain) {
        try {
            KeyStore current = store == null ? create() : store;
            VaultKey currentKey = Objects.requireNonNull(key);
            byte[] content = currentKey.authenticated(plain);
            try (PassphraseChars chars = currentKey.chars()) {
                put(current, ACCOUNTS, content, chars, ITERATIONS_OF_RANDOM_KEY);
            }
            Arrays.fill(content, (byte) 0);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            current.store(out, null);
            return out.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new CredentialException(
                    Problem.PLATFORM, "this platform has no PKCS#12 with secret keys: use KeystoreAccess", e);
        }
    }

    private KeyStore create() throws GeneralSecurityException, IOException {
        KeyStore made = KeyStore.getInstance("PKCS12");
        made.load(null, null);
        VaultKey fresh = VaultKey.random(random);
        byte[] encoded = fresh.encoded();
        try (PassphraseChars chars = PassphraseChars.of(passphrase)) {
            put(made, KEY, encoded, chars, iterations);
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
        use(made, fresh);
        return made;
    }

    @Override
    public byte[] open(byte[] sealed) {
        try {
            KeyStore read = KeyStore.getInstance("PKCS12");
            read.load(new ByteArrayInputStream(sealed), null);
            if (!read.containsAlias(KEY) || !read.containsAlias(ACCOUNTS)) {
                throw damaged(null);
            }
            VaultKey known = key; // once there is one, the passphrase is erased
            VaultKey found = known == null ? key(read) : known;
            byte[] plain;
            try (PassphraseChars chars = found.chars()) {
                plain = found.verified(get(read, ACCOUNTS, chars)).orElseThrow(() -> damaged(null));
            } catch (GeneralSecurityException
                    | RuntimeException e) { // the key is right, so the rest is not what was written
                if (known == null) {
                    found.close();
                }
                throw damaged(e);
            }
            use(read, found);
            return plain;
        } catch (GeneralSecurityException | IOException e) {
            throw damaged(e);
        }
    }

    private VaultKey key(KeyStore read) {
        try (PassphraseChars chars = PassphraseChars.of(passphrase)) {
            return VaultKey.decoded(get(read, KEY, chars)).orElseThrow(UnrecoverableEntryException::new);
        } catch (GeneralSecurityException | RuntimeException e) { // a wrong passphrase makes anything of it
            throw new CredentialException(
                    Problem.WRONG_KEY, "the passphrase is another one, or the beginning of the file was changed", e);
        }
    }

    private void use(KeyStore current, VaultKey currentKey) {
        store = current;
        key = currentKey;
        passphrase.close();
    }

    private void put(KeyStore into, String alias, byte[] content, PassphraseChars chars, int times)
            throws GeneralSecurityException {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        PasswordProtection protection =
                new PasswordProtection(chars.chars(), PROTECTION, new PBEParameterSpec(salt, times));
        into.setEntry(alias, new SecretKeyEntry(new SecretKeySpec(content, "HmacSHA256")), protection);
    }

    private static byte[] get(KeyStore from, String alias, PassphraseChars chars) throws GeneralSecurityException {
        KeyStore.Entry entry = from.getEntry(alias, new PasswordProtection(chars.chars()));
        byte @Nullable [] encoded =
                entry instanceof SecretKeyEntry secret ? secret.getSecretKey().getEncoded() : null;
        if (encoded == null) {
            throw new UnrecoverableEntryException("not a secret key");
        }
        return encoded;
    }

    private static CredentialException damaged(@Nullable Throwable cause) {
        String message = "the file is cut off, changed, or no store of credentials: put back a copy, or sign in anew";
        return cause == null
                ? new CredentialException(Problem.DAMAGED, message)
                : new CredentialException(Problem.DAMAGED, message, cause);
    }

    @Override
    public void close() {
        passphrase.close();
        if (key != null) {
            key.close();
        }
    }
}
