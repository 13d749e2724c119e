package im.redoubt.client.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.minidns.DnsClient;

/** The servers of DNS that the system says it uses. Android says so from API 26 on to applications only, and Windows never. */
final class SystemServers {
    private static final int PORT = 53;

    private SystemServers() {}

    /** Returns them in the system's order; none if it does not say. */
    static List<InetSocketAddress> find() {
        List<InetSocketAddress> servers = new ArrayList<>();
        for (InetAddress address : DnsClient.findDnsAddresses()) {
            servers.add(new InetSocketAddress(address, PORT));
        }
        return servers;
    }
}
