package im.redoubt.testkit.hostile;

import im.redoubt.testkit.peer.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;

/** A certificate that signs itself, made by the program of the JDK. */
final class KeyTool {
    private static final String PASSWORD = "changeit";

    private final Path directory;
    private final String name;

    private KeyTool(Path directory, String name) {
        this.directory = directory;
        this.name = name;
    }

    /** Makes a certificate for a name, in files of a directory. */
    static KeyTool certify(Path directory, String name) {
        KeyTool made = new KeyTool(directory, name);
        made.run("-genkeypair", "-keyalg", "EC", "-dname", "CN=test", "-ext", "san=dns:" + name);
        made.run(
                "-exportcert", "-rfc", "-file", directory.resolve(name + ".pem").toString());
        return made;
    }

    private void run(String... what) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(what));
        command.addAll(List.of("-alias", "own", "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of("-keystore", file().toString()));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(said);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Path file() {
        return directory.resolve(name + ".p12");
    }

    Identity identity() {
        try (InputStream in = Files.newInputStream(file())) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            return Identity.of(keys, PASSWORD.toCharArray());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    SSLContext trust() {
        return Trust.of(directory.resolve(name + ".pem"));
    }
}
