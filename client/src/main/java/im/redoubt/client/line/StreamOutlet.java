package im.redoubt.client.line;

import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.xml.Element;
import java.io.IOException;
import java.util.Optional;

/** Writes to a wire on which there is a session. */
final class StreamOutlet implements Outlet {
    private final Wire wire;
    private boolean closed;

    StreamOutlet(Wire wire) {
        this.wire = wire;
    }

    @Override
    public synchronized void send(Stanza stanza) {
        if (!closed) {
            wire.send(stanza);
        }
    }

    @Override
    public synchronized void send(Element element) {
        if (!closed) {
            wire.send(element);
        }
    }

    @Override
    public synchronized void flush() {
        try {
            wire.flush();
        } catch (IOException gone) {
            wire.drop(); // whoever reads notices, and says so
        }
    }

    /** After an error nothing of the server's is of interest any more (RFC 6120 section 4.9.1.1). */
    @Override
    public synchronized void close(Optional<StreamError> error) {
        if (closed) {
            return;
        }
        error.ifPresent(words -> wire.send(words.toElement()));
        wire.footer();
        closed = true;
        flush();
        if (error.isPresent()) {
            wire.drop();
        }
    }

    @Override
    public void drop() {
        wire.drop();
    }

    @Override
    public long writingSince() {
        return wire.writingSince();
    }
}
