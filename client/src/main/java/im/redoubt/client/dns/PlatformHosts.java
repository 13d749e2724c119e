package im.redoubt.client.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** What the platform knows of hosts beside DNS: files, the names of the local network, what a VPN brings. */
interface PlatformHosts {
    /** Asks the platform's own resolver, which takes as long as it likes. */
    PlatformHosts JAVA = host -> {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException unknown) {
            return List.of();
        }
    };

    /** Returns the addresses of a host name; none if it has none. */
    List<InetAddress> find(String host);
}
