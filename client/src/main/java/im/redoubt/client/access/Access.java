package im.redoubt.client.access;

import im.redoubt.client.ClientException;
import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.client.Pending;
import im.redoubt.client.RefusedException;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.xml.Element;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Shows who can get at the account, and takes that away (XEP-0494). The own server alone is asked, and believed.
 *
 * <pre>{@code
 * for (KnownClient other : session.get(Access.FEATURE).list().await()) {
 *     access.revoke(other).await(); // PASSWORD_KNOWN: it can come back until the password is changed
 * }
 * }</pre>
 */
public final class Access {
    /** What a client is built with. */
    public static final Feature<Access> FEATURE = Access::new;

    /** The most clients that are listed; what else a server names is left out. */
    public static final int MOST_CLIENTS = 1_000;

    static final String NAMESPACE = "urn:xmpp:cam:0";

    private final Host host;

    private Access(Host host) {
        this.host = host;
    }

    /**
     * Asks who can get at the account: clients with a session, with tokens, or with a grant.
     *
     * @return them, those that are not understood left out; {@link RefusedException} if the server does not say
     */
    public Pending<List<KnownClient>> list() {
        Element list = Element.named(NAMESPACE, "list").build();
        return host.request(IqRequest.Action.GET, Optional.empty(), list).map(Access::read);
    }

    /**
     * Ends a client's sessions and takes its tokens and grants away.
     *
     * @param client one of {@link #list}
     * @return what that means; {@link RefusedException} if it is not known any more, or may not be revoked
     */
    public Pending<Revocation> revoke(KnownClient client) {
        Element revoke = Element.named(NAMESPACE, "revoke")
                .attribute("id", client.id().wire())
                .build();
        Pending<Revocation> result = new Pending<>();
        host.request(IqRequest.Action.SET, Optional.empty(), revoke).whenDone((done, failure) -> {
            if (failure == null) {
                result.complete(Revocation.COMPLETE);
            } else if (failure instanceof RefusedException refusal && wantsNewPassword(refusal)) {
                result.complete(Revocation.PASSWORD_KNOWN);
            } else {
                result.completeExceptionally(failure);
            }
        });
        return result;
    }

    /** Section 3.2. */
    private static boolean wantsNewPassword(RefusedException refusal) {
        return refusal.detail()
                .filter(detail -> detail.is(NAMESPACE, "password-reset-required"))
                .isPresent();
    }

    private static List<KnownClient> read(IqResponse response) {
        Element clients = response.content()
                .first(NAMESPACE, "clients")
                .orElseThrow(() -> new ClientException("the server answered something else than its clients"));
        List<KnownClient> known = new ArrayList<>();
        for (Element client : clients.children(NAMESPACE, "client")) {
            if (known.size() < MOST_CLIENTS) {
                KnownClient.read(client).ifPresent(known::add);
            }
        }
        return Collections.unmodifiableList(known);
    }
}
