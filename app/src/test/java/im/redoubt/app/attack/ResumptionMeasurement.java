package im.redoubt.app.attack;

import im.redoubt.app.command.RawClient;
import im.redoubt.app.command.RunningRedoubt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a resumption costs the server beside a whole sign-in: processor time of its process, by the kernel's count. Not a test; run with
 * an empty directory as the argument.
 */
final class ResumptionMeasurement {
    private static final int TIMES = 200;

    /** Rounds for the compiler, whose time is the server's: it needs some 10,000 runs of a method to be done with it. */
    private static final int WARM_UP = 20;

    private static final int ROUNDS = 5;
    private static final int CONTACTS = 50;
    private static final int TICKS = 100;
    private static final String NO_BINDING = "n,,";
    private static final String WHOLE = "alice";

    /** Another account: what the sessions of its own would tell it could pile up, and be sent again each time. */
    private static final String RESUMED = "bob";

    private static final String AGENT = "<user-agent id='d4565fa7-4d72-4749-b3d3-740edbf87770'/>";
    private static final String BY_TOKEN = "HT-SHA-256-ENDP";

    private ResumptionMeasurement() {}

    /** What a client sends at once. */
    private record Flight(String text) {}

    /** What a client does once. */
    private interface Visit {
        void pay(RedoubtProcess process);
    }

    public static void main(String[] arguments) throws IOException {
        try (RedoubtProcess process = RedoubtProcess.start(
                Path.of(arguments[0]).resolve("data"),
                List.of(),
                "limits.connections_per_address=1000",
                "accounts.plain_within_tls=true")) {
            process.with(WHOLE).with(RESUMED);
            try (RawClient client = begin(signIn(process, WHOLE))) {
                for (int contact = 0; contact < CONTACTS; contact++) {
                    client.send("<iq type='set' id='c" + contact
                                    + "'><query xmlns='jabber:iq:roster'><item jid='contact" + contact
                                    + "@localhost' name='Contact " + contact + "'/></query></iq>")
                            .await("id='c" + contact + "'");
                }
                client.send("</stream:stream>").awaitEnd();
            }
            RawClient before = begin(signIn(process, RESUMED));
            String id = before.enable();
            before.close();
            Flight flight = flight(process, Path.of(arguments[0]).resolve("data/tls/server.pem"), id);
            List<Visit> visits = List.of(
                    one -> close(one.connect()),
                    one -> close(signIn(one, WHOLE)),
                    one -> close(begin(signIn(one, WHOLE))),
                    one -> resume(one, id),
                    one -> resume(one, flight));
            // By turns, so that a slow hour slows all alike; the first rounds warm up.
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
        System.out.printf(
                Locale.ROOT,
                "ms of processor time each: handshake %.2f; and SCRAM %.2f; and a session %.2f%n",
                tls,
                signedIn,
                whole);
        for (int kind = 3; kind < 5; kind++) {
            double resumed = median(rounds, kind);
            System.out.printf(
                    Locale.ROOT,
                    "%s: %.2f, %.2f of a session; without the handshake %.2f%n",
                    kind == 3 ? "a resumption behind SCRAM" : "a resumption by token in one flight",
                    resumed,
                    resumed / whole,
                    (resumed - tls) / (whole - tls));
        }
    }

    private static double median(List<double[]> rounds, int kind) {
        double[] sorted =
                rounds.stream().mapToDouble(costs -> costs[kind]).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static RawClient signIn(RedoubtProcess process, String name) {
        RawClient client = process.connect();
        client.send(RawClient.HEADER).await("</stream:features>");
        Scram scram = Scram.begin(client, "SCRAM-SHA-256", NO_BINDING, name).challenged();
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
        RawClient client = signIn(process, RESUMED);
        String answer = client.resume(id, 0).await("/>");
        if (!answer.contains("<resumed ")) {
            throw new AssertionError(answer);
        }
        client.close();
    }

    /** Returns what a client sends at once to go on with its session (XEP-0509, XEP-0484, XEP-0198). */
    private static Flight flight(RedoubtProcess process, Path certificate, String id) throws IOException {
        try (RawClient client = process.connect()) {
            String features = client.send(RawClient.HEADER).await("</stream:features>");
            byte[] name = ("\0" + RESUMED + "\0" + RunningRedoubt.PASSWORD).getBytes(StandardCharsets.UTF_8);
            String success = client.send(authenticate(
                            "PLAIN", name, "<request-token xmlns='urn:xmpp:fast:0' mechanism='" + BY_TOKEN + "'/>"))
                    .await("</success>");
            byte[] proof = byToken(find(success, "token='([^']+)'"), certificate);
            return new Flight(RawClient.HEADER
                    + authenticate(
                            BY_TOKEN,
                            proof,
                            find(features, "(<config-version[^>]*>)")
                                    + "<fast xmlns='urn:xmpp:fast:0'/><resume xmlns='urn:xmpp:sm:3' h='0' previd='" + id
                                    + "'/>"));
        }
    }

    private static String authenticate(String mechanism, byte[] message, String more) {
        return "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='" + mechanism + "'><initial-response>"
                + Base64.getEncoder().encodeToString(message) + "</initial-response>" + AGENT + more
                + "</authenticate>";
    }

    private static String find(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
        if (!matcher.find()) {
            throw new AssertionError(text);
        }
        return matcher.group(1);
    }

    private static byte[] byToken(String token, Path certificate) throws IOException {
        String pem = find(Files.readString(certificate), "-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----");
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            mac.update("Initiator".getBytes(StandardCharsets.US_ASCII));
            mac.update(MessageDigest.getInstance("SHA-256")
                    .digest(Base64.getMimeDecoder().decode(pem)));
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            message.writeBytes((RESUMED + "\0").getBytes(StandardCharsets.US_ASCII));
            message.writeBytes(mac.doFinal());
            return message.toByteArray();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void resume(RedoubtProcess process, Flight flight) {
        RawClient client = process.connect();
        String answer = client.send(flight.text()).await("</success>");
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
