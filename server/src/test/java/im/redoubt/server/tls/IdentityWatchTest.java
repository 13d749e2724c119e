package im.redoubt.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityWatchTest implements IdentityWatch.Listener<TlsIdentity> {
    @TempDir
    private Path directory = Path.of("");

    private final List<String> heard = new ArrayList<>();
    private boolean good = true;

    @Test
    @Tag("SRV-01")
    void keepsTheOldIdentityAndReportsABadPairOnce() throws IOException {
        Path file = Files.writeString(directory.resolve("pair.pem"), "one");
        try (IdentityWatch<TlsIdentity> watch = new IdentityWatch<>(List.of(file), this::load, this)) {
            watch.look();
            assertThat(heard).isEmpty();
            good = false;
            replace(file, "half");
            watch.look();
            assertThat(heard).as("perhaps half of a replacement").isEmpty();
            watch.look();
            watch.look();
            assertThat(heard).containsExactly("refused bad");
            good = true;
            replace(file, "whole");
            watch.look();
            assertThat(heard).containsExactly("refused bad", "replaced");
        }
    }

    @Test
    void takesAPairUpThatIsReplacedInTwoSteps() throws IOException {
        Path certificate = Files.writeString(directory.resolve("cert.pem"), "one");
        Path key = Files.writeString(directory.resolve("key.pem"), "one");
        try (IdentityWatch<TlsIdentity> watch = new IdentityWatch<>(List.of(certificate, key), this::load, this)) {
            good = false;
            replace(certificate, "two");
            watch.look();
            good = true;
            replace(key, "two");
            watch.look();
            watch.look();
            assertThat(heard).containsExactly("replaced");
        }
    }

    @Test
    void followsSymbolicLinks() throws IOException {
        Path first = Files.writeString(directory.resolve("1.pem"), "one");
        Path second = Files.writeString(directory.resolve("2.pem"), "two");
        Path link = Files.createSymbolicLink(directory.resolve("live.pem"), first);
        try (IdentityWatch<TlsIdentity> watch = new IdentityWatch<>(List.of(link), this::load, this)) {
            Files.delete(link);
            Files.createSymbolicLink(link, second);
            watch.look();
            assertThat(heard).containsExactly("replaced");
        }
    }

    private TlsIdentity load() {
        if (!good) {
            throw new TlsException("bad");
        }
        return new TlsIdentity(List.of(), new NoKey());
    }

    private static void replace(Path file, String content) throws IOException {
        Path next = Files.writeString(file.resolveSibling("next"), content);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void replaced(TlsIdentity identity) {
        heard.add("replaced");
    }

    @Override
    public void refused(TlsException problem) {
        heard.add("refused " + problem.getMessage());
    }

    private static final class NoKey implements java.security.PrivateKey {
        private static final long serialVersionUID = 1L;

        @Override
        public String getAlgorithm() {
            return "none";
        }

        @Override
        public String getFormat() {
            return "none";
        }

        @Override
        public byte[] getEncoded() {
            return new byte[0];
        }
    }
}
