package im.redoubt.client.dns;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/** A key of a zone (DNSKEY, RFC 4034 section 2). Algorithms with SHA-1 or MD5 are as good as none (RFC 8624 section 3.1). */
final class ZoneKey {
    private static final int OF_A_ZONE = 0x0100;
    private static final int REVOKED = 0x0080;
    private static final int DNSSEC = 3;
    private static final int RSA_SHA_256 = 8;
    private static final int RSA_SHA_512 = 10;
    private static final int P_256 = 13;
    private static final int P_384 = 14;
    private static final int ED_25519 = 15;
    private static final int MIN_RSA_BITS = 1_024;
    private static final int MAX_RSA_BITS = 4_096;
    private static final int MAX_EXPONENT_BITS = 64;
    private static final int KEY_AT = 4;

    /** What stands before the two coordinates of a point, or before a key of Ed25519, in a SubjectPublicKeyInfo. */
    private static final byte[] P_256_INFO = bytes(
            0x30, 0x59, 0x30, 0x13, 6, 7, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 2, 1, 6, 8, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 3, 1,
            7, 3, 0x42, 0, 4);

    private static final byte[] P_384_INFO = bytes(
            0x30, 0x76, 0x30, 0x10, 6, 7, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 2, 1, 6, 5, 0x2B, 0x81, 4, 0, 0x22, 3, 0x62, 0,
            4);

    private static final byte[] ED_25519_INFO = bytes(0x30, 0x2A, 0x30, 5, 6, 3, 0x2B, 0x65, 0x70, 3, 0x21, 0);

    private final int flags;
    private final int protocol;
    private final int algorithm;
    private final byte[] data;

    private ZoneKey(int flags, int protocol, int algorithm, byte[] data) {
        this.flags = flags;
        this.protocol = protocol;
        this.algorithm = algorithm;
        this.data = data;
    }

    static ZoneKey read(ResourceRecord record) throws MalformedReplyException {
        WireReader reader = record.data();
        return new ZoneKey(reader.number16(), reader.octet(), reader.octet(), record.bytes());
    }

    int algorithm() {
        return algorithm;
    }

    byte[] data() {
        return data.clone();
    }

    /** Returns the number by which signatures name the key, among others that may have the same (RFC 4034 appendix B). */
    int tag() {
        long sum = 0;
        for (int i = 0; i < data.length; i++) {
            sum += (i & 1) == 0 ? (data[i] & 0xFF) << 8 : data[i] & 0xFF;
        }
        return (int) ((sum + (sum >> 16)) & 0xFFFF);
    }

    /** Returns whether it may sign what is in a zone. */
    boolean signs() {
        return (flags & (OF_A_ZONE | REVOKED)) == OF_A_ZONE && protocol == DNSSEC;
    }

    /** Returns whether keys of this algorithm can be used here. */
    static boolean isSupported(int algorithm) {
        try {
            return !Signature.getInstance(name(algorithm)).getAlgorithm().isEmpty();
        } catch (GeneralSecurityException | IllegalArgumentException no) {
            return false;
        }
    }

    /** Returns whether this key made the signature. What the platform cannot verify is not verified. */
    boolean made(byte[] signature, byte[] signed) {
        try {
            byte[] key = Arrays.copyOfRange(data, KEY_AT, data.length);
            Signature verifier = Signature.getInstance(name(algorithm));
            verifier.initVerify(publicKey(key));
            verifier.update(signed);
            return verifier.verify(algorithm == P_256 || algorithm == P_384 ? der(signature) : signature);
        } catch (GeneralSecurityException | IllegalArgumentException no) {
            return false;
        }
    }

    private static String name(int algorithm) {
        return switch (algorithm) {
            case RSA_SHA_256 -> "SHA256withRSA";
            case RSA_SHA_512 -> "SHA512withRSA";
            case P_256 -> "SHA256withECDSA";
            case P_384 -> "SHA384withECDSA";
            case ED_25519 -> "Ed25519";
            default -> throw new IllegalArgumentException("another algorithm");
        };
    }

    private PublicKey publicKey(byte[] key) throws GeneralSecurityException {
        return switch (algorithm) {
            case P_256 -> info("EC", P_256_INFO, 64, key);
            case P_384 -> info("EC", P_384_INFO, 96, key);
            case ED_25519 -> info("Ed25519", ED_25519_INFO, 32, key);
            default -> rsa(key);
        };
    }

    private static PublicKey info(String kind, byte[] before, int length, byte[] key) throws GeneralSecurityException {
        if (key.length != length) {
            throw new IllegalArgumentException("a key of another length");
        }
        byte[] info = Arrays.copyOf(before, before.length + length);
        System.arraycopy(key, 0, info, before.length, length);
        return KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(info));
    }

    /** RFC 3110 section 2: the length of the exponent, the exponent, the modulus. */
    private static PublicKey rsa(byte[] key) throws GeneralSecurityException {
        boolean three = key.length > 2 && key[0] == 0;
        int start = three ? 3 : 1;
        int length = three ? ((key[1] & 0xFF) << 8) | (key[2] & 0xFF) : key.length > 0 ? key[0] & 0xFF : 0;
        if (length == 0 || start + length >= key.length) {
            throw new IllegalArgumentException("no modulus");
        }
        BigInteger exponent = new BigInteger(1, Arrays.copyOfRange(key, start, start + length));
        BigInteger modulus = new BigInteger(1, Arrays.copyOfRange(key, start + length, key.length));
        int bits = modulus.bitLength();
        if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS || exponent.bitLength() > MAX_EXPONENT_BITS) {
            throw new IllegalArgumentException("a key of another size");
        }
        return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
    }

    /** RFC 6605 section 4 puts two numbers one after the other; Java wants them in DER. */
    private static byte[] der(byte[] signature) {
        byte[] r = new BigInteger(1, Arrays.copyOf(signature, signature.length / 2)).toByteArray();
        byte[] s =
                new BigInteger(1, Arrays.copyOfRange(signature, signature.length / 2, signature.length)).toByteArray();
        if (signature.length > 96) {
            throw new IllegalArgumentException("a signature of another length");
        }
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        der.write(0x30);
        der.write(r.length + s.length + 4);
        for (byte[] number : new byte[][] {r, s}) {
            der.write(2);
            der.write(number.length);
            der.write(number, 0, number.length);
        }
        return der.toByteArray();
    }

    private static byte[] bytes(int... octets) {
        byte[] bytes = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            bytes[i] = (byte) octets[i];
        }
        return bytes;
    }
}
