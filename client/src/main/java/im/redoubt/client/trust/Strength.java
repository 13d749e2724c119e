package im.redoubt.client.trust;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import java.util.Set;

/** Which keys and signatures are strong enough (RFC 9325 section 4.5). What is not listed is not. */
final class Strength {
    static final int LEAST_RSA_BITS = 2_048;
    static final int LEAST_EC_BITS = 256;

    private static final Set<String> EDWARDS = Set.of("EdDSA", "Ed25519", "Ed448", "1.3.101.112", "1.3.101.113");

    /** RSA and ECDSA with SHA-256, -384 and -512, Ed25519 and Ed448. */
    private static final Set<String> SIGNATURES = Set.of(
            "1.2.840.113549.1.1.11",
            "1.2.840.113549.1.1.12",
            "1.2.840.113549.1.1.13",
            "1.2.840.10045.4.3.2",
            "1.2.840.10045.4.3.3",
            "1.2.840.10045.4.3.4",
            "1.3.101.112",
            "1.3.101.113");

    private static final String RSA_PSS = "1.2.840.113549.1.1.10";
    private static final Set<String> HASHES = Set.of("SHA-256", "SHA-384", "SHA-512");

    private Strength() {}

    /** Returns what is wrong with a certificate's key, if something is. */
    static Optional<Problem> key(X509Certificate certificate) {
        PublicKey key = certificate.getPublicKey();
        if (key instanceof RSAPublicKey rsa) {
            return atLeast(LEAST_RSA_BITS, rsa.getModulus().bitLength(), "RSA");
        } else if (key instanceof ECPublicKey ec) {
            return atLeast(LEAST_EC_BITS, ec.getParams().getOrder().bitLength(), "EC");
        } else if (EDWARDS.contains(key.getAlgorithm())) {
            return Optional.empty();
        }
        return problem(
                Reason.WEAK_KEY,
                "A key is of the kind " + CleanText.of(key.getAlgorithm()) + ", not RSA, EC or EdDSA.");
    }

    /** Returns what is wrong with the signature under a certificate, if something is. */
    static Optional<Problem> signature(X509Certificate certificate) {
        String oid = certificate.getSigAlgOID();
        boolean strong = oid.equals(RSA_PSS) ? pssIsStrong(certificate.getSigAlgParams()) : SIGNATURES.contains(oid);
        return strong
                ? Optional.empty()
                : problem(
                        Reason.WEAK_SIGNATURE,
                        "A certificate is signed with " + CleanText.of(certificate.getSigAlgName())
                                + "; the weakest hash that is accepted is SHA-256.");
    }

    private static Optional<Problem> atLeast(int least, int bits, String kind) {
        return bits >= least
                ? Optional.empty()
                : problem(Reason.WEAK_KEY, "A key is " + kind + " with " + bits + " bits; the least is " + least + ".");
    }

    private static boolean pssIsStrong(byte[] encoded) {
        if (encoded == null) {
            return false;
        }
        try {
            AlgorithmParameters parameters = pssParameters();
            parameters.init(encoded);
            return HASHES.contains(
                    parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm());
        } catch (GeneralSecurityException | IOException e) {
            return false; // a hash that nobody can read is none of those
        }
    }

    private static AlgorithmParameters pssParameters() throws GeneralSecurityException {
        try {
            return AlgorithmParameters.getInstance("RSASSA-PSS");
        } catch (GeneralSecurityException e) {
            return AlgorithmParameters.getInstance("PSS"); // Android's name for it
        }
    }

    private static Optional<Problem> problem(Reason reason, String words) {
        return Optional.of(new Problem(reason, words));
    }
}
