/**
 * What a client keeps to sign in again: tokens (XEP-0484), and what was shown of the server's strength (XEP-0474), at rest in the
 * platform's secure store (APP-01, APP-07).
 *
 * <p>Guarantee: a password is kept only until there is a token, and no longer ({@link
 * im.redoubt.client.credential.Credentials#withToken}); nothing here prints a secret, and what was taken from a store is erased when
 * it is closed. A secret in a {@link java.lang.String} is not taken at all: strings cannot be erased.
 *
 * <p>Three stores keep the same contract: {@link im.redoubt.client.credential.EphemeralStore} in memory, {@link
 * im.redoubt.client.credential.EncryptedStore} in a file under a passphrase or a key file (PKCS#12), or under a key of the
 * platform's ({@link im.redoubt.client.credential.KeystoreAccess}; {@link im.redoubt.client.credential.AndroidKeystore}).
 *
 * <pre>{@code
 * try (EncryptedStore store = EncryptedStore.open(path, KeyFile.openOrCreate(keyPath))) {
 *     store.update(account, credentials -> credentials.withPassword(password)).close();
 *     …
 * }
 * }</pre>
 *
 * <p>Stores may be used by several threads. They read and write files, and derive keys: not for a thread that must not wait.
 */
@NullMarked
package im.redoubt.client.credential;

import org.jspecify.annotations.NullMarked;
