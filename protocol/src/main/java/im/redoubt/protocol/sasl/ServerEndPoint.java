package im.redoubt.protocol.sasl;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The channel binding {@code tls-server-end-point}: RFC 5929 section 4.1. */
final class ServerEndPoint {
    static final int SHORTEST = 28;
    static final int LONGEST = 64;

    private static final String RSA_PSS = "1.2.840.113549.1.1.10";

    private static final Map<String, String> HASHES = hashes();

    private ServerEndPoint() {}

    /** The hashes by signature algorithm; where that has MD5 or SHA-1, the RFC says SHA-256. */
    private static Map<String, String> hashes() {
        Map<String, String> hashes = new HashMap<>();
        hashes.put("1.2.840.113549.1.1.4", "SHA-256"); // MD5 with RSA
        hashes.put("1.2.840.113549.1.1.5", "SHA-256"); // SHA-1 with RSA
        hashes.put("1.2.840.10040.4.3", "SHA-256"); // SHA-1 with DSA
        hashes.put("1.2.840.10045.4.1", "SHA-256"); // SHA-1 with ECDSA
        String[] names = {"SHA-224", "SHA-256", "SHA-384", "SHA-512"};
        String[] rsa = {"14", "11", "12", "13"};
        for (int i = 0; i < names.length; i++) {
            hashes.put("1.2.840.113549.1.1." + rsa[i], names[i]);
            hashes.put("1.2.840.10045.4.3." + (i + 1), names[i]); // ECDSA
            hashes.put("2.16.840.1.101.3.4.3." + (i + 1), names[i]); // DSA
        }
        return Collections.unmodifiableMap(hashes);
    }

    static Optional<byte[]> of(X509Certificate certificate) {
        Optional<String> hash = signatureHash(certificate);
        if (!hash.isPresent()) {
            return Optional.empty();
        }
        try {
            return Optional.of(MessageDigest.getInstance(hash.get()).digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            return Optional.empty(); // no binding is offered; who requires one refuses
        }
    }

    private static Optional<String> signatureHash(X509Certificate certificate) {
        String oid = certificate.getSigAlgOID();
        if (RSA_PSS.equals(oid)) {
            return pssHash(certificate.getSigAlgParams());
        }
        return Optional.ofNullable(HASHES.get(oid));
    }

    /** PSS names two hashes, for the message and for the mask; the binding is defined only if they are one. */
    private static Optional<String> pssHash(byte[] encoded) {
        try {
            AlgorithmParameters parameters = pssParameters();
            parameters.init(encoded);
            PSSParameterSpec pss = parameters.getParameterSpec(PSSParameterSpec.class);
            if (!(pss.getMGFParameters() instanceof MGF1ParameterSpec mask)
                    || !mask.getDigestAlgorithm().equals(pss.getDigestAlgorithm())) {
                return Optional.empty();
            }
            return Optional.of("SHA-1".equals(pss.getDigestAlgorithm()) ? "SHA-256" : pss.getDigestAlgorithm());
        } catch (GeneralSecurityException | IOException e) {
            return Optional.empty(); // parameters that nobody can read name no hash
        }
    }

    private static AlgorithmParameters pssParameters() throws GeneralSecurityException {
        try {
            return AlgorithmParameters.getInstance("RSASSA-PSS");
        } catch (GeneralSecurityException e) {
            return AlgorithmParameters.getInstance("PSS"); // Android's name for it
        }
    }
}
