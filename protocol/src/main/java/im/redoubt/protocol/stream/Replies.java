package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCodec;
import im.redoubt.protocol.stanza.StanzaReading;
import im.redoubt.xml.ParsedElement;
import java.util.Optional;

/** Answers to the requests that a client makes before it has a session. */
final class Replies {
    private Replies() {}

    /** Returns {@code element} if it is the answer to this request, from the server or in the account's own name. */
    static Optional<IqResponse> to(String id, ParsedElement element, ClientContext context) {
        return StanzaCodec.read(element, Stanza.CLIENT_NAMESPACE, Optional.empty()) instanceof StanzaReading.Valid valid
                        && valid.stanza() instanceof IqResponse response
                        && response.identifier().equals(id)
                        && ours(response.from(), context)
                ? Optional.of(response)
                : Optional.empty();
    }

    private static boolean ours(Optional<Jid> from, ClientContext context) {
        return from.map(Jid::bare)
                .map(who -> who.equals(context.account()) || who.equals(context.domain()))
                .orElse(true);
    }
}
