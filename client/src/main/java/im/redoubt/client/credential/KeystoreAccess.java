package im.redoubt.client.credential;

import java.security.GeneralSecurityException;

/**
 * A key of the platform's that never leaves its key store, for encryption with authentication. {@link AndroidKeystore} is one; a
 * smart card or a TPM may be another.
 */
public interface KeystoreAccess {
    /**
     * Encrypts.
     *
     * @param plain what is encrypted; not kept
     * @return what {@link #unwrap} takes, and nobody can make or change without the key
     * @throws GeneralSecurityException if the key store does not do it
     */
    byte[] wrap(byte[] plain) throws GeneralSecurityException;

    /**
     * Decrypts.
     *
     * @param wrapped any bytes
     * @return what was given to {@link #wrap}
     * @throws GeneralSecurityException if they are not what {@link #wrap} returned, or the key is gone
     */
    byte[] unwrap(byte[] wrapped) throws GeneralSecurityException;
}
