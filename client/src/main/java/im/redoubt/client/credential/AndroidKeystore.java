package im.redoubt.client.credential;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.ProviderException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * A key in the key store of Android, in hardware where the device has it: AES-256 in Galois/Counter Mode.
 *
 * <p>How the key is made is Android's own type, which an application builds; that is where it says whether the user must be present:
 *
 * <pre>{@code
 * KeystoreAccess access = AndroidKeystore.open("redoubt",
 *         new KeyGenParameterSpec.Builder("redoubt", KeyProperties.PURPOSE_ENCRYPT | KeyProperties.PURPOSE_DECRYPT)
 *                 .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
 *                 .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
 *                 .setKeySize(256)
 *                 .build());
 * CredentialStore store = EncryptedStore.open(context.getNoBackupFilesDir().toPath().resolve("credentials"), access);
 * }</pre>
 *
 * <p>It goes by the framework's provider {@code AndroidKeyStore} and nothing else; a key of other modes is refused when it is first used.
 */
public final class AndroidKeystore implements KeystoreAccess {
    private static final String PROVIDER = "AndroidKeyStore";
    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;

    private AndroidKeystore(SecretKey key) {
        this.key = key;
    }

    /**
     * Finds the key of this name, or makes it.
     *
     * @param alias its name among the application's keys
     * @param generation a {@code KeyGenParameterSpec} of the same name, as above
     * @return access to the key
     * @throws GeneralSecurityException if there is no such key store, or it makes no such key
     */
    public static AndroidKeystore open(String alias, AlgorithmParameterSpec generation)
            throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(PROVIDER);
        try {
            store.load(null);
        } catch (IOException e) {
            throw new GeneralSecurityException("the key store of the platform cannot be read", e);
        }
        Key found = store.getKey(alias, null);
        if (found instanceof SecretKey known) {
            return new AndroidKeystore(known);
        }
        if (found != null) {
            throw new GeneralSecurityException("the key of this name is of another kind");
        }
        KeyGenerator generator = KeyGenerator.getInstance("AES", PROVIDER);
        generator.init(generation);
        return new AndroidKeystore(generator.generateKey());
    }

    /** The key store chooses the initialisation vector itself: no two messages get the same. */
    @Override
    public byte[] wrap(byte[] plain) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(TRANSFORMATION);
        cipher.init(Cipher.ENCRYPT_MODE, key);
        byte[] encrypted = cipher.doFinal(plain);
        byte[] iv = cipher.getIV();
        if (iv == null || iv.length != IV_BYTES) {
            throw new GeneralSecurityException("an initialisation vector of another length");
        }
        byte[] wrapped = Arrays.copyOf(iv, IV_BYTES + encrypted.length);
        System.arraycopy(encrypted, 0, wrapped, IV_BYTES, encrypted.length);
        return wrapped;
    }

    @Override
    public byte[] unwrap(byte[] wrapped) throws GeneralSecurityException {
        if (wrapped.length < IV_BYTES) {
            throw new GeneralSecurityException("too short");
        }
        Cipher cipher = Cipher.getInstance(TRANSFORMATION);
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, wrapped, 0, IV_BYTES));
        try {
            return cipher.doFinal(wrapped, IV_BYTES, wrapped.length - IV_BYTES);
        } catch (ProviderException e) { // what some platforms say of bytes that are too few to be anything
            throw new GeneralSecurityException("not what was wrapped", e);
        }
    }
}
