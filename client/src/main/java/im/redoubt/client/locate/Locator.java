package im.redoubt.client.locate;

import im.redoubt.client.dns.Resolver;
import im.redoubt.protocol.address.BareJid;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.SocketFactory;

/** Finds where the server of a domain is. Immutable, and thread-safe if what it was made of is. */
public final class Locator {
    private final Dialling dialling;
    private final SecureRandom random;

    private Locator(Dialling dialling, SecureRandom random) {
        this.dialling = dialling;
        this.random = random;
    }

    /**
     * Returns a locator.
     *
     * @param resolver is asked about domains and hosts
     * @param executor runs lookups and attempts to connect, at most four at once for each search; one that runs tasks at once in the
     *     calling thread makes everything happen one after the other
     * @param sockets makes the sockets, not connected: the platform's, those of one network of a phone, or of a proxy
     * @param random draws lots among servers of one priority
     */
    public static Locator of(Resolver resolver, Executor executor, SocketFactory sockets, SecureRandom random) {
        return new Locator(new Dialling(resolver, executor, sockets, Pace.USUAL), random);
    }

    /** Returns the same with another pace. */
    Locator at(Pace pace) {
        return new Locator(new Dialling(dialling.resolver(), dialling.executor(), dialling.sockets(), pace), random);
    }

    /**
     * Returns the connections that may lead to the server of a domain. The search begins at once and is ended by closing it.
     *
     * @param account of whose domain the server is looked for
     * @param place where to look
     */
    public Candidates candidates(BareJid account, Place place) {
        Optional<Target> only = place.target();
        String host = place.host(account.asciiDomain());
        if (only.isPresent()) {
            return Candidates.of(only.get(), dialling);
        } else if (isAddress(host)) {
            return Candidates.of(Plan.home(withoutBrackets(host)), dialling);
        }
        return Candidates.discovered(host, new ServiceOrder(random), dialling);
    }

    /** An address has no records of services (RFC 6120 section 3.2). */
    private static boolean isAddress(String host) {
        String last = host.substring(host.lastIndexOf('.') + 1);
        return host.indexOf(':') >= 0 || last.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
