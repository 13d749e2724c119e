package im.redoubt.client.pep;

import im.redoubt.client.ClientException;
import im.redoubt.client.Counters;
import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.client.Incoming;
import im.redoubt.client.Pending;
import im.redoubt.client.RefusedException;
import im.redoubt.client.disco.Disco;
import im.redoubt.client.roster.Roster;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.xml.Element;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * What accounts publish about themselves (XEP-0163), and what an account keeps for itself (XEP-0223).
 *
 * <p>Guarantees: what is for nobody else is published only where the server says that it heeds the options under which it is
 * published, so that it is never shown to contacts by mistake. An event is believed of the account whose bare address sent it
 * and of nobody else: of nodes that are for nobody else only from the own account, of others only from contacts.
 *
 * <pre>{@code
 * Pep pep = session.get(Pep.FEATURE);
 * pep.publish(PepNode.ofTheAccount("urn:example:notes"), "note-1", note).await();
 * List<PepItem> notes = pep.retrieve(session.account(), "urn:example:notes").await();
 * }</pre>
 */
public final class Pep {
    /** Publishing. */
    public static final Feature<Pep> FEATURE = Pep::new;

    private static final String OPTIONS = PubSubElements.NAMESPACE + "#publish-options";

    private final Host host;
    private final Roster roster;
    private final Disco disco;
    private final Map<String, Followed> followed = new ConcurrentHashMap<>();
    private Optional<Pending<Boolean>> heedsOptions = Optional.empty();

    /** A node that somebody follows. */
    private record Followed(PepNode node, Consumer<PepEvent> follower) {}

    private Pep(Host host) {
        this.host = host;
        this.roster = host.require(Roster.FEATURE);
        this.disco = host.require(Disco.FEATURE);
        host.onMessage(this::take);
        host.onOnline(online -> {
            if (!online.resumed()) {
                heedsOptions = Optional.empty();
            }
        });
    }

    /**
     * Has somebody hear of changes of a node, in the session's own order; he must not block. With the next presence the server is told
     * that this client wants to hear of it (section 4.3); if contacts were told already that this client is there, that goes at once.
     * Where nobody is told so, nothing is heard.
     *
     * @param node the node; of one that is for nobody else only the own account's is heard of
     * @param follower hears
     * @throws IllegalArgumentException if somebody follows a node of this name already
     */
    public void follow(PepNode node, Consumer<PepEvent> follower) {
        if (followed.putIfAbsent(node.name(), new Followed(node, follower)) != null) {
            throw new IllegalArgumentException("two features follow " + node.name());
        }
        host.advertise(node.name() + "+notify");
    }

    /**
     * Publishes an item, in the place of one of the same name.
     *
     * @param node where
     * @param id the item's name
     * @param payload what it holds
     * @return the name when the server has it; it fails where the server does not keep it from those who may not read it
     */
    public Pending<String> publish(PepNode node, String id, Element payload) {
        return heedsOptions().then(heeds -> {
            if (!heeds && node.isPrivate()) {
                return Pending.failed(new ClientException(
                        "the server does not heed publish-options, and would show this to contacts; it was not sent"));
            }
            Element request =
                    PubSubElements.publish(node, id, payload, heeds ? Optional.of(node.options()) : Optional.empty());
            return set(request, node).map(done -> id);
        });
    }

    /** XEP-0060 section 7.1.5: a node that is kept otherwise is a conflict; it is brought in order first, and nothing was published. */
    private Pending<IqResponse> set(Element publication, PepNode node) {
        Pending<IqResponse> result = new Pending<>();
        set(publication).whenDone((answer, failure) -> {
            if (failure instanceof RefusedException refused && refused.condition() == StanzaCondition.CONFLICT) {
                set(PubSubElements.configure(node))
                        .then(configured -> set(publication))
                        .whenDone((again, stillNot) -> finish(result, again, stillNot));
            } else {
                finish(result, answer, failure);
            }
        });
        return result;
    }

    private static <T> void finish(Pending<T> pending, T value, @org.jspecify.annotations.Nullable Throwable failure) {
        if (failure == null) {
            pending.complete(value);
        } else {
            pending.completeExceptionally(failure);
        }
    }

    private Pending<IqResponse> set(Element payload) {
        return host.request(IqRequest.Action.SET, Optional.empty(), payload);
    }

    /** XEP-0223 section 4: asked once in a session, before anything is published. */
    private Pending<Boolean> heedsOptions() {
        Pending<Boolean> known = new Pending<>();
        host.run(() -> {
            if (!heedsOptions.filter(asked -> !asked.isCompletedExceptionally()).isPresent()) {
                heedsOptions = Optional.of(disco.info(host.account()).map(info -> info.has(OPTIONS)));
            }
            heedsOptions.ifPresent(asked -> asked.whenDone((heeds, failure) -> finish(known, heeds, failure)));
        });
        return known;
    }

    /**
     * Takes an item of the own account's back.
     *
     * @return its name when it is gone
     */
    public Pending<String> retract(PepNode node, String id) {
        return set(PubSubElements.retract(node.name(), id)).map(done -> id);
    }

    /**
     * Asks for the items of a node.
     *
     * @param owner whose node
     * @param node its name
     * @return its items, none if there is no such node for this account
     */
    public Pending<List<PepItem>> retrieve(BareJid owner, String node) {
        return retrieve(owner, node, Optional.empty());
    }

    /** Asks for one item of a node. */
    public Pending<Optional<PepItem>> retrieve(BareJid owner, String node, String id) {
        return retrieve(owner, node, Optional.of(id))
                .map(items -> items.stream().filter(item -> item.id().is(id)).findFirst());
    }

    private Pending<List<PepItem>> retrieve(BareJid owner, String node, Optional<String> id) {
        Pending<List<PepItem>> result = new Pending<>();
        host.request(IqRequest.Action.GET, Optional.of(owner), PubSubElements.retrieve(node, id))
                .whenDone((answer, failure) -> {
                    if (failure instanceof RefusedException refused
                            && refused.condition() == StanzaCondition.ITEM_NOT_FOUND) {
                        result.complete(Collections.emptyList());
                    } else if (failure != null) {
                        result.completeExceptionally(failure);
                    } else {
                        result.complete(answer.content()
                                .first(PubSubElements.NAMESPACE, "pubsub")
                                .map(pubsub -> PubSubElements.items(pubsub, node))
                                .orElse(Collections.emptyList()));
                    }
                });
        return result;
    }

    /** XEP-0223 section 6, XEP-0163 section 4.3: the sender is the account, and its address is bare. */
    private boolean take(Incoming incoming) {
        Optional<Element> event = incoming.message().content().first(PubSubElements.EVENT, "event");
        Optional<Followed> about = event.flatMap(PubSubElements::nodeOf).map(followed::get);
        if (!event.isPresent() || !about.isPresent() || incoming.message().isError()) {
            return false;
        }
        BareJid owner = incoming.from().bare();
        boolean own = owner.equals(host.account());
        if (!incoming.isDirect()
                || !incoming.from().isBare()
                || (about.get().node().isPrivate() && !own)) {
            host.counters().count(Counters.Kind.FORGERIES);
        } else if (own || roster.now().sees(owner)) {
            about.get().follower().accept(PubSubElements.event(event.get(), owner));
        }
        return true;
    }
}
