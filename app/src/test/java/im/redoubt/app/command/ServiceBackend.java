package im.redoubt.app.command;

import im.redoubt.testkit.peer.Backend;
import im.redoubt.testkit.peer.Link;
import im.redoubt.testkit.peer.SocketLink;
import im.redoubt.testkit.peer.Trust;
import im.redoubt.testkit.transcript.Transcript;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** The whole service as the command line starts it, over verified TLS. Its clock cannot be moved. */
final class ServiceBackend implements Backend {
    private final RunningRedoubt service;

    ServiceBackend(Path directory, Transcript.Setup setup) {
        if (!setup.imported().isEmpty()) {
            throw new IllegalArgumentException("no account of the service is imported by a transcript");
        }
        String[] settings = setup.settings().stream().map(ServiceBackend::toml).toArray(String[]::new);
        this.service = new RunningRedoubt(directory, settings);
        for (String account : setup.accounts()) {
            service.with(account, setup.admins().contains(account) ? new String[] {"--admin"} : new String[0]);
        }
    }

    /** Numbers, truth and tables stand as they are, everything else is a list of words in transcripts. */
    private static String toml(String setting) {
        int equals = setting.indexOf('=');
        String value = setting.substring(equals + 1);
        return value.matches("\\d+|true|false|\\[\\{.*")
                ? setting
                : setting.substring(0, equals + 1) + "[\"" + String.join("\", \"", List.of(value.split(" "))) + "\"]";
    }

    @Override
    public Link connect(boolean tls) throws IOException {
        SocketLink link = SocketLink.to(tls ? service.tlsPort() : service.starttlsPort(), trust());
        if (tls) {
            link.secure();
        }
        return link;
    }

    @Override
    public boolean hasSessions() {
        return true;
    }

    /** Nothing: real time passes by itself, so transcripts that wait for the server's timers make them short. */
    @Override
    public void advance(Duration time) {}

    @Override
    public void restart() {
        service.restart();
    }

    @Override
    public String invite(Optional<String> name) {
        return service.invite(name);
    }

    int tlsPort() {
        return service.tlsPort();
    }

    SSLContext trust() {
        return Trust.of(service.authority());
    }

    /** Returns how many connections the service has. */
    long connections() {
        return service.gauge("connections");
    }

    /** Returns how many sessions the service has. */
    long sessions() {
        return service.gauge("sessions");
    }

    @Override
    public void close() {
        service.close();
    }
}
