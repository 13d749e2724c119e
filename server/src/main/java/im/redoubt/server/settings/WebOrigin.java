package im.redoubt.server.settings;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a web page comes from (RFC 6454), written as browsers write it in the header {@code Origin}.
 *
 * @param scheme {@code https}, the scheme of an application that is no web page, or {@code http} on this machine only
 * @param host a name in ASCII and lower case, an IPv4 address, or an IPv6 address in brackets
 * @param port 1 to 65535; 0 stands for the usual port of the scheme
 */
public record WebOrigin(String scheme, String host, int port) {
    private static final Pattern FORM = Pattern.compile("([a-z][a-z0-9+.-]{0,31})://"
            + "(\\[[0-9a-f:.]{2,45}\\]|[^\\[\\]/:?#@*\\s\"\\\\]{1,255})(?::([0-9]{1,5}))?");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.0\\.0\\.1|\\[::1\\]");
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;
    private static final int MOST_PORT = 65_535;

    /** Leaves the usual port out, as browsers do. */
    public WebOrigin {
        boolean usual = scheme.equals("https") ? port == HTTPS_PORT : scheme.equals("http") && port == HTTP_PORT;
        port = usual ? 0 : port;
    }

    /**
     * Reads {@code https://example.org} or {@code https://example.org:8443}.
     *
     * @param text the origin
     * @return its parts
     * @throws IllegalArgumentException when it is not of this form: a path, for example, is no part of it
     */
    public static WebOrigin parse(String text) {
        Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not of the form https://example.org or https://example.org:8443");
        }
        String host = IDN.toASCII(matcher.group(2)).toLowerCase(Locale.ROOT);
        int port = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        if (port > MOST_PORT || (port == 0 && matcher.group(3) != null)) {
            throw new IllegalArgumentException("a port is 1 to 65535");
        }
        if (matcher.group(1).equals("http") && !LOOPBACK.matcher(host).matches()) {
            throw new IllegalArgumentException(
                    "Whoever can change a page on its way could change this one: write https, or use http on localhost.");
        }
        return new WebOrigin(matcher.group(1), host, port);
    }

    /** Reads an origin of a page that is served over TLS. */
    static WebOrigin https(String text) {
        WebOrigin origin = parse(text);
        if (!origin.scheme().equals("https")) {
            throw new IllegalArgumentException("Only TLS is served: write https.");
        }
        return origin;
    }

    /** Returns the host, with the port unless it is the usual one. */
    public String authority() {
        return port == 0 ? host : host + ":" + port;
    }

    @Override
    public String toString() {
        return scheme + "://" + authority();
    }
}
