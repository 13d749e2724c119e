package im.redoubt.server.session;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.address.Jid;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * Makes resources. Guarantee: nobody can guess one, and nobody can take another session's, since what a client wishes for is
 * a prefix at most (RFC 6120 section 7.7.2.2 leaves the choice to the server).
 */
public final class Resources {
    private static final int RANDOM_BYTES = 12;
    private static final int LONGEST_WISH = 64;
    private final SecureRandom random;

    /** Draws from {@code random}: 96 bits a resource. */
    public Resources(SecureRandom random) {
        this.random = random;
    }

    /** Returns a fresh address of {@code account} that begins with the wish, as far as that is short enough. */
    public FullJid next(BareJid account, Optional<String> wish) {
        return next(account, wish, '.');
    }

    /** Returns a fresh address that begins with the tag, as far as that is short enough (XEP-0386 section 3.2.1). */
    public FullJid tagged(BareJid account, Optional<String> tag) {
        return next(account, tag, '/');
    }

    private FullJid next(BareJid account, Optional<String> wish, char before) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        String unguessable = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return wish.filter(text -> text.length() <= LONGEST_WISH)
                .flatMap(text -> Jid.parse(account + "/" + text + before + unguessable))
                .filter(FullJid.class::isInstance)
                .map(FullJid.class::cast)
                .orElseGet(() -> account.withResource(unguessable));
    }
}
