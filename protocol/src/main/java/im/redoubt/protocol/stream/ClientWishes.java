package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.Jid;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a client would have besides being signed in. It gets what the server offers of it; none of it is needed for a session.
 *
 * @param agent what it says of itself; a token is only had by one that says an id
 * @param tag what its resource is to begin with, seen by all contacts (XEP-0386 section 3.2)
 * @param counting whether stanzas are to be counted
 * @param features what else the session is to begin with
 * @param token what is to be done about tokens
 * @param resumption an earlier session that is to go on, if it can
 */
public record ClientWishes(
        UserAgent agent,
        Optional<String> tag,
        CountingWish counting,
        Set<SessionFeature> features,
        TokenWish token,
        Optional<ClientResumption> resumption) {
    /** The longest tag, in characters. */
    public static final int LONGEST_TAG = 100;

    /** Nothing. */
    public static final ClientWishes NONE = new ClientWishes(
            UserAgent.UNKNOWN,
            Optional.empty(),
            CountingWish.NONE,
            EnumSet.noneOf(SessionFeature.class),
            TokenWish.NONE,
            Optional.empty());

    /** Copies the set, and checks that the tag can be part of an address and the id is a random one. */
    public ClientWishes {
        Set<SessionFeature> copy = EnumSet.noneOf(SessionFeature.class);
        copy.addAll(features);
        features = Collections.unmodifiableSet(copy);
        if (tag.isPresent()
                && (tag.get().length() > LONGEST_TAG
                        || !Jid.parse("a@b/" + tag.get()).isPresent())) {
            throw new IllegalArgumentException("a tag of " + LONGEST_TAG + " characters that an address can have");
        }
        if (!agent.id().map(UserAgent::isRandom).orElse(true)) {
            throw new IllegalArgumentException("the id of an installation is a UUID of version 4");
        }
    }

    /** Returns these wishes of a client that says this of itself. */
    public ClientWishes as(UserAgent another) {
        return new ClientWishes(another, tag, counting, features, token, resumption);
    }

    /** Returns these wishes with a tag. */
    public ClientWishes tagged(String another) {
        return new ClientWishes(agent, Optional.of(another), counting, features, token, resumption);
    }

    /** Returns these wishes with this one about counting. */
    public ClientWishes with(CountingWish another) {
        return new ClientWishes(agent, tag, another, features, token, resumption);
    }

    /** Returns these wishes and this feature. */
    public ClientWishes with(SessionFeature feature) {
        Set<SessionFeature> more = EnumSet.of(feature);
        more.addAll(features);
        return new ClientWishes(agent, tag, counting, more, token, resumption);
    }

    /** Returns these wishes with this one about tokens. */
    public ClientWishes with(TokenWish another) {
        return new ClientWishes(agent, tag, counting, features, another, resumption);
    }

    /** Returns these wishes, after an earlier session that is to go on. */
    public ClientWishes after(ClientResumption earlier) {
        return new ClientWishes(agent, tag, counting, features, token, Optional.of(earlier));
    }

    /** Returns these wishes without an earlier session. */
    public ClientWishes anew() {
        return new ClientWishes(agent, tag, counting, features, token, Optional.empty());
    }
}
