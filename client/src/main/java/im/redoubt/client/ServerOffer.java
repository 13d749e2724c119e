package im.redoubt.client;

import im.redoubt.protocol.stream.ServerFeatures;
import java.time.Duration;
import java.util.Optional;

/** What the server offers to sessions and takes of them, as it last said; over a resumed stream it says so late, or not at all. */
final class ServerOffer {
    /** What is left of a server's limit for addresses and identifiers: twice 3,071 bytes and some. */
    private static final int HEADER_BYTES = 8_000;

    private Optional<ServerFeatures> features = Optional.empty();
    private boolean late;

    /** A connection begins, perhaps without a word about features. */
    void begin(Optional<ServerFeatures> said) {
        late = !said.isPresent();
        said.ifPresent(this::take);
    }

    /** Takes features that were still to come; returns whether they were. */
    boolean takeLate(ServerFeatures said) {
        if (!late) {
            return false;
        }
        late = false;
        take(said);
        return true;
    }

    private void take(ServerFeatures said) {
        features = Optional.of(said);
    }

    boolean has(String namespace, String local) {
        return features.filter(said -> said.has(namespace, local)).isPresent();
    }

    /** Returns how large the content of a stanza may be, in bytes (XEP-0478). */
    int mostBytes() {
        return features.flatMap(said -> said.limits().maxBytes())
                .map(bytes -> bytes - HEADER_BYTES)
                .orElse(Integer.MAX_VALUE);
    }

    /** Returns after which silence the server leaves, if it says so. */
    Optional<Duration> idle() {
        return features.flatMap(said -> said.limits().idle());
    }
}
