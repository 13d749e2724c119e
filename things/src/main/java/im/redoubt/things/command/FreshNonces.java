package im.redoubt.things.command;

import im.redoubt.client.extension.Octets;
import im.redoubt.protocol.address.BareJid;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * What a device gave out so that a command can be known to be of now: each is good for one command of one account, for half a minute of a
 * clock that nobody can set. They are not kept over a restart.
 *
 * <p>Not thread-safe.
 */
final class FreshNonces {
    /** How long one is good. */
    static final Duration GOOD = Duration.ofSeconds(30);

    /** The most of one account; whoever asks for more makes his earlier ones worthless, and nobody else's. */
    static final int MOST_OF_AN_ACCOUNT = 4;

    private final SecureRandom random;
    private final ArrayDeque<Given> given = new ArrayDeque<>();

    private record Given(BareJid account, Octets nonce, long nanos) {}

    FreshNonces(SecureRandom random) {
        this.random = random;
    }

    /**
     * Gives one out.
     *
     * @param account whose command is to bring it back
     * @param nanos the time of the device's own clock
     */
    Octets give(BareJid account, long nanos) {
        forget(nanos);
        byte[] bytes = new byte[Warrant.ID_BYTES];
        random.nextBytes(bytes);
        Octets nonce = Octets.copyOf(bytes);
        if (given.stream().filter(one -> one.account().equals(account)).count() == MOST_OF_AN_ACCOUNT) {
            removeFirst(account);
        }
        given.add(new Given(account, nonce, nanos));
        return nonce;
    }

    /** Returns whether one is good, after which it is no more. */
    boolean use(BareJid account, Octets nonce, long nanos) {
        forget(nanos);
        return given.removeIf(
                one -> one.account().equals(account) && one.nonce().equals(nonce));
    }

    private void forget(long nanos) {
        given.removeIf(one -> nanos - one.nanos() > GOOD.toNanos());
    }

    private void removeFirst(BareJid account) {
        for (Iterator<Given> all = given.iterator(); all.hasNext(); ) {
            if (all.next().account().equals(account)) {
                all.remove();
                return;
            }
        }
    }
}
