package im.redoubt.client.credential;

import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.Key;
import java.security.KeyStoreSpi;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Collections;
import java.util.Date;
import java.util.Enumeration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.KeyGeneratorSpi;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the provider {@code AndroidKeyStore}: the same names and calls of JCA. What it cannot stand in for is hardware, and what
 * the framework's own types check.
 */
public final class FakeAndroid extends Provider {
    private static final long serialVersionUID = 1;
    private static final Map<String, SecretKey> KEYS = new ConcurrentHashMap<>();

    private FakeAndroid() {
        super("AndroidKeyStore", "1", "a stand-in");
        put("KeyStore.AndroidKeyStore", Store.class.getName());
        put("KeyGenerator.AES", Generator.class.getName());
    }

    /** Stands in for KeyGenParameterSpec: the name is all that is asked of it here. */
    record Generation(String alias) implements AlgorithmParameterSpec {}

    static KeystoreAccess access(String alias) {
        install();
        try {
            return AndroidKeystore.open(alias, new Generation(alias));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static void install() {
        Security.addProvider(new FakeAndroid());
    }

    static void lose(String alias) {
        KEYS.remove(alias);
    }

    static void put(String alias, SecretKey key) {
        KEYS.put(alias, key);
    }

    /** Makes keys under the name in the specification. */
    public static final class Generator extends KeyGeneratorSpi {
        private String alias = "";

        @Override
        protected void engineInit(SecureRandom random) {
            throw new UnsupportedOperationException("only by KeyGenParameterSpec");
        }

        @Override
        protected void engineInit(int size, SecureRandom random) {
            throw new UnsupportedOperationException("only by KeyGenParameterSpec");
        }

        @Override
        protected void engineInit(AlgorithmParameterSpec spec, SecureRandom random)
                throws InvalidAlgorithmParameterException {
            if (!(spec instanceof Generation generation)) {
                throw new InvalidAlgorithmParameterException("only KeyGenParameterSpec");
            }
            alias = generation.alias();
        }

        @Override
        protected SecretKey engineGenerateKey() {
            byte[] bytes = new byte[32];
            new SecureRandom().nextBytes(bytes);
            SecretKey key = new SecretKeySpec(bytes, "AES");
            KEYS.put(alias, key);
            return key;
        }
    }

    /** Finds keys by their names. */
    public static final class Store extends KeyStoreSpi {
        @Override
        public @Nullable Key engineGetKey(String alias, char[] password) {
            return KEYS.get(alias);
        }

        @Override
        public boolean engineContainsAlias(String alias) {
            return KEYS.containsKey(alias);
        }

        @Override
        public boolean engineIsKeyEntry(String alias) {
            return KEYS.containsKey(alias);
        }

        @Override
        public int engineSize() {
            return KEYS.size();
        }

        @Override
        public Enumeration<String> engineAliases() {
            return Collections.enumeration(KEYS.keySet());
        }

        @Override
        public void engineLoad(InputStream stream, char[] password) {}

        @Override
        public Certificate[] engineGetCertificateChain(String alias) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Certificate engineGetCertificate(String alias) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Date engineGetCreationDate(String alias) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void engineSetKeyEntry(String alias, Key key, char[] password, Certificate[] chain) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void engineSetKeyEntry(String alias, byte[] key, Certificate[] chain) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void engineSetCertificateEntry(String alias, Certificate certificate) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void engineDeleteEntry(String alias) {
            KEYS.remove(alias);
        }

        @Override
        public boolean engineIsCertificateEntry(String alias) {
            return false;
        }

        @Override
        public String engineGetCertificateAlias(Certificate certificate) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void engineStore(OutputStream stream, char[] password) {}
    }
}
