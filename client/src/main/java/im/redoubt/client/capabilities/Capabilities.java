package im.redoubt.client.capabilities;

import im.redoubt.client.ClientException;
import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.client.Listeners;
import im.redoubt.client.Pending;
import im.redoubt.client.disco.Disco;
import im.redoubt.client.disco.DiscoInfo;
import im.redoubt.client.presence.PresenceChange;
import im.redoubt.client.presence.Presences;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.disco.Announcement;
import im.redoubt.protocol.disco.Disclosure;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.xml.Element;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the clients of contacts can do, as they announce it in their presences (XEP-0115, XEP-0390): most are like another one that
 * is known, and need not be asked. That this client announces what it can do is a matter of {@link Disco}.
 *
 * <p>Guarantees: what one client says is believed of others only under a hash that was verified, and that can be said in one way. Nobody
 * is asked before the application wants to know, and never somebody whose presence the account does not see; so many are asked at once
 * and no more, and whatever contacts announce fills so much memory and no more.
 *
 * <pre>{@code
 * Capabilities capabilities = session.get(Capabilities.FEATURE);
 * boolean calls = capabilities.supports(presence.address(), "urn:xmpp:jingle:1").await();
 * }</pre>
 */
public final class Capabilities {
    /** What is known lasts as long as the session. */
    public static final Feature<Capabilities> FEATURE = Capabilities::new;

    /** The most bytes of what is stored. */
    public static final int MOST_BYTES = 1 << 20;

    private static final Duration BETWEEN_SAVES = Duration.ofMinutes(1);

    private final Host host;
    private final KnownCapabilities known = new KnownCapabilities(this::saveSoon);
    private final Map<FullJid, Announcement> announced = new ConcurrentHashMap<>(); // of the presences that are kept
    private final Inquiries inquiries;
    private Optional<Listeners<byte[]>> saved = Optional.empty(); // where there is a store
    private Optional<Runnable> saving = Optional.empty();

    private Capabilities(Host host) {
        this.host = host;
        this.inquiries = new Inquiries(known, this::ask);
        host.require(Disco.FEATURE);
        host.require(Presences.FEATURE).follow(this::changed);
        host.onOffline(this::save);
    }

    /**
     * What is known lasts.
     *
     * @param store keeps it
     */
    public static Feature<Capabilities> keptIn(CapabilityStore store) {
        return host -> {
            Capabilities capabilities = host.require(FEATURE);
            capabilities.known.take(store.load());
            Listeners<byte[]> saved = host.listeners();
            saved.add(store::save);
            capabilities.saved = Optional.of(saved);
            return capabilities;
        };
    }

    /**
     * Finds out what a client is and can do; it is asked only if none like it is known.
     *
     * @param client a client of a contact, or of the own account, that is there
     * @return its identities and features; its forms (XEP-0128) are told by {@link Disco}. It fails if the client is not there, gives
     *     no answer that can be believed, or too many are asked
     */
    public Pending<DiscoInfo> of(FullJid client) {
        Optional<DiscoInfo> now = known(client);
        if (now.isPresent()) {
            return Pending.of(now.get());
        }
        Pending<DiscoInfo> result = new Pending<>();
        host.run(() -> {
            Announcement about = announced.get(client);
            if (about == null) {
                result.completeExceptionally(new ClientException(
                        "this client is not there, or its presence is not for this account; Disco asks anybody"));
            } else {
                inquiries.begin(client, about, result);
            }
        });
        return result;
    }

    /** Returns what a client is and can do, if that is known at this moment. Nobody is asked. */
    public Optional<DiscoInfo> known(FullJid client) {
        return Optional.ofNullable(announced.get(client)).flatMap(about -> known.find(client, about));
    }

    /**
     * Finds out whether a client can do something.
     *
     * @param client a client of a contact, or of the own account, that is there
     * @param feature the name of what it can do
     * @return whether it says so; it fails as {@link #of} does
     */
    public Pending<Boolean> supports(FullJid client, String feature) {
        return of(client).map(info -> info.has(feature));
    }

    /** Not every presence says it; what was said before holds (XEP-0115 section 8.4). */
    private void changed(PresenceChange change) {
        FullJid client = change.address();
        if (!(change instanceof PresenceChange.Available available)) {
            announced.remove(client);
            known.forget(client);
            inquiries.gone(client);
            return;
        }
        Announcement now = Announcement.in(available.presence().content());
        Announcement before = announced.get(client);
        if (before == null || !(now instanceof Announcement.Nothing)) {
            announced.put(client, now);
            inquiries.changed(client, now);
        }
    }

    private Pending<IqResponse> ask(Question question) {
        Element query = Element.named(Disclosure.INFO, "query")
                .attribute("node", question.about().hashed().map(Announcement.Hashed::node))
                .build();
        return host.request(IqRequest.Action.GET, Optional.of(question.client()), query);
    }

    private void saveSoon() {
        if (saved.isPresent() && !saving.isPresent()) {
            saving = Optional.of(host.timeline().after(BETWEEN_SAVES, () -> host.run(this::save)));
        }
    }

    private void save() {
        if (saving.isPresent()) {
            saving.get().run();
            saving = Optional.empty();
            saved.ifPresent(listeners -> listeners.tell(known.toByteArray()));
        }
    }
}
