package im.redoubt.client.locate;

import im.redoubt.client.http.HttpsAddress;
import im.redoubt.client.http.HttpsGet;
import im.redoubt.client.http.Response;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlLimits;
import im.redoubt.xml.XmlParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a domain says that its WebSockets are (XEP-0156 section 3), for when nothing that DNS names can be reached.
 *
 * <p>Guarantee: only over HTTPS from the domain itself, whose certificate is verified, and from where it leads by HTTPS, at most three
 * times. Only {@code wss} URLs count. The TXT records of old are not looked at.
 */
public final class HostMeta {
    private static final String RESOURCE = "/.well-known/host-meta";
    private static final String XRD = "http://docs.oasis-open.org/ns/xri/xrd-1.0";
    private static final String WEB_SOCKET = "urn:xmpp:alt-connections:websocket";
    private static final int HTTPS_PORT = 443;
    private static final int MAX_REDIRECTS = 3;
    private static final int MAX_BYTES = 65_536;
    private static final int MAX_ADDRESSES = 4;
    private static final int OK = 200;
    private static final XmlLimits LIMITS = new XmlLimits(MAX_BYTES, 8, 256, 16, 16, 256, 1_024);

    private final HttpsGet https;

    /** Asks by these means. */
    public HostMeta(HttpsGet https) {
        this.https = https;
    }

    /**
     * Returns at most four addresses in the order of the document, which means nothing; none if there is no such document that can
     * be read.
     *
     * @param account of whose domain the document is fetched
     */
    public List<WebSocketAddress> webSockets(BareJid account) {
        String host = account.asciiDomain();
        if (host.startsWith("[")) {
            return List.of();
        }
        try {
            return fetch(new HttpsAddress(host, HTTPS_PORT, RESOURCE))
                    .map(HostMeta::read)
                    .orElse(List.of());
        } catch (IOException none) {
            return List.of();
        }
    }

    private Optional<Response> fetch(HttpsAddress first) throws IOException {
        Optional<HttpsAddress> address = Optional.of(first);
        for (int redirects = 0; address.isPresent() && redirects <= MAX_REDIRECTS; redirects++) {
            Response response = https.get(address.get(), MAX_BYTES);
            if (response.head().status() == OK) {
                return Optional.of(response);
            }
            address = redirection(address.get(), response);
        }
        return Optional.empty();
    }

    /** Returns where a response leads, by https only (RFC 9110 section 15.4). */
    private static Optional<HttpsAddress> redirection(HttpsAddress from, Response response) {
        return switch (response.head().status()) {
            case 301, 302, 303, 307, 308 -> response.head().only("Location").flatMap(where -> resolve(from, where));
            default -> Optional.empty();
        };
    }

    private static Optional<HttpsAddress> resolve(HttpsAddress from, String where) {
        boolean onSameHost = where.startsWith("/") && !where.startsWith("//");
        return HttpsAddress.parse(onSameHost ? "https://" + from.authority() + where : where, "https");
    }

    private static List<WebSocketAddress> read(Response response) {
        XmlEvent event = XmlParser.document(LIMITS).next(ByteBuffer.wrap(response.body()));
        List<WebSocketAddress> addresses = new ArrayList<>();
        if (event instanceof XmlEvent.Complete complete
                && complete.element().name().is(XRD, "XRD")) {
            for (Element link : complete.element().toElement().children(XRD, "Link")) {
                if (addresses.size() < MAX_ADDRESSES
                        && link.attribute("rel").filter(WEB_SOCKET::equals).isPresent()) {
                    link.attribute("href").flatMap(WebSocketAddress::parse).ifPresent(addresses::add);
                }
            }
        }
        return addresses;
    }
}
