package im.redoubt.server.net;

import im.redoubt.server.settings.WebOrigin;
import im.redoubt.server.settings.WebSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is served over HTTPS: host-meta in both forms (XEP-0156, RFC 6415), and the place of the WebSocket. Knows by which
 * names it is reached and which pages may speak to it. Never changes.
 */
final class WebSite {
    /** Where the WebSocket is. */
    static final String SOCKET = WebSettings.SOCKET_PATH;

    private static final String HOST_META = "/.well-known/host-meta";
    private static final String RELATION = "urn:xmpp:alt-connections:websocket";
    private static final Pattern HOST =
            Pattern.compile("(\\[[0-9a-fA-F:.]{2,45}\\]|[A-Za-z0-9._-]{1,255})(?::[0-9]{1,5})?");

    private final WebSettings settings;
    private final Set<String> origins;

    WebSite(WebSettings settings) {
        this.settings = settings;
        this.origins = settings.origins().stream().map(WebOrigin::toString).collect(Collectors.toSet());
    }

    /**
     * A page.
     *
     * @param type its media type
     * @param text all of it
     */
    record Page(String type, String text) {}

    /** Returns the page at a path, for who came to this address. */
    Optional<Page> page(String path, InetSocketAddress local) {
        if (path.equals(HOST_META)) {
            return Optional.of(new Page(
                    "application/xrd+xml",
                    "<?xml version='1.0' encoding='utf-8'?>\n<XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'>\n"
                            + "  <Link rel='" + RELATION + "' href='" + socket(local) + "'/>\n</XRD>\n"));
        }
        if (path.equals(HOST_META + ".json")) {
            return Optional.of(new Page(
                    "application/json",
                    "{\"links\": [{\"rel\": \"" + RELATION + "\", \"href\": \"" + socket(local) + "\"}]}\n"));
        }
        return Optional.empty();
    }

    /** A host in ASCII and a port: there is nothing in them that XML or JSON would read in another way. */
    private String socket(InetSocketAddress local) {
        return settings.socket(local.getPort());
    }

    /** Returns whether somebody who asks for this host means us, and not a name that somebody else let point here. */
    boolean serves(String host, InetSocketAddress local) {
        Matcher matcher = HOST.matcher(host);
        if (!matcher.matches()) {
            return false;
        }
        String name = matcher.group(1).toLowerCase(Locale.ROOT);
        return name.equals(settings.host())
                || settings.url().filter(url -> url.host().equals(name)).isPresent()
                || isAddress(name, local.getAddress());
    }

    private static boolean isAddress(String name, InetAddress address) {
        try {
            return InetAddress.ofLiteral(name.startsWith("[") ? name.substring(1, name.length() - 1) : name)
                    .equals(address);
        } catch (IllegalArgumentException noLiteral) {
            return false;
        }
    }

    /**
     * Returns whether a WebSocket may be opened from there. A browser always says which page it is for; who says nothing is
     * no browser, and has nothing that a page could abuse (RFC 6455 section 10.2).
     *
     * @param named all headers {@code Origin} of the request
     */
    boolean admits(List<String> named) {
        return named.isEmpty() || (named.size() == 1 && origins.contains(named.getFirst()));
    }
}
