package im.redoubt.server;

import im.redoubt.server.tls.TlsIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;

/**
 * A certificate for localhost that keytool signs with its own key, since the JDK alone cannot make one.
 *
 * @param certificate PEM file with the certificate, which is its own authority
 * @param key PEM file with the key
 */
record TestIdentity(Path certificate, Path key) {
    private static final String PASSWORD = "changeit";

    /** Makes one in {@code directory}. */
    static TestIdentity in(Path directory) throws IOException, InterruptedException, GeneralSecurityException {
        Path store = directory.resolve("identity.p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "localhost",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool: " + Files.readString(directory.resolve("keytool.log")));
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        Path key = Files.createFile(
                directory.resolve("key.pem"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                key,
                pem(
                        "PRIVATE KEY",
                        keys.getKey("localhost", PASSWORD.toCharArray()).getEncoded()));
        Path certificate = directory.resolve("certificate.pem");
        Files.writeString(
                certificate, pem("CERTIFICATE", keys.getCertificate("localhost").getEncoded()));
        return new TestIdentity(certificate, key);
    }

    TlsIdentity load() {
        return TlsIdentity.load(certificate, key, "localhost", InstantSource.system());
    }

    private static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                + label + "-----\n";
    }
}
