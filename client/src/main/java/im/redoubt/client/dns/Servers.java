package im.redoubt.client.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** The servers that are asked, one after the other and then once more, until one of them has an answer or time is up. */
final class Servers {
    private static final int MAX_SERVERS = 3;
    private static final int ROUNDS = 2;

    private final Supplier<List<InetSocketAddress>> servers;
    private final Duration timeout;
    private final SecureRandom random;

    Servers(Supplier<List<InetSocketAddress>> servers, Duration timeout, SecureRandom random) {
        this.servers = servers;
        this.timeout = timeout;
        this.random = random;
    }

    /** Returns the records of this type that the name has. */
    Said ask(DomainName name, int type) {
        List<InetSocketAddress> known = servers.get();
        int count = Math.min(known.size(), MAX_SERVERS);
        long now = System.nanoTime();
        long end = now + timeout.toNanos();
        String failure = count == 0 ? "no server of DNS is known" : "";
        for (int i = 0; i < ROUNDS * count; i++) {
            long share = Math.max(0, end - now) / (ROUNDS * count - i);
            Query query = new Query(random.nextInt(1 << Character.SIZE), name, type);
            try {
                Reply reply = new Exchange(query, now + share).with(known.get(i % count));
                if (reply.code() == Reply.NO_ERROR || reply.code() == Reply.NO_NAME) {
                    return new Said(reply.records(query), "");
                }
                failure = "the server of DNS answered with error " + reply.code();
            } catch (IOException e) {
                failure = String.valueOf(e.getMessage());
            }
            now = System.nanoTime();
        }
        return new Said(List.of(), failure);
    }

    /**
     * What came of it.
     *
     * @param records none if there are none
     * @param failure in words why there is no answer, empty if there is one
     */
    record Said(List<ResourceRecord> records, String failure) {}
}
