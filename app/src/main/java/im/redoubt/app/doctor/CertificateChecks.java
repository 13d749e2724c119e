package im.redoubt.app.doctor;

import im.redoubt.server.settings.Settings;
import im.redoubt.server.tls.TlsException;
import im.redoubt.server.tls.TlsIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Whether the certificate is good, and for how long. */
final class CertificateChecks {
    private static final Duration SOON = Duration.ofDays(14);

    private final Settings settings;
    private final InstantSource clock;

    CertificateChecks(Settings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    List<Finding> run() {
        Path own = settings.data().resolve("tls").resolve("server.pem");
        if (settings.tls().isEmpty() && !Files.exists(own)) {
            return List.of(Finding.warn("certificate: there is none yet; redoubt up makes one"));
        }
        try {
            TlsIdentity identity = settings.tls()
                    .map(files -> TlsIdentity.load(files.certificate(), files.key(), settings.domain(), clock))
                    .orElseGet(() -> TlsIdentity.load(own, own, settings.domain(), clock));
            Duration left = identity.remaining(clock);
            String text = "certificate: for " + settings.domain() + ", good for " + left.toDays() + " days";
            return List.of(left.compareTo(SOON) < 0 ? Finding.warn(text + "; renew it") : Finding.ok(text));
        } catch (TlsException e) {
            return List.of(Finding.bad("certificate: " + e.getMessage()));
        }
    }
}
