package im.redoubt.server.store;

import im.redoubt.protocol.address.FullJid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A session whose client may come back when the server runs again.
 *
 * @param address its full address
 * @param count its stream, and how many of its client's stanzas were handled
 * @param expiresAt until when the client may come back
 * @param state what else it knows of itself; absent where that is damaged, or of a format that this program does not know
 * @param stanzas what it was still to handle, in its order
 */
public record HibernatedSession(
        FullJid address, StreamCount count, Instant expiresAt, Optional<Blob> state, List<HibernatedStanza> stanzas) {
    /** Copies the stanzas. */
    public HibernatedSession {
        stanzas = List.copyOf(stanzas);
    }

    /** Returns about how many bytes it takes. */
    public long size() {
        return Access.SMALL
                + state.map(Blob::size).orElse(0)
                + stanzas.stream()
                        .mapToLong(stanza -> Access.SMALL + stanza.content().size())
                        .sum();
    }
}
