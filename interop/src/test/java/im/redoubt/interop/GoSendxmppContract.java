package im.redoubt.interop;

import static im.redoubt.interop.RunningServer.DOMAIN;
import static im.redoubt.interop.RunningServer.HOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jivesoftware.smack.roster.Roster;
import org.jivesoftware.smack.roster.RosterEntry;
import org.jivesoftware.smack.roster.packet.RosterPacket.ItemType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.jxmpp.jid.BareJid;

/** go-sendxmpp, which scripts use to send a message. Go takes its authorities from {@code SSL_CERT_FILE}. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class GoSendxmppContract {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Path directory;
    private final RunningServer server;

    GoSendxmppContract(Path directory, RunningServer server) {
        this.directory = directory;
        this.server = server;
    }

    @BeforeAll
    void addAccounts() {
        for (String name : new String[] {"anna", "berta", "clara", "dora", "emma", "frida"}) {
            server.addUser(name, name + "-pass");
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void chatsBothWays() throws Exception {
        try (Listener berta = listen("berta", "chat");
                Listener anna = listen("anna", "chat")) {
            // What is sent before somebody listens is kept for her, so there is no moment to wait for.
            send("anna", false, "Grüße <&> 😀").orThrow();
            berta.awaits("anna@" + DOMAIN + ": Grüße <&> 😀");
            send("berta", false, "back").orThrow();
            anna.awaits("berta@" + DOMAIN + ": back");
        }
    }

    @Test
    void receivesOfflineMessagesInOrder() throws Exception {
        for (String text : new String[] {"first", "second", "third"}) {
            Command.of(directory, words("emma", false, "frida@" + DOMAIN))
                    .environment(trust())
                    .input(text + "\n")
                    .run()
                    .orThrow();
        }
        try (Listener frida = listen("frida", "offline")) {
            frida.awaits("third");
            assertThat(frida.heard().lines().filter(line -> line.contains("emma@" + DOMAIN + ": ")))
                    .extracting(line -> line.substring(line.lastIndexOf(' ') + 1))
                    .containsExactly("first", "second", "third");
        }
    }

    /** It has no commands for rosters, but it sends what it is given; another client sees what came of it. */
    @Test
    void managesRosterAndSubscriptionsWithItsRawStanzas() throws Exception {
        String item = "<iq type='set' id='go'><query xmlns='jabber:iq:roster'><item jid='dora@%s' %s</query></iq>";
        raw("clara", item.formatted(DOMAIN, "name='Dora'><group>Friends</group></item>"));
        raw("clara", "<presence to='dora@%s' type='subscribe'/>".formatted(DOMAIN));
        raw("dora", "<presence to='clara@%s' type='subscribed'/>".formatted(DOMAIN));
        try (SmackPeer clara = SmackPeer.signIn(server, "clara", "clara-pass")) {
            Roster roster = clara.roster();
            BareJid dora = SmackPeer.address("dora");
            await().atMost(SOON).until(() -> {
                RosterEntry entry = roster.getEntry(dora);
                return entry != null && entry.getType() == ItemType.to;
            });
            assertThat(roster.getEntry(dora).getName()).isEqualTo("Dora");
            assertThat(roster.getEntry(dora).getGroups())
                    .singleElement()
                    .matches(group -> "Friends".equals(group.getName()));
            raw("clara", item.formatted(DOMAIN, "subscription='remove'/>"));
            await().atMost(SOON).until(() -> !roster.contains(dora));
        }
    }

    @Test
    void sendsByDirectTls() {
        send("berta", true, "by direct TLS").orThrow();
    }

    @Test
    void isRefusedWithAWrongPassword() {
        Path settings = settings(directory.resolve("wrong"), "anna", "wrong", false);
        Command.Outcome outcome = Command.of(
                        directory, List.of("go-sendxmpp", "--file", settings.toString(), "berta@" + DOMAIN))
                .environment(trust())
                .input("never sent\n")
                .run();

        assertThat(outcome.exit()).isNotZero();
        assertThat(outcome.output()).containsAnyOf("not-authorized", "auth failure");
    }

    @Test
    void doesNotSignInUnderAnAuthorityItDoesNotTrust() {
        Path foreign = TestCa.in(directory.resolve("foreign")).certificate();
        Command.Outcome outcome = Command.of(directory, words("anna", false, "berta@" + DOMAIN))
                .environment(Map.of("SSL_CERT_FILE", foreign.toString()))
                .input("never sent\n")
                .run();

        assertThat(outcome.exit()).isNotZero();
        assertThat(outcome.output()).contains("unknown authority");
    }

    private void raw(String from, String stanza) {
        List<String> words = new ArrayList<>(words(from, false, "--raw"));
        Command.of(directory, words)
                .environment(trust())
                .input(stanza + "\n")
                .run()
                .orThrow();
    }

    private Map<String, String> trust() {
        return Map.of("SSL_CERT_FILE", server.ca().toString());
    }

    /** Somebody who listens until it is closed. */
    private record Listener(Process process, Path file) implements AutoCloseable {
        String heard() throws IOException {
            return Files.readString(file);
        }

        void awaits(String text) {
            await().atMost(SOON).untilAsserted(() -> assertThat(heard()).contains(text));
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }

    private Listener listen(String name, String occasion) throws IOException {
        Path heard = directory.resolve(name + "-" + occasion + ".txt");
        ProcessBuilder listen = new ProcessBuilder(words(name, false, "-dl"));
        listen.environment().putAll(trust());
        listen.redirectErrorStream(true).redirectOutput(heard.toFile());
        return new Listener(listen.start(), heard);
    }

    private Command.Outcome send(String from, boolean directTls, String text) {
        String to = from.equals("anna") ? "berta" : "anna";
        return Command.of(directory, words(from, directTls, to + "@" + DOMAIN))
                .environment(trust())
                .input(text + "\n")
                .run();
    }

    private List<String> words(String name, boolean directTls, String argument) {
        List<String> words = new ArrayList<>();
        words.addAll(List.of("go-sendxmpp", "--file", settings(name, directTls).toString()));
        if (directTls) {
            words.add("--tls");
        }
        words.add(argument);
        return words;
    }

    /** The password stands in a file, where others on the machine cannot read it; go-sendxmpp insists on that. */
    private Path settings(String name, boolean directTls) {
        Path file = directory.resolve(name + "-" + directTls);
        // Not written twice: somebody who listens may just be reading it.
        return Files.exists(file) ? file : settings(file, name, name + "-pass", directTls);
    }

    private Path settings(Path file, String name, String password, boolean directTls) {
        int port = directTls ? server.tlsPort() : server.starttlsPort();
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, """
                    username: %s@%s
                    jserver: %s:%d
                    password: %s
                    """.formatted(name, DOMAIN, HOST, port, password));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
