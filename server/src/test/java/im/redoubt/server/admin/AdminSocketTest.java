package im.redoubt.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.server.filter.FilterCount;
import im.redoubt.server.session.Revocations;
import im.redoubt.server.settings.Settings;
import im.redoubt.server.store.AccountQuotas;
import im.redoubt.server.store.Blob;
import im.redoubt.server.store.DataLock;
import im.redoubt.server.store.MessageHeader;
import im.redoubt.server.store.MessageId;
import im.redoubt.server.store.MessageKind;
import im.redoubt.server.store.Outcome;
import im.redoubt.server.store.Quarantine;
import im.redoubt.server.store.QuarantinedMessage;
import im.redoubt.server.store.Store;
import im.redoubt.server.store.StoreSettings;
import im.redoubt.server.store.StoreUrl;
import im.redoubt.server.store.WorkLimits;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminSocketTest {
    private static final BareJid DOMAIN = BareJid.of("localhost");
    private static final String VERSION = Character.toString(AdminWire.VERSION);
    private static final BareJid ALICE = BareJid.of("alice@localhost");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void doesEverythingThatTheInterfaceHas() throws Exception {
        try (Service service = new Service(directory.resolve("data"));
                RemoteAdministration remote =
                        RemoteAdministration.connect(service.data).orElseThrow()) {
            remote.addAccount(draft("alice", OldClients.ALLOW));
            remote.addAccount(draft("bob", OldClients.AS_CONFIGURED));
            assertThat(remote.listAccounts(Optional.empty(), 10))
                    .extracting(entry -> entry.address().toString())
                    .containsExactly("alice@localhost", "bob@localhost");
            assertThat(remote.listAccounts(Optional.of(ALICE), 10)).hasSize(1);
            remote.changePassword(ALICE, secret("another one"), OldClients.AS_CONFIGURED);
            assertThat(service.sha1(ALICE)).isTrue();
            remote.changePassword(ALICE, secret("another one"), OldClients.FORBID);
            assertThat(service.sha1(ALICE)).isFalse();
            assertThat(remote.listSessions(Optional.empty())).isEqualTo(service.list(Optional.empty()));
            assertThat(remote.endSessions(ALICE.withResource("phone"))).isEqualTo(1);
            assertThat(remote.invite(Optional.of("carol")).link())
                    .matches("xmpp:carol@localhost\\?register;preauth=[A-Za-z0-9_-]{20,}");
            remote.removeAccount(ALICE);
            assertThat(service.ended)
                    .containsExactly(
                            "alice@localhost PASSWORD_CHANGED",
                            "alice@localhost PASSWORD_CHANGED",
                            "alice@localhost/phone OPERATOR",
                            "alice@localhost ACCOUNT_REMOVED",
                            "alice@localhost ACCOUNT_REMOVED");
            assertThat(service.log).hasSize(7).doesNotContain("secret");
        }
    }

    /** RFC 5122 section 2.2: signs that a name may have and a URI may not are percent-encoded. */
    @Test
    void invitesUnderNamesThatAUriWouldCutShort() throws Exception {
        try (Service service = new Service(directory.resolve("data"));
                RemoteAdministration remote =
                        RemoteAdministration.connect(service.data).orElseThrow()) {
            assertThat(remote.invite(Optional.of("a?b#c%d")).link())
                    .startsWith("xmpp:a%3Fb%23c%25d@localhost?register;preauth=");
            assertThat(remote.invite(Optional.of("j\u00f6rg[1]")).link())
                    .startsWith("xmpp:j%C3%B6rg%5B1%5D@localhost?register;preauth=");
            assertThat(remote.invite(Optional.of("a.b-c_d~e+f=g;h!0")).link())
                    .startsWith("xmpp:a.b-c_d~e+f=g;h!0@localhost?register;preauth=");
            assertThat(remote.invite(Optional.empty()).link()).startsWith("xmpp:localhost?register;preauth=");
            assertThatThrownBy(() -> remote.invite(Optional.of("a@b")))
                    .isInstanceOfSatisfying(
                            AdministrationException.class,
                            refused -> assertThat(refused.problem()).isEqualTo(AdministrationProblem.BAD_ADDRESS));
        }
    }

    @Test
    void tellsProblemsAsTheStoreDoes() throws Exception {
        try (Service service = new Service(directory.resolve("data"));
                RemoteAdministration remote =
                        RemoteAdministration.connect(service.data).orElseThrow()) {
            assertThatThrownBy(() -> remote.removeAccount(ALICE))
                    .isInstanceOf(AdministrationException.class)
                    .hasMessage("There is no account alice@localhost; user list shows all.");
            remote.addAccount(draft("alice", OldClients.FORBID));
            assertThatThrownBy(() -> remote.addAccount(draft("alice", OldClients.FORBID)))
                    .hasMessageContaining("There is an account alice@localhost already");
            assertThatThrownBy(() -> remote.removeAccount(BareJid.of("alice@other.example")))
                    .hasMessageContaining("is no account of localhost");
            assertThat(remote.importAccounts(List.of(
                            draft("alice", OldClients.FORBID),
                            foreign("dave@other.example"),
                            draft("dave", OldClients.FORBID),
                            foreign("localhost"))))
                    .containsExactly(
                            Optional.of(AdministrationProblem.ACCOUNT_EXISTS),
                            Optional.of(AdministrationProblem.BAD_ADDRESS),
                            Optional.empty(),
                            Optional.of(AdministrationProblem.BAD_ADDRESS));
            assertThat(remote.listAccounts(Optional.empty(), 10)).hasSize(2);
        }
    }

    @Test
    @Tag("SRV-03")
    void isReachableByItsOwnerOnly() throws Exception {
        try (Service service = new Service(directory.resolve("data"))) {
            assertThat(mode(service.data)).isEqualTo("rwx------");
            assertThat(mode(service.data.resolve("admin.sock"))).isEqualTo("rw-------");
        }
        assertThat(directory.resolve("data/admin.sock")).doesNotExist();
    }

    @Test
    void findsAWayWherePathsAreTooLong() throws Exception {
        Path deep = Files.createDirectories(directory.resolve("x".repeat(120)));
        try (Service service = new Service(deep.resolve("data"));
                RemoteAdministration remote =
                        RemoteAdministration.connect(service.data).orElseThrow()) {
            assertThat(remote.listAccounts(Optional.empty(), 10)).isEmpty();
            Path noted = Path.of(Files.readString(service.data.resolve("admin.sock.path")));
            assertThat(mode(service.data.resolve("admin.sock.path"))).isEqualTo("rw-------");
            assertThat(mode(noted.resolveSibling(""))).isEqualTo("rwx------");
            assertThat(mode(noted)).isEqualTo("rw-------");
        }
        assertThat(deep.resolve("data/admin.sock.path")).doesNotExist();
    }

    @Test
    void takesOverTheSocketOfAServiceThatWasKilled() throws Exception {
        Path data = directory.resolve("data");
        try (Service _ = new Service(data)) {
            // Closed below; what matters is that the next one starts over whatever is left.
        }
        Files.createFile(data.resolve("admin.sock"));
        assertThat(RemoteAdministration.connect(data)).isEmpty();
        try (Service _ = new Service(data);
                RemoteAdministration remote = RemoteAdministration.connect(data).orElseThrow()) {
            assertThat(remote.listAccounts(Optional.empty(), 10)).isEmpty();
        }
    }

    @Test
    @Tag("B-165")
    void endsConnectionsThatSendNonsenseAndKeepsServing() throws Exception {
        byte[][] nonsense = {
            {0x7f, -1, -1, -1, 1},
            {-1, -1, -1, -1},
            {0, 0, 0, 0},
            {0, 32, 0, 1},
            {0, 0, 0, 2, AdminWire.VERSION, 9},
            frame(VERSION + "\u0000\u0004NOPE"),
            frame(VERSION + "\u0000\u0006REMOVE"),
            frame(VERSION + "\u0000\u0006REMOVE\u0000\u0003a@@"),
            frame(VERSION + "\u0000\u0006IMPORT\u00ff\u00ff"),
        };
        try (Service service = new Service(directory.resolve("data"))) {
            for (byte[] bytes : nonsense) {
                try (SocketChannel channel =
                        SocketChannel.open(UnixDomainSocketAddress.of(service.data.resolve("admin.sock")))) {
                    channel.write(ByteBuffer.wrap(bytes));
                    if (bytes.length > 4 && bytes[0] == 0 && bytes[1] == 0) {
                        channel.shutdownOutput();
                    }
                    assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
                }
            }
            try (RemoteAdministration remote =
                    RemoteAdministration.connect(service.data).orElseThrow()) {
                assertThat(remote.listAccounts(Optional.empty(), 10)).isEmpty();
            }
        }
    }

    @Test
    void tellsAnotherVersionToRestart() throws Exception {
        try (Service service = new Service(directory.resolve("data"));
                SocketChannel channel =
                        SocketChannel.open(UnixDomainSocketAddress.of(service.data.resolve("admin.sock")))) {
            channel.write(ByteBuffer.wrap(frame(Character.toString(AdminWire.VERSION + 1))));
            DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
            byte[] body = AdminWire.receive(in).orElseThrow();
            assertThat(new String(body, StandardCharsets.UTF_8)).contains("restart the service");
        }
    }

    @Test
    void servesManyClientsAtOnceAndRefusesTooMany() throws Exception {
        try (Service service = new Service(directory.resolve("data"))) {
            List<RemoteAdministration> clients = IntStream.range(0, AdminSocket.MOST_CLIENTS)
                    .mapToObj(_ -> RemoteAdministration.connect(service.data).orElseThrow())
                    .toList();
            clients.forEach(client ->
                    assertThat(client.listAccounts(Optional.empty(), 10)).isEmpty());
            try (RemoteAdministration late =
                    RemoteAdministration.connect(service.data).orElseThrow()) {
                assertThatThrownBy(() -> late.listAccounts(Optional.empty(), 10))
                        .isInstanceOf(AdministrationException.class);
            }
            clients.forEach(RemoteAdministration::close);
        }
    }

    private static byte[] frame(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(4 + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    /** One rule that has caught much, and what is kept aside goes nowhere. */
    private record Filters(Quarantine quarantine) implements LiveFilters {
        @Override
        public List<FilterCount> counts() {
            return List.of(new FilterCount("no adverts", "quarantine", 5_000_000_000L));
        }

        @Override
        public Optional<QuarantinedMessage> release(MessageId id) {
            Optional<QuarantinedMessage> kept = Store.await(quarantine.find(id));
            Store.await(quarantine.drop(id));
            return kept;
        }
    }

    @Test
    @Tag("SRV-08")
    void decidesAboutWhatIsKeptAside() throws Exception {
        try (Service service = new Service(directory.resolve("data"));
                RemoteAdministration remote =
                        RemoteAdministration.connect(service.data).orElseThrow()) {
            FilterAdministration filters = remote.filters();
            assertThat(filters.counts()).containsExactly(new FilterCount("no adverts", "quarantine", 5_000_000_000L));
            assertThat(filters.list(MessageId.START)).isEmpty();
            MessageId small = service.aside("<body>pills</body>");
            MessageId large = service.aside("<body>" + "\u00E9".repeat(400_000) + "</body>");
            assertThat(filters.list(MessageId.START))
                    .extracting(QuarantineEntry::id)
                    .containsExactly(small, large);
            assertThat(filters.list(small)).extracting(QuarantineEntry::id).containsExactly(large);
            QuarantineEntry entry = filters.list(MessageId.START).getFirst();
            assertThat(entry.rule()).isEqualTo("no adverts");
            assertThat(entry.sender()).isEqualTo(ALICE.withResource("phone"));
            assertThat(entry.recipient()).isEqualTo(BareJid.of("bob@localhost"));
            assertThat(entry.bytes()).isEqualTo("<body>pills</body>".length());
            assertThat(filters.show(small).stanza())
                    .isEqualTo("<message xmlns='jabber:client' to='bob@localhost' from='alice@localhost/phone'"
                            + " type='chat' id='1'><body>pills</body></message>");
            assertThat(filters.show(large).stanza()).hasSize(FilterAdministration.MOST_SHOWN_CHARACTERS);
            assertThat(filters.release(small)).isEqualTo(entry);
            assertThat(filters.drop(large).id()).isEqualTo(large);
            assertThat(filters.list(MessageId.START)).isEmpty();
            assertThat(service.log)
                    .containsExactly(
                            "MESSAGE_SHOWN bob@localhost 1",
                            "MESSAGE_SHOWN bob@localhost 1",
                            "MESSAGE_RELEASED bob@localhost 1",
                            "MESSAGE_DROPPED bob@localhost 1");
            for (ThrowingCallable call : List.<ThrowingCallable>of(
                    () -> filters.show(small), () -> filters.release(small), () -> filters.drop(small))) {
                assertThatThrownBy(call)
                        .hasMessage("No message " + small + " is kept aside; filter quarantine list shows all.");
            }
        }
    }

    private static AccountDraft draft(String name, OldClients oldClients) {
        return new AccountDraft(BareJid.of(name, "localhost"), secret("secret of " + name), false, oldClients);
    }

    private static AccountDraft foreign(String address) {
        return new AccountDraft(BareJid.of(address), secret("secret of " + address), false, OldClients.FORBID);
    }

    private static Secret secret(String text) {
        return Passwords.prepare(text.toCharArray());
    }

    /** A service without a network: the store, invented sessions, and the real socket. */
    private static final class Service implements LiveSessions, AutoCloseable {
        private final Path data;
        private final DataLock lock;
        private final Store store;
        private final AdminSocket socket;
        private final ExecutorService pool = Executors.newFixedThreadPool(2);
        private final List<String> ended = new CopyOnWriteArrayList<>();
        private final List<String> log = new CopyOnWriteArrayList<>();

        Service(Path data) {
            this.data = data;
            this.lock = DataLock.take(data);
            StoreSettings settings = new StoreSettings(
                    StoreUrl.of("sqlite:test.db"), WorkLimits.DEFAULT, AccountQuotas.DEFAULT, _ -> {});
            this.store = Store.open(settings, lock, InstantSource.system(), new SecureRandom());
            Administration stored = new StoreAdministration(
                    store,
                    DOMAIN,
                    Settings.defaults(data).accounts(),
                    new VerifierMaker(10_000, new SecureRandom(), pool),
                    InstantSource.system());
            AdministrationLog events = (action, target, count) -> log.add(action + " " + target + " " + count);
            this.socket = AdminSocket.open(
                    data,
                    new LiveAdministration(
                            stored,
                            new LiveAdministration.Service(this, account -> {}, new Filters(store.quarantine())),
                            events,
                            rule -> Optional.empty()));
        }

        MessageId aside(String content) {
            MessageHeader header = new MessageHeader(
                    MessageKind.CHAT,
                    ALICE.withResource("phone"),
                    BareJid.of("bob@localhost"),
                    Optional.of("1"),
                    Optional.empty(),
                    0);
            Outcome<MessageId> kept = Store.await(store.quarantine()
                    .keep(
                            new Quarantine.Entrant("no adverts", header, Blob.of(content), Optional.empty()),
                            new Quarantine.Room(10, 10)));
            return ((Outcome.Done<MessageId>) kept).value();
        }

        boolean sha1(BareJid account) {
            return Store.await(store.accounts().verifier(account, ScramHash.SHA_1))
                    .isPresent();
        }

        @Override
        public Revocations.Revocation revoking(BareJid account) {
            return () -> {};
        }

        @Override
        public int endClients(BareJid account, Optional<String> client) {
            ended.add(account + " clients " + client.orElse("all"));
            return 1;
        }

        @Override
        public List<SessionEntry> list(Optional<BareJid> account) {
            return List.of(new SessionEntry(
                    ALICE.withResource("phone"), "192.0.2.1:4000", Instant.ofEpochSecond(1_700_000_000), true));
        }

        @Override
        public int end(Jid address, Reason reason) {
            ended.add(address + " " + reason);
            return 1;
        }

        @Override
        public void close() {
            socket.close();
            store.close();
            lock.close();
            pool.close();
        }
    }
}
