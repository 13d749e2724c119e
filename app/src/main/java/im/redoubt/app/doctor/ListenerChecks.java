package im.redoubt.app.doctor;

import im.redoubt.server.admin.RemoteAdministration;
import im.redoubt.server.settings.ListenAddress;
import im.redoubt.server.settings.Settings;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the service runs and its listeners accept connections from this machine. */
final class ListenerChecks {
    private static final int PATIENCE_MILLIS = 2_000;

    private final Settings settings;

    ListenerChecks(Settings settings) {
        this.settings = settings;
    }

    List<Finding> run() {
        Optional<RemoteAdministration> service = RemoteAdministration.connect(settings.data());
        if (service.isEmpty()) {
            return List.of(Finding.warn("service: does not run on " + settings.data() + "; redoubt up starts it"));
        }
        service.get().close();
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok("service: runs, and answers on its administration socket"));
        settings.listen().starttls().forEach(address -> findings.add(connect("listen.starttls", address)));
        settings.listen().tls().forEach(address -> findings.add(connect("listen.tls", address)));
        settings.listen().https().forEach(address -> findings.add(connect("listen.https", address)));
        settings.listen().metrics().forEach(address -> findings.add(connect("listen.metrics", address)));
        return findings;
    }

    private static Finding connect(String name, ListenAddress address) {
        if (address.port() == 0) {
            return Finding.ok(name + ": takes a free port, which cannot be checked from here");
        }
        try (Socket socket = new Socket()) {
            InetAddress host = address.address().isAnyLocalAddress()
                    ? InetAddress.ofLiteral(address.address() instanceof Inet6Address ? "::1" : "127.0.0.1")
                    : address.address();
            socket.connect(new InetSocketAddress(host, address.port()), PATIENCE_MILLIS);
            return Finding.ok(name + ": " + address + " accepts connections");
        } catch (IOException e) {
            return Finding.bad(name + ": " + address + " does not accept connections (" + e.getMessage()
                    + "); see the log of the service, and the firewall of this machine");
        }
    }
}
