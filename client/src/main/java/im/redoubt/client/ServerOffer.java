package im.redoubt.client;

import im.redoubt.protocol.stream.ClientContext;
import im.redoubt.protocol.stream.ServerFeatures;
import im.redoubt.protocol.stream.SessionFeature;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What the server offers to sessions and takes of them, as it last said; over a resumed stream it says so late, or not at all. */
final class ServerOffer {
    /** What is left of a server's limit for addresses and identifiers: twice 3,071 bytes and some. */
    private static final int HEADER_BYTES = 8_000;

    private final Set<SessionFeature> wishes = EnumSet.noneOf(SessionFeature.class);
    private Set<SessionFeature> begunWith = Collections.emptySet();
    private Optional<ServerFeatures> features = Optional.empty();
    private boolean late;

    /** New sessions are to begin with this, where the server lets it be asked for with the sign-in (XEP-0386). */
    void wish(SessionFeature feature) {
        wishes.add(feature);
    }

    /** Returns a context that asks for it. */
    ClientContext wishing(ClientContext context) {
        ClientContext all = context;
        for (SessionFeature wish : wishes) {
            all = all.with(all.wishes().with(wish));
        }
        return all;
    }

    /** A new session has begun with these. */
    void begunWith(Set<SessionFeature> known) {
        begunWith = known;
    }

    boolean begunWith(SessionFeature feature) {
        return begunWith.contains(feature);
    }

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
