package im.redoubt.server.settings;

import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What browsers need to know, and what is asked of them, where the server listens for HTTPS.
 *
 * @param host the domain in ASCII, as it stands in addresses of the web
 * @param url how browsers and clients reach the server, if not by the domain and the port that it listens on
 * @param origins the pages that may open a WebSocket here
 */
public record WebSettings(String host, Optional<WebOrigin> url, List<WebOrigin> origins) {
    /** Where the WebSocket is. */
    public static final String SOCKET_PATH = "/xmpp-websocket";

    private static final String SCHEME = "https";

    static final Key<Optional<WebOrigin>> URL = Key.of(
            "listen.https_url",
            Types.optionalText("an address like \"https://chat.example.org\", or \"\"", WebOrigin::https),
            Optional.empty(),
            "How browsers and clients reach listen.https, where a balancer or another name stands before it; host-meta"
                    + " (XEP-0156) tells it to them. Empty means the domain, with the port that is listened on.");

    static final Key<List<WebOrigin>> ORIGINS = Key.derived(
            "listen.origins",
            Types.list("origins of web pages like \"https://example.org\"", WebOrigin::parse),
            WebSettings::own,
            "Web pages that may open a WebSocket, compared as a whole; a browser names the page in the header Origin."
                    + " Programs that are no browsers name none, and are not concerned.");

    static WebSettings from(SettingValues values) {
        return new WebSettings(host(values), values.get(URL), values.get(ORIGINS));
    }

    /**
     * Returns the address of the WebSocket (RFC 7395), as clients are told.
     *
     * @param port where the server listens
     */
    public String socket(int port) {
        WebOrigin here = url.orElseGet(() -> new WebOrigin(SCHEME, host, port));
        return "wss://" + here.authority() + SOCKET_PATH;
    }

    /** The domain's own pages, and those that come from where we listen. */
    private static List<WebOrigin> own(SettingValues values) {
        String host = host(values);
        Stream<WebOrigin> listening = values.get(ListenSettings.HTTPS).stream()
                .filter(address -> address.port() != 0)
                .map(address -> new WebOrigin(SCHEME, host, address.port()));
        return Stream.of(Stream.of(new WebOrigin(SCHEME, host, 0)), listening, values.get(URL).stream())
                .flatMap(origins -> origins)
                .distinct()
                .toList();
    }

    private static String host(SettingValues values) {
        return IDN.toASCII(values.get(Settings.DOMAIN)).toLowerCase(Locale.ROOT);
    }
}
