package im.redoubt.client.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The servers that are asked, one after the other and then once more, until one of them has an answer or time is up. */
final class Servers {
    private static final int MAX_SERVERS = 3;
    private static final int ROUNDS = 2;

    private final Supplier<List<InetSocketAddress>> servers;
    private final SecureRandom random;

    Servers(Supplier<List<InetSocketAddress>> servers, SecureRandom random) {
        this.servers = servers;
        this.random = random;
    }

    /**
     * Asks until there is an answer.
     *
     * @param end the moment of {@link System#nanoTime()} at which there will be none
     */
    Said ask(DomainName name, int type, long end) {
        List<InetSocketAddress> known = servers.get();
        int count = Math.min(known.size(), MAX_SERVERS);
        long now = System.nanoTime();
        String failure = count == 0 ? "no server of DNS is known" : "";
        for (int i = 0; i < ROUNDS * count; i++) {
            long share = Math.max(0, end - now) / (ROUNDS * count - i);
            Query query = new Query(random.nextInt(1 << Character.SIZE), name, type);
            try {
                Reply reply = new Exchange(query, now + share).with(known.get(i % count));
                if (reply.code() == Reply.NO_ERROR || reply.code() == Reply.NO_NAME) {
                    return new Said(query, Optional.of(reply), "");
                }
                failure = "the server of DNS answered with error " + reply.code();
            } catch (IOException e) {
                failure = String.valueOf(e.getMessage());
            }
            now = System.nanoTime();
        }
        return new Said(new Query(0, name, type), Optional.empty(), failure);
    }

    /**
     * What came of it.
     *
     * @param query what was asked
     * @param reply what was answered
     * @param failure in words why there is no answer, empty if there is one
     */
    record Said(Query query, Optional<Reply> reply, String failure) {}
}
