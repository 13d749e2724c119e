package im.redoubt.app.client;

import im.redoubt.client.Client;
import im.redoubt.client.Feature;
import im.redoubt.client.Pace;
import im.redoubt.client.Session;
import im.redoubt.client.SessionState;
import im.redoubt.client.SignInException;
import im.redoubt.client.chat.Chat;
import im.redoubt.client.chat.ChatMessage;
import im.redoubt.client.credential.Password;
import im.redoubt.client.locate.Place;
import im.redoubt.client.presence.Presences;
import im.redoubt.client.tls.TlsProvider;
import im.redoubt.client.trust.Pin;
import im.redoubt.client.trust.Pins;
import im.redoubt.client.trust.Trust;
import im.redoubt.protocol.address.BareJid;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An application that is a process of its own, on whatever Java it is started: it is compiled for Java 17, with the client library
 * and nothing of the tests. Its first line is the password; behind it each line is something to do, and it says what came of it.
 */
final class SmallClient {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MORE_SESSIONS = 5;

    private final char[] password;
    private final Trust authority;
    private final List<X509Certificate> certificates;

    private SmallClient(char[] password, List<X509Certificate> certificates) {
        this.password = password;
        this.certificates = certificates;
        this.authority = Trust.pkix(certificates);
    }

    /** Takes the file of the authority. */
    public static void main(String[] words) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        SmallClient client = new SmallClient(in.readLine().toCharArray(), List.of(certificate(Path.of(words[0]))));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] todo = line.split(" ", -1);
            if (todo[0].equals("talk")) {
                client.talk(Integer.parseInt(todo[1]), Integer.parseInt(todo[2]));
            } else {
                client.attempt(todo[1], Integer.parseInt(todo[2]), todo[3]);
            }
            say("done");
        }
    }

    private static X509Certificate certificate(Path file) throws IOException, CertificateException {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static void say(String what) {
        System.out.println(what);
    }

    /** Both talk to each other, over a cut as well, and threads are counted. */
    private void talk(int starttlsPort, int tlsPort) throws InterruptedException {
        say("provider " + TlsProvider.best());
        BlockingQueue<ChatMessage> heard = new LinkedBlockingQueue<>();
        CountDownLatch resumed = new CountDownLatch(1);
        Feature<Chat> chat = Chat.FEATURE;
        Client alice = of("alice", Place.startTls("127.0.0.1", starttlsPort))
                .pace(Pace.STANDARD.withPauses(Duration.ofMillis(20), Duration.ofMillis(200)))
                .with(chat)
                .build();
        Client bob = of("bob", Place.directTls("127.0.0.1", tlsPort))
                .with(Presences.FEATURE)
                .with(chat)
                .with(host -> host.require(chat).received().add(heard::add))
                .build();
        try (Session one = alice.open();
                Session two = bob.open()) {
            say("signed in by " + one.signedInBy());
            say("signed in by " + two.signedInBy());
            one.states().add(state -> {
                if (state instanceof SessionState.Online online && online.resumed()) {
                    resumed.countDown();
                }
            });
            exchange(one, heard, "before");
            say("cut");
            say("resumed " + resumed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            exchange(one, heard, "after");
            count(Place.directTls("127.0.0.1", tlsPort));
        }
    }

    private static void exchange(Session alice, BlockingQueue<ChatMessage> heard, String text)
            throws InterruptedException {
        alice.get(Chat.FEATURE)
                .send(BareJid.of("bob@localhost"), text)
                .accepted()
                .await(PATIENCE);
        ChatMessage message = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        say("heard " + text + " " + (message != null && message.body().is(text)));
    }

    /** Other devices of the account, which the server does not take for one. */
    private void count(Place place) {
        long before = threads().size();
        List<Session> more = new ArrayList<>();
        for (int i = 0; i < MORE_SESSIONS; i++) {
            more.add(of("alice", place).with(Chat.FEATURE).build().open());
        }
        say("further sessions "
                + more.stream()
                        .filter(session -> session.state() instanceof SessionState.Online)
                        .count());
        say("further threads " + (threads().size() - before));
        say("named threads "
                + threads().stream()
                        .filter(name -> name.equals("redoubt-client"))
                        .count());
        more.forEach(Session::close);
    }

    /** All that the operating system has, but for those on which the platform runs virtual ones. */
    private static List<String> threads() {
        List<String> names = new ArrayList<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!thread.getName().matches("(ForkJoinPool-1-|VirtualThread-un|(Read|Write|Master)-?Poller).*")) {
                names.add(thread.getName());
            }
        }
        return names;
    }

    /** Tries to sign in where that must fail. */
    private void attempt(String domain, int port, String whom) {
        Client.Builder builder = Client.builder("alice@" + domain)
                .password(Password.of(password))
                .place(Place.directTls("127.0.0.1", port))
                .trust(trust(whom));
        try (Session session = builder.build().open()) {
            say("signed in by " + session.signedInBy());
        } catch (SignInException refused) {
            say("refused " + refused.failure().getClass().getSimpleName());
            say("because " + refused.failure().words().replaceAll("\\s+", " "));
        }
    }

    private Trust trust(String whom) {
        return switch (whom) {
            case "platform" -> Trust.pkix();
            case "pins" ->
                Trust.pkix(certificates)
                        .pinned(Pins.builder()
                                .pin(Pin.of("SHA256:" + "11".repeat(32)))
                                .pin(Pin.of("SHA256:" + "22".repeat(32)))
                                .build());
            default -> authority;
        };
    }

    private Client.Builder of(String name, Place place) {
        return Client.builder(name + "@localhost")
                .password(Password.of(password))
                .place(place)
                .trust(authority);
    }
}
