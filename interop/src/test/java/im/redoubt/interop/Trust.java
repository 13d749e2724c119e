package im.redoubt.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Trust in one certificate authority and in nobody else. */
public final class Trust {
    private static final String TYPE = "PKCS12";

    private Trust() {}

    /**
     * Trusts one authority.
     *
     * @param ca its certificate, as PEM
     * @return a manager that checks chains against it; host names are for the client to check
     */
    public static X509TrustManager only(Path ca) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(storeOf(ca));
            return (X509TrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Writes a store for {@code javax.net.ssl.trustStore}, type PKCS12.
     *
     * @param ca the authority's certificate, as PEM
     * @param file where to
     * @param password protects the store's integrity
     */
    public static void writeStore(Path ca, Path file, String password) {
        try (OutputStream out = Files.newOutputStream(file)) {
            storeOf(ca).store(out, password.toCharArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore storeOf(Path ca) throws GeneralSecurityException {
        try (InputStream in = Files.newInputStream(ca)) {
            KeyStore store = KeyStore.getInstance(TYPE);
            store.load(null, null);
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
