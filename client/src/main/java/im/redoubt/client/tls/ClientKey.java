package im.redoubt.client.tls;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * The key and the certificate by which a client proves who it is (SASL EXTERNAL, XEP-0178). The key may be one that never leaves its
 * hardware, as those of the Android Keystore. With it there is no TLS but 1.3: in 1.2 the certificate, which names the account, would
 * go over the wire in clear.
 */
public final class ClientKey {
    private final PrivateKey key;
    private final List<X509Certificate> chain;

    private ClientKey(PrivateKey key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = chain;
    }

    /**
     * Puts a key and its certificate together.
     *
     * @param key the key
     * @param chain its certificate, then those of its issuers, if there are any to be sent
     * @return both
     * @throws IllegalArgumentException if there is no certificate
     */
    public static ClientKey of(PrivateKey key, List<X509Certificate> chain) {
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("A key without its certificate proves nothing: give the chain.");
        }
        return new ClientKey(key, List.copyOf(chain));
    }

    /**
     * Takes a key from a key store.
     *
     * @param store the store, loaded
     * @param alias the entry
     * @param password what protects the entry; empty where nothing does, as in the Android Keystore. The caller erases it
     * @return the key
     * @throws GeneralSecurityException if the entry cannot be read with that password
     * @throws IllegalArgumentException if there is no key under that name, or one without a chain of X.509 certificates
     */
    public static ClientKey from(KeyStore store, String alias, char[] password) throws GeneralSecurityException {
        Certificate[] stored = store.getCertificateChain(alias);
        if (!(store.getKey(alias, password) instanceof PrivateKey key) || stored == null) {
            throw new IllegalArgumentException("There is no key with certificates under the name " + alias + '.');
        }
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate certificate : stored) {
            chain.add((X509Certificate) certificate);
        }
        return of(key, chain);
    }

    PrivateKey key() {
        return key;
    }

    X509Certificate[] chain() {
        return chain.toArray(new X509Certificate[0]);
    }

    /** Prints nothing of the key. */
    @Override
    public String toString() {
        return "ClientKey[***]";
    }
}
