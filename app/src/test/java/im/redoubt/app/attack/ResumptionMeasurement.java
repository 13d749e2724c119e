package im.redoubt.app.attack;

import im.redoubt.app.command.RawClient;
import im.redoubt.app.command.RunningRedoubt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a resumption costs the server beside a whole sign-in: processor time of its process, by the kernel's count. Not a test; run with
 * an empty directory as the argument.
 */
final class ResumptionMeasurement {
    private static final int TIMES = 80;
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 5;
    private static final int CONTACTS = 50;
    private static final int TICKS = 100;
    private static final String NO_BINDING = "n,,";

    private ResumptionMeasurement() {}

    /** What a client does once. */
    private interface Visit {
        void pay(RedoubtProcess process);
    }

    public static void main(String[] arguments) throws IOException {
        try (RedoubtProcess process = RedoubtProcess.start(
                Path.of(arguments[0]).resolve("data"), List.of(), "limits.connections_per_address=1000")) {
            process.with("alice");
            try (RawClient client = begin(signIn(process))) {
                for (int contact = 0; contact < CONTACTS; contact++) {
                    client.send("<iq type='set' id='c" + contact
                                    + "'><query xmlns='jabber:iq:roster'><item jid='contact" + contact
                                    + "@localhost' name='Contact " + contact + "'/></query></iq>")
                            .await("id='c" + contact + "'");
                }
                client.send("</stream:stream>").awaitEnd();
            }
            RawClient before = begin(signIn(process));
            String id = before.enable();
            before.close();
            List<Visit> visits = List.of(
                    one -> close(one.connect()),
                    one -> close(signIn(one)),
                    one -> close(begin(signIn(one))),
                    one -> resume(one, id));
            // By turns, so that a slow hour slows all alike; the first rounds are for the compiler.
            List<double[]> rounds = new ArrayList<>();
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                double[] costs = new double[visits.size()];
                for (int kind = 0; kind < costs.length; kind++) {
                    costs[kind] = cost(process, visits.get(kind));
                }
                if (round >= 0) {
                    rounds.add(costs);
                }
            }
            report(rounds);
        }
    }

    private static void report(List<double[]> rounds) {
        double tls = median(rounds, 0);
        double signedIn = median(rounds, 1);
        double whole = median(rounds, 2);
        double resumed = median(rounds, 3);
        System.out.printf(
                Locale.ROOT,
                "ms of processor time each: handshake %.2f; and SCRAM %.2f; and a session %.2f; or a resumption %.2f%n"
                        + "a resumption is %.2f of a session; without the handshake %.2f; without SCRAM as well %.2f%n",
                tls,
                signedIn,
                whole,
                resumed,
                resumed / whole,
                (resumed - tls) / (whole - tls),
                (resumed - signedIn) / (whole - signedIn));
    }

    private static double median(List<double[]> rounds, int kind) {
        double[] sorted =
                rounds.stream().mapToDouble(costs -> costs[kind]).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static RawClient signIn(RedoubtProcess process) {
        RawClient client = process.connect();
        client.send(RawClient.HEADER).await("</stream:features>");
        Scram scram = Scram.begin(client, "SCRAM-SHA-256", NO_BINDING, "alice").challenged();
        client.send(Scram.response(scram.proof(RunningRedoubt.PASSWORD, new byte[0])))
                .await("<success");
        client.send(RawClient.HEADER).await("</stream:features>");
        return client;
    }

    /** What clients ask for at the beginning of a session. */
    private static RawClient begin(RawClient client) {
        client.send("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>")
                .await("id='b'");
        client.send("<iq type='get' id='r'><query xmlns='jabber:iq:roster'/></iq>")
                .await("id='r'");
        client.send("<iq type='get' id='d' to='localhost'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>")
                .await("id='d'");
        client.send("<iq type='set' id='e'><enable xmlns='urn:xmpp:carbons:2'/></iq>")
                .await("id='e'");
        return client.available();
    }

    private static void resume(RedoubtProcess process, String id) {
        RawClient client = signIn(process);
        String answer = client.resume(id, 0).await("/>");
        if (!answer.contains("<resumed ")) {
            throw new AssertionError(answer);
        }
        client.close();
    }

    private static void close(RawClient client) {
        client.send("</stream:stream>");
        client.close();
    }

    /** Returns milliseconds of the server's processor time for each. */
    private static double cost(RedoubtProcess process, Visit visit) throws IOException {
        long before = ticks(process.pid());
        for (int time = 0; time < TIMES; time++) {
            visit.pay(process);
        }
        return (ticks(process.pid()) - before) * 1_000.0 / TICKS / TIMES;
    }

    /** The process's own time, in user and kernel mode. */
    private static long ticks(long pid) throws IOException {
        String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }
}
