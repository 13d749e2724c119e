package im.redoubt.server.access;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.TokenMechanism;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.protocol.stream.UserAgent;
import im.redoubt.server.feature.Feature;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.feature.Request;
import im.redoubt.server.feature.Route;
import im.redoubt.server.session.Session;
import im.redoubt.server.session.Sessions;
import im.redoubt.server.store.ClientAccess;
import im.redoubt.server.store.ClientKey;
import im.redoubt.server.store.KnownClient;
import im.redoubt.xml.Element;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Shows an account who can get at it, and takes that away (XEP-0494). For the account itself and nobody else.
 *
 * <p>A client is one that said which one it is when it signed in (XEP-0388 section 2.3). Others are shown as long as their session
 * lasts.
 */
public final class ClientManagement implements Feature {
    static final String NAMESPACE = "urn:xmpp:cam:0";

    private static final String SESSION = "session-";

    private final AccountClients clients;

    /** Shows what is in {@code store}, and {@code sessions}. */
    public ClientManagement(ClientAccess store, Sessions sessions) {
        this.clients = new AccountClients(store, sessions);
    }

    @Override
    public List<String> specs() {
        return List.of("XEP-0494 0.1.0");
    }

    @Override
    public List<String> advertisedByServer() {
        return List.of(NAMESPACE);
    }

    @Override
    public List<String> advertisedByAccounts() {
        return List.of(NAMESPACE);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(Route.Target.OWN_ACCOUNT, NAMESPACE, "list", this::list),
                Route.set(Route.Target.OWN_ACCOUNT, NAMESPACE, "revoke", this::revoke),
                Route.get(Route.Target.ANY_ACCOUNT, NAMESPACE, "list", request -> forbidden()),
                Route.set(Route.Target.ANY_ACCOUNT, NAMESPACE, "revoke", request -> forbidden()));
    }

    private static CompletionStage<IqAnswer> forbidden() {
        return IqAnswer.refuse(StanzaCondition.FORBIDDEN).now();
    }

    private CompletionStage<IqAnswer> list(Request request) {
        BareJid account = request.target();
        return clients.known(account).thenApply(known -> {
            Element.Builder list = Element.named(NAMESPACE, "clients");
            known.forEach(client -> list.child(element(account, client)));
            clients.nameless(account).forEach(session -> list.child(element(session)));
            return IqAnswer.of(list.build());
        });
    }

    private Element element(BareJid account, KnownClient client) {
        Element.Builder auth = Element.named(NAMESPACE, "auth");
        if (client.password()) {
            auth.child(Element.named(NAMESPACE, "password").build());
        }
        if (client.tokens() > 0) {
            auth.child(Element.named(NAMESPACE, "fast").build());
        }
        boolean connected = !clients.sessions(account, client.client()).isEmpty();
        return head(client.client().hex(), connected)
                .child(NAMESPACE, "first-seen", time(client.firstSeen()))
                .child(NAMESPACE, "last-seen", time(client.lastSeen()))
                .child(auth.build())
                .child(unrestricted())
                .child(agent(client.software(), client.device()))
                .build();
    }

    private static Element element(Session session) {
        String mechanism = session.origin().mechanism();
        UserAgent agent = session.origin().agent();
        Element.Builder auth = Element.named(NAMESPACE, "auth");
        if (!mechanism.equals("EXTERNAL") && TokenMechanism.named(mechanism).isEmpty()) {
            auth.child(Element.named(NAMESPACE, "password").build());
        }
        String since = time(session.origin().since());
        return head(SESSION + session.address().resource(), true)
                .child(NAMESPACE, "first-seen", since)
                .child(NAMESPACE, "last-seen", since)
                .child(auth.build())
                .child(unrestricted())
                .child(agent(agent.software(), agent.device()))
                .build();
    }

    private static Element.Builder head(String id, boolean connected) {
        return Element.named(NAMESPACE, "client")
                .attribute("connected", Boolean.toString(connected))
                .attribute("id", id)
                .attribute("type", "session");
    }

    /** Whoever signs in as an account can do whatever it can do. */
    private static Element unrestricted() {
        return Element.named(NAMESPACE, "permission")
                .attribute("status", "unrestricted")
                .build();
    }

    private static Element agent(Optional<String> software, Optional<String> device) {
        Element.Builder agent = Element.named(NAMESPACE, "user-agent");
        software.ifPresent(name -> agent.child(NAMESPACE, "software", name));
        device.ifPresent(name -> agent.child(NAMESPACE, "device", name));
        return agent.build();
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private CompletionStage<IqAnswer> revoke(Request request) {
        Optional<String> id = request.payload().attribute("id");
        if (id.isEmpty()) {
            return IqAnswer.refuse(StanzaCondition.BAD_REQUEST).now();
        }
        if (id.get().startsWith(SESSION)) {
            return session(request.target(), id.get().substring(SESSION.length()))
                    .now();
        }
        return ClientKey.parse(id.get())
                .map(client -> clients.revoke(request.target(), client).thenApply(ClientManagement::answer))
                .orElseGet(() -> IqAnswer.refuse(StanzaCondition.ITEM_NOT_FOUND).now());
    }

    private IqAnswer session(BareJid account, String resource) {
        List<Session> found = clients.nameless(account).stream()
                .filter(session -> session.address().resource().equals(resource))
                .toList();
        AccountClients.end(found);
        return answer(found.isEmpty() ? AccountClients.Outcome.UNKNOWN : AccountClients.Outcome.HAS_THE_PASSWORD);
    }

    /** Section 3.2: who had the password can come back until it is changed, and that is said. */
    private static IqAnswer answer(AccountClients.Outcome outcome) {
        return switch (outcome) {
            case REVOKED -> IqAnswer.done();
            case UNKNOWN -> IqAnswer.refuse(StanzaCondition.ITEM_NOT_FOUND);
            case HAS_THE_PASSWORD ->
                new IqAnswer.Refusal(StanzaError.of(StanzaCondition.SERVICE_UNAVAILABLE)
                        .withApplication(Element.named(NAMESPACE, "password-reset-required")
                                .build()));
        };
    }
}
