package im.redoubt.client.upload;

import im.redoubt.client.ClientException;
import im.redoubt.client.text.SafeUrl;
import im.redoubt.client.text.UrlScheme;
import im.redoubt.client.tls.WebTls;
import im.redoubt.client.trust.Destination;
import im.redoubt.client.trust.Trust;
import im.redoubt.protocol.address.BareJid;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.security.SecureRandom;
import java.util.Optional;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;

/** Moves bytes by HTTPS, waiting in the thread that calls it. Each request has a connection whose server proves anew who it is. */
final class Web {
    /** How often a server may send one elsewhere for what is to be read. */
    static final int MOST_REDIRECTS = 3;

    private static final int CONNECT_MILLIS = 20_000;
    private static final int READ_MILLIS = 30_000;
    private static final int BUFFER_BYTES = 16 * 1_024;

    private final Trust trust;
    private final SecureRandom random = new SecureRandom();

    Web(Trust trust) {
        this.trust = trust;
    }

    /** Sends a file to the address of its slot and nowhere else: a server that sends one elsewhere has refused it. */
    void put(Upload upload, Slot slot, Transfer<SafeUrl> transfer) throws IOException {
        HttpsURLConnection connection = open(slot.put(), transfer);
        connection.setRequestMethod("PUT");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(upload.bytes());
        connection.setRequestProperty("Content-Type", upload.type());
        slot.headers().forEach(header -> connection.addRequestProperty(header.name(), header.value()));
        try (InputStream in = upload.source().open();
                OutputStream out = connection.getOutputStream()) {
            long moved = copy(in, out, upload.bytes(), transfer);
            if (moved != upload.bytes() || in.read() >= 0) {
                throw new TransferException("the file does not have as many bytes as was said");
            }
        }
        int status = connection.getResponseCode();
        connection.disconnect();
        if (status < 200 || status > 299) {
            throw new TransferException(status);
        }
        transfer.done(slot.get());
    }

    /** Reads what is at an address, or where that leads to by HTTPS. */
    void get(SafeUrl url, long mostBytes, OutputStream sink, Transfer<Long> transfer) throws IOException {
        SafeUrl at = url;
        for (int i = 0; i <= MOST_REDIRECTS; i++) {
            HttpsURLConnection connection = open(at, transfer);
            connection.setRequestProperty(
                    "Accept-Encoding", "identity"); // what is unpacked has no limit that was asked for
            int status = connection.getResponseCode();
            if (status == 200) {
                read(connection, mostBytes, sink, transfer);
                return;
            }
            String next =
                    Optional.ofNullable(connection.getHeaderField("Location")).orElse("");
            connection.disconnect();
            if (status != 301 && status != 302 && status != 303 && status != 307 && status != 308) {
                throw new TransferException(status);
            }
            at = Slot.secure(next)
                    .orElseThrow(
                            () -> new TransferException("the web server leads to an address that is not safe to use"));
        }
        throw new TransferException("the web server leads from one address to the next");
    }

    private static void read(HttpsURLConnection connection, long mostBytes, OutputStream sink, Transfer<Long> transfer)
            throws IOException {
        if (connection.getContentLengthLong() > mostBytes) {
            connection.disconnect();
            throw tooLarge(mostBytes);
        }
        String encoding = Optional.ofNullable(connection.getContentEncoding()).orElse("identity");
        if (!encoding.equalsIgnoreCase("identity")) {
            connection.disconnect();
            throw new TransferException("the web server packs what was to come as it is");
        }
        try (InputStream in = connection.getInputStream()) {
            long moved = copy(in, sink, mostBytes, transfer);
            if (moved == mostBytes && in.read() >= 0) {
                throw tooLarge(mostBytes);
            }
            if (moved < connection.getContentLengthLong()) { // not every platform says so by itself
                throw new TransferException("the web server ended before all of the file had come");
            }
            transfer.done(moved);
        } finally {
            connection.disconnect();
        }
    }

    private static TransferException tooLarge(long mostBytes) {
        return new TransferException("there are more than " + mostBytes + " bytes");
    }

    private HttpsURLConnection open(SafeUrl url, Transfer<?> transfer) throws IOException {
        BareJid host = BareJid.parse("", url.domain())
                .filter(any -> url.scheme() == UrlScheme.HTTPS)
                .orElseThrow(() -> new ClientException("files move by https only"));
        URL address = new URL(url.text());
        if (!(address.openConnection() instanceof HttpsURLConnection connection)) {
            throw new ClientException("this platform has no https");
        }
        int port = address.getPort() < 0 ? address.getDefaultPort() : address.getPort();
        connection.setSSLSocketFactory(WebTls.to(new Destination(host, url.domain(), port), trust, random));
        // The platform's look at the name comes on top; that of the JDK happens only where this is not its own object.
        HostnameVerifier platform = HttpsURLConnection.getDefaultHostnameVerifier();
        connection.setHostnameVerifier((name, session) -> platform.verify(name, session));
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        connection.setUseCaches(false);
        transfer.over(connection::disconnect);
        return connection;
    }

    /** Moves so many bytes at most. */
    private static long copy(InputStream in, OutputStream out, long most, Transfer<?> transfer) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long moved = 0;
        while (moved < most) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, most - moved));
            if (read < 0) {
                break;
            }
            if (transfer.isOver()) {
                throw new TransferException("the transfer was cancelled");
            }
            out.write(buffer, 0, read);
            moved += read;
            transfer.moved(read);
        }
        return moved;
    }
}
