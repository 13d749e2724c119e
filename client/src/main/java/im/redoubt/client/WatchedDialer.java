package im.redoubt.client;

import im.redoubt.client.Watched.Direction;
import im.redoubt.client.line.Arrivals;
import im.redoubt.client.line.DialFailure;
import im.redoubt.client.line.Dialer;
import im.redoubt.client.line.Outlet;
import im.redoubt.client.line.Secrets;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCodec;
import im.redoubt.protocol.stream.ClientContext;
import im.redoubt.protocol.stream.ClientSession;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes connections on which somebody watches what is sent and received once there is a session. */
final class WatchedDialer implements Dialer {
    private final Dialer dialer;
    private final Consumer<Watched> watcher;

    WatchedDialer(Dialer dialer, Consumer<Watched> watcher) {
        this.dialer = dialer;
        this.watcher = watcher;
    }

    @Override
    public Runnable dial(ClientContext context, Secrets secrets, Arrivals arrivals) {
        return dialer.dial(context, secrets, new In(arrivals));
    }

    private void watch(Direction direction, Element element) {
        watcher.accept(new Watched(direction, Unverified.of(element.toString())));
    }

    /** What comes. */
    private final class In implements Arrivals {
        private final Arrivals arrivals;

        In(Arrivals arrivals) {
            this.arrivals = arrivals;
        }

        @Override
        public void opened(Outlet outlet, ClientSession session) {
            arrivals.opened(new Out(outlet), session);
        }

        @Override
        public void failed(DialFailure why) {
            arrivals.failed(why);
        }

        @Override
        public void element(ParsedElement element) {
            watch(Direction.RECEIVED, element.toElement());
            arrivals.element(element);
        }

        @Override
        public void unreadable(StreamError error) {
            arrivals.unreadable(error);
        }

        @Override
        public void ended(Optional<StreamError> error) {
            arrivals.ended(error);
        }
    }

    /** What goes. */
    private final class Out implements Outlet {
        private final Outlet outlet;

        Out(Outlet outlet) {
            this.outlet = outlet;
        }

        @Override
        public void send(Stanza stanza) {
            watch(Direction.SENT, StanzaCodec.tree(stanza));
            outlet.send(stanza);
        }

        @Override
        public void send(Element element) {
            watch(Direction.SENT, element);
            outlet.send(element);
        }

        @Override
        public void flush() {
            outlet.flush();
        }

        @Override
        public void close(Optional<StreamError> error) {
            outlet.close(error);
        }

        @Override
        public void drop() {
            outlet.drop();
        }

        @Override
        public long writingSince() {
            return outlet.writingSince();
        }
    }
}
