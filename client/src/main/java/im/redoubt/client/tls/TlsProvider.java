package im.redoubt.client.tls;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Whose TLS is used: that of the platform, or Conscrypt where the application has brought it. Immutable. There are no others: one of
 * an application's own could leave checks out.
 */
public final class TlsProvider {
    /** RFC 9266 section 4. */
    private static final String LABEL = "EXPORTER-Channel-Binding";

    private static final int BYTES = 32;

    private final String name;
    private final Optional<Provider> provider;
    private final Optional<Exporter> exporter;

    private TlsProvider(String name, Optional<Provider> provider, Optional<Exporter> exporter) {
        this.name = name;
        this.provider = provider;
        this.exporter = exporter;
    }

    /**
     * Returns the one that can do most: the platform's where it has an exporter (JDK 25, Android 31), else Conscrypt where there
     * is one, else the platform's.
     */
    public static TlsProvider best() {
        TlsProvider platform = platform();
        return platform.exporter.isPresent() ? platform : conscrypt().orElse(platform);
    }

    /** Returns that of the platform. */
    public static TlsProvider platform() {
        Optional<Exporter> jdk = ExporterMethod.ofJdk();
        return new TlsProvider("platform", Optional.empty(), jdk.isPresent() ? jdk : ExporterMethod.ofAndroid());
    }

    /** Returns Conscrypt, if it is among the classes of the application and works on this machine. */
    public static Optional<TlsProvider> conscrypt() {
        try {
            Object made = Class.forName("org.conscrypt.Conscrypt")
                    .getMethod("newProvider")
                    .invoke(null);
            return made instanceof Provider provider
                    ? Optional.of(new TlsProvider("Conscrypt", Optional.of(provider), ExporterMethod.ofConscrypt()))
                    : Optional.empty();
        } catch (ReflectiveOperationException | LinkageError e) {
            return Optional.empty(); // not brought, or without native code for this machine
        }
    }

    /** Makes a context, which nobody has initialised. */
    SSLContext newContext() throws GeneralSecurityException {
        return provider.isPresent() ? SSLContext.getInstance("TLS", provider.get()) : SSLContext.getInstance("TLS");
    }

    /**
     * The channel binding {@code tls-exporter} (RFC 9266).
     *
     * @param socket a connection after its handshake
     * @return 32 bytes; empty where this connection does not really have one, as on TLS 1.2, whose exporter binds only together
     *     with an extended master secret that cannot be seen from here
     */
    Optional<byte[]> exporter(SSLSocket socket) {
        return "TLSv1.3".equals(socket.getSession().getProtocol())
                ? exporter.flatMap(how -> how.export(socket, LABEL, BYTES))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "TlsProvider[" + name + (exporter.isPresent() ? "" : ", without exporter") + ']';
    }
}
