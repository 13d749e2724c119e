package im.redoubt.server.admission;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.server.blocking.Blocklist;
import im.redoubt.server.event.AdmissionChange;
import im.redoubt.server.session.Session;
import im.redoubt.server.store.Admission;
import im.redoubt.server.store.InvitationToken;
import im.redoubt.server.store.Outcome;
import im.redoubt.server.store.Store;
import im.redoubt.server.store.StoreException;
import im.redoubt.server.store.TokenHash;
import im.redoubt.xml.Element;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lets in who shows the token of an invitation (XEP-0379 section 3.4). Guarantees: a token is good for the first who shows it, and for
 * no account but the one that gave it away; whoever is blocked is not let in by it; a wrong one costs no access to the store for an
 * account that is on line, and changes nothing.
 */
public final class Doorkeeper implements Threshold {
    private static final String PREAUTH = "urn:xmpp:pars:0";

    /** The unreserved characters of RFC 3986; what is shorter than 96 bits in Base64 could be guessed. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~-]{16,256}");

    private final AdmissionCommand.Parts parts;
    private final AdmissionPush push;

    /**
     * Guards the lists.
     *
     * @param parts what it works with
     */
    public Doorkeeper(AdmissionCommand.Parts parts) {
        this.parts = parts;
        this.push = new AdmissionPush(parts.sessions(), parts.random());
    }

    @Override
    public void knocks(Session guest, Presence request, BareJid account) {
        Optional<TokenHash> shown = request.type() == PresenceType.SUBSCRIBE ? token(request) : Optional.empty();
        if (shown.isEmpty()) {
            return;
        }
        Blocklist list = Store.await(parts.lists().of(account));
        if (list.admission() instanceof Admission.Listed now
                && list.blocks(guest.account())
                && !list.names(guest.account())
                && now.invites(shown.get(), parts.clock().instant())) {
            letIn(guest, shown.get(), list);
        }
    }

    private void letIn(Session guest, TokenHash token, Blocklist list) {
        BareJid account = list.owner();
        Outcome<Admission> outcome;
        try {
            outcome = Store.await(parts.store().admit(account, token, guest.account(), parts.most()));
        } catch (StoreException trouble) {
            parts.lists().doubt(account); // it may have been written all the same
            throw trouble;
        }
        if (outcome instanceof Outcome.Done<Admission>(Admission now)) {
            parts.lists().changed(list.withAdmission(now));
            push.send(account, now);
            parts.watch().changed(account, guest, AdmissionChange.INVITED, AdmissionForm.count(now));
        }
    }

    /** More than one is none: whoever guesses has one try for each request. */
    private static Optional<TokenHash> token(Presence request) {
        if (!request.content().has(PREAUTH, "preauth")) {
            return Optional.empty();
        }
        List<Element> found = request.content().elements().stream()
                .filter(child -> child.is(PREAUTH, "preauth"))
                .toList();
        return found.size() == 1
                ? found.getFirst()
                        .attribute("token")
                        .filter(text -> TOKEN.matcher(text).matches())
                        .map(text -> TokenHash.of(InvitationToken.of(text)))
                : Optional.empty();
    }
}
