package im.redoubt.testkit.hostile;

import java.lang.reflect.InvocationTargetException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/** The channel bindings of the server's side, from the RFCs and with nothing but the JDK. */
final class TlsBindings {
    static final String EXPORTER = "tls-exporter";
    static final String END_POINT = "tls-server-end-point";

    private static final int EXPORTED_BYTES = 32;

    private TlsBindings() {}

    /** Returns the data by type, strongest first. */
    static Map<String, byte[]> of(Conversation talk) {
        Map<String, byte[]> all = new LinkedHashMap<>();
        talk.session().flatMap(TlsBindings::exported).ifPresent(data -> all.put(EXPORTER, data));
        talk.certificate().ifPresent(own -> all.put(END_POINT, endPoint(own)));
        return all;
    }

    /** RFC 9266 section 2, over TLS 1.3 where nothing else is needed; the method came with JDK 25. */
    private static Optional<byte[]> exported(SSLSession session) {
        if (!session.getProtocol().equals("TLSv1.3")) {
            return Optional.empty();
        }
        try {
            return Optional.of((byte[]) Class.forName("javax.net.ssl.ExtendedSSLSession")
                    .getMethod("exportKeyingMaterialData", String.class, byte[].class, int.class)
                    .invoke(session, "EXPORTER-Channel-Binding", new byte[0], EXPORTED_BYTES));
        } catch (NoSuchMethodException older) {
            return Optional.empty();
        } catch (ClassNotFoundException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    /** RFC 5929 section 4.1. */
    private static byte[] endPoint(Certificate certificate) {
        String signature = ((X509Certificate) certificate).getSigAlgName().toUpperCase(Locale.ROOT);
        String hash =
                signature.startsWith("SHA384") ? "SHA-384" : signature.startsWith("SHA512") ? "SHA-512" : "SHA-256";
        try {
            return MessageDigest.getInstance(hash).digest(certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
