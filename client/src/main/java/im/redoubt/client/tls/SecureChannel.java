package im.redoubt.client.tls;

import im.redoubt.client.trust.Verdict;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.sasl.TlsVersion;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import javax.net.ssl.SSLSocket;

/**
 * A connection over TLS to a server that proved who it is. One thread may read while another writes; {@link #close} may be called by
 * any and ends both.
 */
public final class SecureChannel implements Closeable {
    private final SSLSocket socket;
    private final TlsVersion version;
    private final ChannelBindings bindings;
    private final Verdict.Trusted verdict;

    SecureChannel(SSLSocket socket, TlsVersion version, ChannelBindings bindings, Verdict.Trusted verdict) {
        this.socket = socket;
        this.version = version;
        this.bindings = bindings;
        this.verdict = verdict;
    }

    /**
     * Returns what is received. A read blocks as long as the timeout of the socket below says.
     *
     * @throws IOException if the channel is closed
     */
    public InputStream input() throws IOException {
        return socket.getInputStream();
    }

    /**
     * Returns where to write; each write is sent at once.
     *
     * @throws IOException if the channel is closed
     */
    public OutputStream output() throws IOException {
        return socket.getOutputStream();
    }

    /** Returns the version of TLS. */
    public TlsVersion version() {
        return version;
    }

    /** Returns the channel bindings that this connection really has. */
    public ChannelBindings bindings() {
        return bindings;
    }

    /** Returns why the server is trusted. */
    public Verdict.Trusted verdict() {
        return verdict;
    }

    /** Says to the server that nothing follows, and closes the socket below. */
    @Override
    public void close() throws IOException {
        socket.close();
    }

    @Override
    public String toString() {
        return "SecureChannel[" + version + ", " + bindings + ", " + verdict + ']';
    }
}
