package im.redoubt.bench;

import im.redoubt.client.Client;
import im.redoubt.client.Session;
import im.redoubt.client.chat.Chat;
import im.redoubt.client.credential.CredentialStore;
import im.redoubt.client.text.InsecureTextAccess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;

/**
 * From the wish to connect until the first message is with its recipient, who sits beside the server: by each way to sign in,
 * over loopback and over a network that takes a while.
 */
public final class ConnectRun implements AutoCloseable {
    private static final int SENDER = 1;
    private static final int RECIPIENT = 0;

    /** A way to sign in. */
    private enum Way {
        /** Ours, by SASL2 and Bind 2 with a password. */
        PASSWORD,
        /** Ours, with the token that the visit before brought. */
        TOKEN,
        /** Smack's, by RFC 6120. */
        SMACK
    }

    /** What a visit took. */
    private record Visit(double millis, int turns) {}

    private final Place place;
    private final Session recipient;
    private final CredentialStore tokens;
    private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>(1_000);
    private int count;

    private ConnectRun(Place place) {
        this.place = place;
        this.tokens = OurClient.storeOf(place, SENDER);
        this.recipient = OurClient.ready(OurClient.of(place, RECIPIENT).open());
        recipient
                .get(Chat.FEATURE)
                .received()
                .add(message -> arrived.add(InsecureTextAccess.charactersOf(message.body())));
        visit(place, Way.TOKEN); // the first one brings a token
    }

    /**
     * Runs it and prints a table.
     *
     * @param words domain, port, authority; how many milliseconds each way takes; how many rounds
     */
    public static void main(String... words) throws IOException {
        int oneWay = Integer.parseInt(words[3]);
        int rounds = Integer.parseInt(words[4]);
        Place place = Place.of(words);
        Map<Way, List<Visit>> near = new EnumMap<>(Way.class);
        Map<Way, List<Visit>> far = new EnumMap<>(Way.class);
        try (ConnectRun run = new ConnectRun(place);
                Latency loopback = Latency.to(place.port(), Duration.ZERO);
                Latency network = Latency.to(place.port(), Duration.ofMillis(oneWay))) {
            for (int round = 0; round < rounds + rounds / 2; round++) {
                boolean warm = round >= rounds / 2;
                for (Way way : Way.values()) {
                    run.measured(loopback, way, warm ? near : new EnumMap<>(Way.class));
                    run.measured(network, way, warm ? far : new EnumMap<>(Way.class));
                }
                System.err.printf(Locale.ROOT, "  round %d of %d%n", round + 1, rounds + rounds / 2);
            }
        }
        System.out.printf(
                "| | loopback, ms | %d ms each way, ms | round trips by that | times the client spoke |%n", oneWay);
        System.out.println("|---|--:|--:|--:|--:|");
        for (Way way : Way.values()) {
            double here = median(near.getOrDefault(way, List.of()).stream()
                    .mapToDouble(Visit::millis)
                    .toArray());
            double there = median(far.getOrDefault(way, List.of()).stream()
                    .mapToDouble(Visit::millis)
                    .toArray());
            double turns = median(far.getOrDefault(way, List.of()).stream()
                    .mapToDouble(Visit::turns)
                    .toArray());
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.0f | %.0f | %.1f | %.0f |%n",
                    way.name().toLowerCase(Locale.ROOT),
                    here,
                    there,
                    (there - here - oneWay) / (2 * oneWay),
                    turns);
        }
        System.exit(0); // Smack's threads would stay
    }

    private void measured(Latency latency, Way way, Map<Way, List<Visit>> into) {
        latency.turns();
        long begin = System.nanoTime();
        Runnable end = visit(place.at(latency.port()), way);
        Visit visit = new Visit((System.nanoTime() - begin) / 1e6, latency.turns());
        into.computeIfAbsent(way, fresh -> new ArrayList<>()).add(visit);
        end.run();
    }

    /** Signs in and writes; returns, when that has arrived, what ends the session. */
    private Runnable visit(Place to, Way way) {
        String words = "message " + count++;
        Runnable end = switch (way) {
            case PASSWORD -> ours(OurClient.of(to, SENDER), words);
            case TOKEN -> ours(OurClient.with(to, SENDER, tokens), words);
            case SMACK -> smacks(to, words);
        };
        try {
            Optional<String> there = Optional.ofNullable(arrived.poll(30, TimeUnit.SECONDS));
            if (!there.filter(words::equals).isPresent()) {
                throw new IllegalStateException("another message than the one that was sent, or none");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return end;
    }

    private Runnable ours(Client client, String words) {
        Session session = client.open();
        session.get(Chat.FEATURE).send(OurClient.address(place, RECIPIENT), words);
        return session::close;
    }

    private Runnable smacks(Place to, String words) {
        XMPPTCPConnection connection = SmackClient.open(SmackClient.of(to, SENDER));
        try {
            connection.sendStanza(connection
                    .getStanzaFactory()
                    .buildMessageStanza()
                    .to(OurClient.address(place, RECIPIENT).toString())
                    .ofType(org.jivesoftware.smack.packet.Message.Type.chat)
                    .setBody(words)
                    .build());
        } catch (IOException | SmackException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return connection::disconnect;
    }

    private static double median(double[] figures) {
        Arrays.sort(figures);
        return figures[figures.length / 2];
    }

    @Override
    public void close() {
        recipient.close();
    }
}
