package im.redoubt.client.tls;

import java.io.IOException;
import java.io.InputStream;
import javax.net.ssl.SSLException;

/**
 * What a server sends below TLS, with one handshake in it: a second one ends the connection (RFC 9325 section 3.5), whatever the TLS
 * above would make of it. Conscrypt, which is also that of Android, goes along with a server that has the same certificate, and asks
 * nobody.
 *
 * <p>It goes by the types of the records, which are in clear (RFC 5246 section 6.2.1). Behind a server's ChangeCipherSpec one of a
 * handshake is left: in TLS 1.2 its Finished, in 1.3 the ServerHello that answers another key share (RFC 8446 section D.4).
 */
final class OneHandshake extends InputStream {
    private static final int HEADER_BYTES = 5;
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int HANDSHAKE = 22;

    private final InputStream below;
    private final int[] header = new int[HEADER_BYTES];
    private int headerBytes;
    private int bodyBytes;
    private boolean changed;
    private int handshakes;

    OneHandshake(InputStream below) {
        this.below = below;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        check();
        int count = below.read(bytes, offset, length);
        for (int at = offset; at < offset + count; ) {
            at += bodyBytes > 0 ? skip(offset + count - at) : header(bytes[at] & 0xFF);
        }
        check();
        return count;
    }

    private int skip(int there) {
        int skipped = Math.min(bodyBytes, there);
        bodyBytes -= skipped;
        return skipped;
    }

    private int header(int next) {
        header[headerBytes++] = next;
        if (headerBytes == HEADER_BYTES) {
            headerBytes = 0;
            bodyBytes = header[3] << 8 | header[4];
            if (header[0] == CHANGE_CIPHER_SPEC) {
                changed = true;
            } else if (header[0] == HANDSHAKE && changed) {
                handshakes++;
            }
        }
        return 1;
    }

    private void check() throws SSLException {
        if (handshakes > 1) {
            throw new SSLException("The server began a second handshake.");
        }
    }

    @Override
    public int available() throws IOException {
        return below.available();
    }

    @Override
    public void close() throws IOException {
        below.close();
    }
}
