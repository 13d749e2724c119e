package im.redoubt.client.command;

import im.redoubt.client.ClientException;
import im.redoubt.client.Counters;
import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.client.Pending;
import im.redoubt.client.RefusedException;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.xml.Element;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Executes commands that servers, devices and others offer (XEP-0050). What a responder says is taken for an answer only to the one
 * who asked it, for the command and the session that it was asked for.
 *
 * <pre>{@code
 * CommandStep step = session.get(Commands.FEATURE).execute(server, "urn:xmpp:invite#invite").await();
 * if (step instanceof CommandStage stage) { // it wants a form filled in
 *     step = stage.complete(stage.form().get().answer().set("name", "bob").build()).await();
 * }
 * }</pre>
 */
public final class Commands {
    /** What a client is built with. */
    public static final Feature<Commands> FEATURE = Commands::new;

    /** The most commands that are listed. */
    public static final int MOST_COMMANDS = 1_000;

    static final String NAMESPACE = "http://jabber.org/protocol/commands";
    private static final String ITEMS = "http://jabber.org/protocol/disco#items";
    private static final int MOST_CHARS = 1_024;

    private final Host host;

    private Commands(Host host) {
        this.host = host;
    }

    /**
     * Asks somebody for his commands (section 3.1).
     *
     * @param responder whom
     * @return what he himself offers to this account; {@link RefusedException} if he does not say
     */
    public Pending<List<CommandOffer>> list(Jid responder) {
        Element query =
                Element.named(ITEMS, "query").attribute("node", NAMESPACE).build();
        return host.request(IqRequest.Action.GET, Optional.of(responder), query)
                .map(response -> offers(responder, response));
    }

    /** Begins a command that was listed. */
    public Pending<CommandStep> execute(CommandOffer offer) {
        String node = im.redoubt.client.text.InsecureTextAccess.charactersOf(offer.node());
        return execute(offer.responder(), node);
    }

    /**
     * Begins a command.
     *
     * @param responder whose
     * @param node what it is known by
     * @return where it stands then; {@link RefusedException} if there is none, or not for this account
     */
    public Pending<CommandStep> execute(Jid responder, String node) {
        return new Execution(host, responder, node).begin();
    }

    private List<CommandOffer> offers(Jid responder, IqResponse response) {
        Element query = response.content()
                .first(ITEMS, "query")
                .orElseThrow(() -> new ClientException("the responder answered something else than its commands"));
        List<CommandOffer> offers = new ArrayList<>();
        for (Element item : query.children(ITEMS, "item")) {
            Optional<Jid> whose = Jid.parse(item.attribute("jid").orElse(""));
            if (!whose.equals(Optional.of(responder))) {
                host.counters()
                        .count(Counters.Kind.FORGERIES); // one offers one's own only: this would be sent elsewhere
                continue;
            }
            Optional<Unverified> node = Unverified.of(item.attribute("node").orElse(""), MOST_CHARS);
            Optional<Unverified> name = Unverified.of(item.attribute("name").orElse(""), MOST_CHARS);
            if (node.isPresent() && !node.get().isEmpty() && name.isPresent() && offers.size() < MOST_COMMANDS) {
                offers.add(new CommandOffer(responder, node.get(), name.get()));
            }
        }
        return Collections.unmodifiableList(offers);
    }
}
