package im.redoubt.client.tls;

import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Versions, suites and signatures, which nobody can set: RFC 9325 section 4, less what it only tolerates. */
final class Parameters {
    /** Best first. */
    static final List<String> SUITES = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    static final String TLS_1_3 = "TLSv1.3";
    private static final String TLS_1_2 = "TLSv1.2";
    private static final String XMPP = "xmpp-client";
    private static final String HTTP = "http/1.1";

    private Parameters() {}

    /** Makes the parameters of a handshake. */
    static SSLParameters of(TlsRequest request, SSLSocket socket) {
        SSLParameters parameters = new SSLParameters(
                those(SUITES, socket.getSupportedCipherSuites()), protocols(request, socket.getSupportedProtocols()));
        parameters.setAlgorithmConstraints(new StrongSignatures());
        serverName(request).ifPresent(name -> parameters.setServerNames(List.of(name)));
        switch (request.start()) {
            case DIRECT -> offerAlpn(parameters, XMPP);
            case WEB_SOCKET -> offerAlpn(parameters, HTTP);
            case STARTTLS -> {}
        }
        return parameters;
    }

    private static String[] protocols(TlsRequest request, String[] supported) {
        boolean inClear =
                !request.options().key().isPresent(); // TLS 1.2 would show the client's certificate to everybody
        String[] protocols = those(inClear ? List.of(TLS_1_3, TLS_1_2) : List.of(TLS_1_3), supported);
        if (protocols.length == 0) {
            throw new HandshakeException(
                    "A client certificate needs TLS 1.3, which this platform does not have; add Conscrypt to the application.");
        }
        return protocols;
    }

    /** Those of {@code supported} that a connection to a web server may have. */
    static String[] webProtocols(String[] supported) {
        return those(List.of(TLS_1_3, TLS_1_2), supported);
    }

    /** Those of {@code supported} that a connection to a web server may have. */
    static String[] webSuites(String[] supported) {
        return those(SUITES, supported);
    }

    private static String[] those(List<String> wanted, String[] supported) {
        List<String> both = new ArrayList<>(wanted);
        both.retainAll(Arrays.asList(supported));
        return both.toArray(new String[0]);
    }

    /** The name is that of the domain (XEP-0368 section 4, RFC 7590 section 3.1), if it is one that can be said. */
    private static Optional<SNIHostName> serverName(TlsRequest request) {
        try {
            return Optional.of(new SNIHostName(request.domain().asciiDomain()));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // an IPv6 address, for which no certificate will be right
        }
    }

    /** In the API from Android 29 on; on an older one the server has to do without (XEP-0368 section 3 lets it). */
    private static void offerAlpn(SSLParameters parameters, String protocol) {
        try {
            SSLParameters.class
                    .getMethod("setApplicationProtocols", String[].class)
                    .invoke(parameters, (Object) new String[] {protocol});
        } catch (ReflectiveOperationException e) {
            return; // not on this platform
        }
    }

    /** No signature of the handshake is made with a hash that can be forged. */
    private static final class StrongSignatures implements AlgorithmConstraints {
        @Override
        public boolean permits(
                Set<CryptoPrimitive> primitives, String algorithm, @Nullable AlgorithmParameters parameters) {
            String upper = algorithm.toUpperCase(Locale.ROOT);
            return !primitives.contains(CryptoPrimitive.SIGNATURE)
                    || !(upper.contains("MD5") || upper.contains("SHA1"));
        }

        @Override
        public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
            return true;
        }

        @Override
        public boolean permits(
                Set<CryptoPrimitive> primitives, String algorithm, Key key, @Nullable AlgorithmParameters parameters) {
            return permits(primitives, algorithm, parameters);
        }
    }
}
