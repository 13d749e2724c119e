package im.redoubt.server.settings;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the server listens. Every list may be empty; nothing else listens.
 *
 * @param starttls client connections that begin in the clear and must upgrade (RFC 6120 section 5)
 * @param tls client connections that begin with TLS (XEP-0368)
 * @param https WebSocket (RFC 7395) and what web clients need to find it (XEP-0156)
 * @param web what is told to browsers there, and asked of them
 * @param metrics metrics and health page; loopback only
 * @param trustedProxies peers that speak PROXY protocol v2 and name the real address of their clients
 */
public record ListenSettings(
        List<ListenAddress> starttls,
        List<ListenAddress> tls,
        List<ListenAddress> https,
        WebSettings web,
        List<ListenAddress> metrics,
        List<AddressRange> trustedProxies) {

    private static final SettingType<List<ListenAddress>> ADDRESSES =
            Types.list("addresses like \"127.0.0.1:5222\" or \"[::]:5222\"", ListenAddress::parse);

    static final Key<List<ListenAddress>> STARTTLS = Key.derived(
            "listen.starttls",
            ADDRESSES,
            values -> everywhere(values, 5222),
            "Addresses for clients that begin in the clear and then must use TLS (STARTTLS is required)."
                    + " \"[::]\" is every address of IPv4 and IPv6. Port 0 takes a free port.");

    static final Key<List<ListenAddress>> TLS = Key.derived(
            "listen.tls",
            ADDRESSES,
            values -> everywhere(values, 5223),
            "Addresses for clients that begin with TLS (XEP-0368).");

    static final Key<List<ListenAddress>> HTTPS = Key.of(
            "listen.https",
            ADDRESSES,
            List.of(),
            "Addresses for clients that come over HTTPS: XMPP over WebSocket (RFC 7395) at /xmpp-websocket, and host-meta"
                    + " (XEP-0156), by which they find it.");

    static final Key<List<ListenAddress>> METRICS = Key.of(
            "listen.metrics",
            Types.list("loopback addresses like \"127.0.0.1:9090\"", ListenSettings::loopback),
            List.of(ListenAddress.parse("127.0.0.1:9090")),
            "Addresses for metrics (Prometheus) and the health page, for programs on this machine only.");

    static final Key<List<AddressRange>> TRUSTED_PROXIES = Key.of(
            "listen.trusted_proxies",
            Types.list("address ranges like \"10.0.0.0/8\"", ListenSettings::someAddresses),
            List.of(),
            "Load balancers that speak PROXY protocol v2. From these addresses it is required, from all others refused:"
                    + " whoever is trusted here can pretend to connect from anywhere.");

    static final List<Key<?>> KEYS =
            List.of(STARTTLS, TLS, HTTPS, WebSettings.URL, WebSettings.ORIGINS, METRICS, TRUSTED_PROXIES);

    static ListenSettings from(SettingValues values) {
        return new ListenSettings(
                values.get(STARTTLS),
                values.get(TLS),
                values.get(HTTPS),
                WebSettings.from(values),
                values.get(METRICS),
                values.get(TRUSTED_PROXIES));
    }

    private static List<ListenAddress> everywhere(SettingValues values, int port) {
        Stream<String> hosts = values.get(Settings.DOMAIN).equals(Settings.LOCALHOST)
                ? Stream.of("127.0.0.1:", "[::1]:")
                : Stream.of("[::]:");
        return hosts.map(host -> ListenAddress.parse(host + port)).toList();
    }

    private static ListenAddress loopback(String text) {
        ListenAddress address = ListenAddress.parse(text);
        if (!address.address().isLoopbackAddress()) {
            throw new IllegalArgumentException("Metrics tell who is on line to whoever can read them, and are served to"
                    + " this machine only: write \"127.0.0.1:" + address.port() + "\" or \"[::1]:" + address.port()
                    + "\".");
        }
        return address;
    }

    private static AddressRange someAddresses(String text) {
        AddressRange range = AddressRange.parse(text);
        InetAddress address = range.address();
        if (range.bits() < (address instanceof Inet6Address ? 16 : 8)) {
            throw new IllegalArgumentException(
                    "That trusts too much of the Internet: name the balancers' own network.");
        }
        if (!range.normal().equals(range)) {
            throw new IllegalArgumentException(
                    "It has bits beyond its prefix, so one of the two is mistyped: write \"" + range.normal() + "\".");
        }
        return range;
    }
}
