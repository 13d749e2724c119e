package im.redoubt.server.carbons;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.payload.Forwarded;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.server.feature.BindHook;
import im.redoubt.server.feature.Feature;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.feature.Route;
import im.redoubt.server.routing.Copier;
import im.redoubt.server.session.Claim;
import im.redoubt.server.session.Session;
import im.redoubt.server.session.Sessions;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Copies of messages for those devices of an account that neither sent nor got them (XEP-0280). Guarantees: a copy says that it
 * comes from the account itself, and goes to its sessions only; a session gets a message once, as itself or as a copy.
 */
public final class Carbons implements Feature, Copier {
    static final String NAMESPACE = "urn:xmpp:carbons:2";
    private static final String RECEIVED = "received";
    private static final String SENT = "sent";

    private final Sessions sessions;

    /** Copies to {@code sessions}. */
    public Carbons(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public List<String> specs() {
        return List.of("XEP-0280 1.0.1");
    }

    @Override
    public List<String> advertisedByServer() {
        return List.of(NAMESPACE);
    }

    @Override
    public List<Route> routes() {
        return List.of(wants("enable", true), wants("disable", false));
    }

    @Override
    public List<BindHook> bindHooks() {
        return List.of(new BindHook() {
            @Override
            public Optional<String> offered() {
                return Optional.of(NAMESPACE);
            }

            @Override
            public CompletionStage<Optional<Element>> bound(Session session, Element asked) {
                session.copied(asked.first(NAMESPACE, "enable").isPresent());
                return CompletableFuture.completedFuture(Optional.empty());
            }
        });
    }

    /** Any number of times (section 10.3). */
    private static Route wants(String element, boolean wanted) {
        return Route.set(Route.Target.OWN_ACCOUNT, NAMESPACE, element, request -> {
            request.sender().copied(wanted);
            return IqAnswer.done().now();
        });
    }

    @Override
    public boolean isWanted(Session sender) {
        for (Session session : sessions.of(sender.account())) {
            if (session.isCopied() && session != sender) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void received(BareJid account, Message message, List<Session> got) {
        copy(account, RECEIVED, message, got);
    }

    /** What somebody writes to himself is a copy already where it was received. */
    @Override
    public void sent(Session sender, Message message, List<Session> got) {
        for (Session session : got) {
            if (session.account().equals(sender.account())) {
                return;
            }
        }
        copy(sender.account(), SENT, message, List.of(sender));
    }

    private void copy(BareJid account, String direction, Message message, List<Session> without) {
        List<Session> others = new ArrayList<>(0);
        for (Session session : sessions.of(account)) {
            if (session.isCopied() && !without.contains(session)) {
                others.add(session);
            }
        }
        if (others.isEmpty() || !Eligibility.of(message)) {
            return;
        }
        XmlContent content = XmlContent.of(
                Stanza.CLIENT_NAMESPACE,
                List.of(Element.named(NAMESPACE, direction)
                        .child(Forwarded.of(message))
                        .build()));
        for (Session session : others) {
            session.sendIfThere(
                    new Message(
                            new StanzaHeader(
                                    Optional.empty(),
                                    Optional.of(session.address()),
                                    Optional.of(account),
                                    Optional.empty()),
                            message.type(),
                            content),
                    Claim.SPARE);
        }
    }

    /** Returns whether {@code content} says that it is a copy. */
    public static boolean isIn(XmlContent content) {
        return content.has(NAMESPACE, RECEIVED) || content.has(NAMESPACE, SENT);
    }

    /** Returns whether {@code child} is what makes a message a copy. */
    public static boolean isCopy(Element child) {
        return child.is(NAMESPACE, RECEIVED) || child.is(NAMESPACE, SENT);
    }
}
