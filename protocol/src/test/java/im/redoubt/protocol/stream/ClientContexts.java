package im.redoubt.protocol.stream;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.sasl.TokenMechanism;
import java.util.Optional;
import java.util.UUID;

/** Clients with various means and wishes. */
final class ClientContexts {
    static final UserAgent AGENT = new UserAgent(
            Optional.of(UUID.fromString("d4565fa7-4d72-4749-b3d3-740edbf87770")),
            Optional.of("Redoubt"),
            Optional.of("bench"));

    private ClientContexts() {}

    /** A client that would have everything. */
    static ClientContext wishing() {
        return Pair.context()
                .with(ClientWishes.NONE
                        .as(AGENT)
                        .tagged("tag")
                        .with(CountingWish.RESUMABLE)
                        .with(SessionFeature.CARBONS)
                        .with(SessionFeature.INACTIVE)
                        .with(TokenWish.REQUEST));
    }

    /** A client that would go on with an earlier session, and otherwise have its stanzas counted. */
    static ClientContext returning() {
        return wishing().with(wishing().wishes().after(new ClientResumption("earlier", 5, Pair.SESSION)));
    }

    static ClientToken token(TokenMechanism mechanism, String token) {
        return new ClientToken(mechanism, Secret.utf8(token.toCharArray()), 4);
    }

    /** A client with the token that the server knows, and a password. */
    static ClientContext withToken() {
        return wishing().with(ClientMeans.PASSWORD.with(token(TokenMechanism.HT_SHA_256_EXPR, "token-of-alice")));
    }

    /** A client with a token that the server does not know. */
    static ClientContext withWrongToken(ClientMeans besides) {
        return wishing().with(besides.with(token(TokenMechanism.HT_SHA_256_EXPR, "another")));
    }

    /** A client that may send its password. */
    static ClientContext plain() {
        return wishing().with(ClientMeans.PASSWORD.with(PlainPermission.theServerMayReadThePassword()));
    }

    /** A client whose account is to be made with an invitation. */
    static ClientContext invited() {
        return wishing().with(ClientMeans.PASSWORD.invitedBy(Secret.utf8("welcome".toCharArray())));
    }

    static ClientContext certified() {
        return wishing().with(ClientMeans.NONE.with(ClientMeans.Kind.CERTIFICATE));
    }
}
