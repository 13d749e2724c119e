package im.redoubt.client.attack;

import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.client.SessionState;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A feature that writes down the bodies of all messages, and the states of the session. */
final class Ear implements Feature<Host> {
    private final List<String> bodies = new ArrayList<>();
    private final List<SessionState.Online> online = new ArrayList<>();

    @Override
    public Host attach(Host host) {
        host.onMessage(message -> {
            note(() -> bodies.add(message.message()
                    .content()
                    .first(Stanza.CLIENT_NAMESPACE, "body")
                    .map(Element::text)
                    .orElse("")));
            return true;
        });
        host.onOnline(state -> note(() -> online.add(state)));
        return host;
    }

    private synchronized void note(Runnable what) {
        what.run();
        notifyAll();
    }

    synchronized List<String> bodies() {
        return List.copyOf(bodies);
    }

    synchronized List<SessionState.Online> online() {
        return List.copyOf(online);
    }

    /** Waits until what was heard is so, or the patience is at its end. */
    synchronized void await(Predicate<Ear> so) throws InterruptedException {
        long end = System.nanoTime() + Range.PATIENCE.toNanos();
        for (long left = Range.PATIENCE.toNanos(); !so.test(this) && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(
                    this, Math.max(1, Math.min(left, Duration.ofSeconds(1).toNanos())));
        }
    }

    static Message message(Jid to, String body) {
        return new Message(
                StanzaHeader.EMPTY.withTo(to),
                MessageType.CHAT,
                XmlContent.of(
                        Stanza.CLIENT_NAMESPACE,
                        List.of(Element.named(Stanza.CLIENT_NAMESPACE, "body")
                                .text(body)
                                .build())));
    }
}
