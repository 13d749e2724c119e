package im.redoubt.app.command;

import im.redoubt.server.Server;
import im.redoubt.server.admin.Administration;
import im.redoubt.server.event.EventLog;
import im.redoubt.server.event.EventLogSettings;
import im.redoubt.server.event.SecurityEvent;
import im.redoubt.server.settings.EventSettings;
import im.redoubt.server.settings.Settings;
import im.redoubt.server.settings.WebSettings;
import im.redoubt.server.stream.SignInService;
import im.redoubt.server.tls.ClientAuthorities;
import im.redoubt.server.token.TokenMint;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The server with its security events, running. */
final class RedoubtService implements ServiceStarter.RunningService {
    private final EventLog events;
    private final Server server;
    private final Server.Addresses addresses;
    private final WebSettings web;

    private RedoubtService(EventLog events, Server server, Server.Addresses addresses, WebSettings web) {
        this.events = events;
        this.server = server;
        this.addresses = addresses;
        this.web = web;
    }

    /** Starts. */
    static RedoubtService start(ServiceStarter.Parts parts) {
        Settings settings = parts.settings();
        SecureRandom random = new SecureRandom();
        EventSettings wanted = settings.events();
        EventLog events = EventLog.open(
                new EventLogSettings(
                        wanted.directory(),
                        wanted.maxFileBytes(),
                        wanted.files(),
                        wanted.queuedEvents(),
                        wanted.perMinute()),
                InstantSource.system());
        SignInService.Decoys decoys = new SignInService.Decoys(
                // Always the same, or the answers for accounts that do not exist would change at each start and give
                // them away.
                KeyFile.read(settings.data().resolve("decoy.key"), random), settings.accounts());
        Server server = new Server(new Server.Parts(
                settings,
                parts.store(),
                parts.administration(),
                parts.tls(),
                events,
                decoys,
                new TokenMint(KeyFile.read(settings.data().resolve("token.key"), random)),
                InstantSource.system(),
                random));
        boolean started = false;
        try {
            RedoubtService service = new RedoubtService(
                    events, server, server.start(), settings.listen().web());
            started = true;
            return service;
        } finally {
            if (!started) {
                server.close();
                events.close();
            }
        }
    }

    @Override
    public List<String> addresses() {
        List<String> lines = new ArrayList<>();
        addresses.starttls().forEach(address -> lines.add("STARTTLS       " + text(address)));
        addresses.tls().forEach(address -> lines.add("direct TLS     " + text(address)));
        addresses
                .https()
                .forEach(
                        address -> lines.add("WebSocket      " + text(address) + "  " + web.socket(address.getPort())));
        addresses.metrics().forEach(address -> lines.add("metrics        " + text(address)));
        return lines;
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    @Override
    public Administration administration() {
        return server.administration();
    }

    @Override
    public void replace(ClientAuthorities found) {
        server.replace(found);
    }

    @Override
    public void happened(SecurityEvent event) {
        events.record(event);
    }

    @Override
    public void close() {
        server.close();
        events.close();
    }
}
