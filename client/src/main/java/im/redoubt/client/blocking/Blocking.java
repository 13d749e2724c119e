package im.redoubt.client.blocking;

import im.redoubt.client.Audience;
import im.redoubt.client.Counters;
import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.client.Listeners;
import im.redoubt.client.Pending;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlName;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Whom the account keeps away (XEP-0191): an account, one of its clients, or a whole domain. The server does it, and nothing of
 * them arrives.
 *
 * <p>Guarantee: only the account's own server changes what is shown here; a push from anybody else changes nothing, is answered
 * like something unknown, and is counted as a forgery.
 *
 * <pre>{@code
 * Blocking blocking = session.get(Blocking.FEATURE);
 * blocking.block(BareJid.of("mallory@example.net")).await();
 * blocking.changes().add(change -> show(change.now()));
 * }</pre>
 */
public final class Blocking {
    /** Blocking; the list is asked for in each new session. */
    public static final Feature<Blocking> FEATURE = Blocking::new;

    /** The most addresses that are shown; the server keeps away all. */
    public static final int MOST = 20_000;

    private static final String NAMESPACE = "urn:xmpp:blocking";

    private final Host host;
    private final Listeners<BlockChange> changes;
    private volatile Set<Jid> now = Collections.emptySet();
    private volatile Pending<Set<Jid>> loaded = new Pending<>();

    private Blocking(Host host) {
        this.host = host;
        this.changes = host.listeners();
        host.onRequest(
                IqRequest.Action.SET,
                new XmlName(NAMESPACE, "block"),
                Audience.ANYBODY,
                request -> pushed(request, false));
        host.onRequest(
                IqRequest.Action.SET,
                new XmlName(NAMESPACE, "unblock"),
                Audience.ANYBODY,
                request -> pushed(request, true));
        host.onOnline(online -> {
            if (!online.resumed()) {
                load();
            }
        });
    }

    /** Returns who is kept away; before the server has answered, as it was last. */
    public Set<Jid> now() {
        return now;
    }

    /** Returns the list as soon as the server has told it in this session; it fails if the server does not. */
    public Pending<Set<Jid>> loaded() {
        return loaded;
    }

    /** Returns who hears of changes. */
    public Listeners<BlockChange> changes() {
        return changes;
    }

    /**
     * Keeps somebody away. Who sees the account's presence is told that it is gone (section 3.3).
     *
     * @param somebody an account, one of its clients, or a domain
     * @return the address when the server has it so
     */
    public Pending<Jid> block(Jid somebody) {
        return change("block", somebody);
    }

    /**
     * Lets somebody come again.
     *
     * @return the address when the server has it so
     */
    public Pending<Jid> unblock(Jid somebody) {
        return change("unblock", somebody);
    }

    private Pending<Jid> change(String what, Jid somebody) {
        Element payload = Element.named(NAMESPACE, what)
                .child(Element.named(NAMESPACE, "item")
                        .attribute("jid", somebody.toString())
                        .build())
                .build();
        return host.request(IqRequest.Action.SET, Optional.empty(), payload).map(done -> somebody);
    }

    private void load() {
        Pending<Set<Jid>> loading = new Pending<>();
        loaded = loading;
        Element question = Element.named(NAMESPACE, "blocklist").build();
        host.request(IqRequest.Action.GET, Optional.empty(), question).whenDone((response, failure) -> {
            if (failure == null) {
                become(response.content()
                        .first(NAMESPACE, "blocklist")
                        .map(Blocking::items)
                        .orElse(Collections.emptySet()));
                loading.complete(now);
            } else {
                loading.completeExceptionally(failure);
            }
        });
    }

    private static Set<Jid> items(Element list) {
        Set<Jid> all = new LinkedHashSet<>();
        for (Element item : list.children(NAMESPACE, "item")) {
            item.attribute("jid").flatMap(Jid::parse).ifPresent(all::add);
        }
        return all;
    }

    /** Section 3.3: from nobody or from the own bare address. An unblocking of nobody in particular is of all (section 3.4.2). */
    private IqResponse pushed(IqRequest request, boolean unblocked) {
        if (request.from().filter(from -> !from.equals(host.account())).isPresent()) {
            host.counters().count(Counters.Kind.FORGERIES);
            return request.refusal(StanzaCondition.SERVICE_UNAVAILABLE);
        }
        Element push = request.payload();
        Set<Jid> named = items(push);
        if (named.size() != push.children().size() || (named.isEmpty() && !unblocked)) {
            return request.refusal(StanzaCondition.BAD_REQUEST);
        }
        Set<Jid> next = new LinkedHashSet<>(now);
        if (!unblocked) {
            next.addAll(named);
        } else if (named.isEmpty()) {
            next.clear();
        } else {
            next.removeAll(named);
        }
        become(next);
        return request.result();
    }

    private void become(Set<Jid> next) {
        Set<Jid> kept = new LinkedHashSet<>();
        next.stream().limit(MOST).forEach(kept::add);
        Set<Jid> before = now;
        now = Collections.unmodifiableSet(kept);
        Set<Jid> added = new LinkedHashSet<>(kept);
        added.removeAll(before);
        Set<Jid> removed = new LinkedHashSet<>(before);
        removed.removeAll(kept);
        if (!added.isEmpty() || !removed.isEmpty()) {
            changes.tell(
                    new BlockChange(now, Collections.unmodifiableSet(added), Collections.unmodifiableSet(removed)));
        }
    }
}
