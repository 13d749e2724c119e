package im.redoubt.server.admin;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.server.admin.AdminWire.Operation;
import im.redoubt.server.event.RuleName;
import im.redoubt.server.store.ImportedAccount;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Administration of a service that runs in another process, over its socket. One thread at a time. */
public final class RemoteAdministration implements Administration, AutoCloseable {
    /** Sessions that fit into one answer. */
    static final int MOST_SESSIONS = 2_000;

    private final SocketChannel channel;
    private final DataInputStream in;
    private final DataOutputStream out;

    private RemoteAdministration(SocketChannel channel) {
        this.channel = channel;
        this.in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
        this.out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
    }

    /**
     * Connects to the service that works with a data directory.
     *
     * @param data the data directory
     * @return the connection, to be closed by the caller; empty when no service listens there
     */
    public static Optional<RemoteAdministration> connect(Path data) {
        Optional<Path> path = AdminSocketPath.find(data);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RemoteAdministration(SocketChannel.open(UnixDomainSocketAddress.of(path.get()))));
        } catch (IOException e) {
            // A service that was killed left its socket: nobody listens. Whoever may not connect will not get the lock.
            return Optional.empty();
        }
    }

    @Override
    public BareJid domain() {
        return call(Operation.DOMAIN, request -> {}, AdminWire::readBare);
    }

    @Override
    public void addAccount(AccountDraft draft) {
        call(Operation.ADD, request -> AdminWire.writeDraft(request, draft), _ -> true);
    }

    @Override
    public List<Optional<AdministrationProblem>> importAccounts(List<AccountDraft> drafts) {
        return call(
                Operation.IMPORT,
                request -> {
                    request.writeShort(drafts.size());
                    for (AccountDraft draft : drafts) {
                        AdminWire.writeDraft(request, draft);
                    }
                },
                answer -> outcomes(answer, drafts.size()));
    }

    @Override
    public List<Optional<AdministrationProblem>> importVerifiers(List<ImportedAccount> accounts) {
        return call(
                Operation.IMPORT_VERIFIERS,
                request -> {
                    request.writeShort(accounts.size());
                    for (ImportedAccount account : accounts) {
                        AdminWire.writeImported(request, account);
                    }
                },
                answer -> outcomes(answer, accounts.size()));
    }

    private static List<Optional<AdministrationProblem>> outcomes(DataInputStream answer, int count)
            throws IOException {
        List<Optional<AdministrationProblem>> outcomes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            outcomes.add(AdminWire.readOptional(answer).map(AdministrationProblem::valueOf));
        }
        return outcomes;
    }

    @Override
    public void removeAccount(BareJid account) {
        call(Operation.REMOVE, request -> request.writeUTF(account.toString()), _ -> true);
    }

    @Override
    public List<AccountEntry> listAccounts(Optional<BareJid> after, int limit) {
        return call(
                Operation.LIST,
                request -> {
                    AdminWire.writeOptional(request, after);
                    request.writeShort(limit);
                },
                answer -> {
                    List<AccountEntry> accounts = new ArrayList<>();
                    int count = answer.readUnsignedShort();
                    for (int i = 0; i < count; i++) {
                        accounts.add(new AccountEntry(
                                AdminWire.readBare(answer), answer.readBoolean(), readInstant(answer), hashes(answer)));
                    }
                    return accounts;
                });
    }

    private static Set<ScramHash> hashes(DataInputStream answer) throws IOException {
        Set<ScramHash> hashes = EnumSet.noneOf(ScramHash.class);
        for (int left = answer.readUnsignedByte(); left > 0; left--) {
            hashes.add(AdminWire.readConstant(answer, ScramHash.class));
        }
        return hashes;
    }

    @Override
    public void changePassword(BareJid account, Secret password, OldClients oldClients) {
        call(
                Operation.PASSWORD,
                request -> {
                    request.writeUTF(account.toString());
                    AdminWire.writeSecret(request, password);
                    AdminWire.writeConstant(request, oldClients);
                },
                _ -> true);
    }

    @Override
    public List<SessionEntry> listSessions(Optional<BareJid> account) {
        return call(Operation.SESSIONS, request -> AdminWire.writeOptional(request, account), answer -> {
            List<SessionEntry> sessions = new ArrayList<>();
            int count = answer.readInt();
            for (int i = 0; i < count; i++) {
                sessions.add(new SessionEntry(
                        AdminWire.readAddress(answer), answer.readUTF(), readInstant(answer), answer.readBoolean()));
            }
            return sessions;
        });
    }

    @Override
    public int endSessions(Jid address) {
        return call(Operation.END, request -> request.writeUTF(address.toString()), DataInputStream::readInt);
    }

    @Override
    public List<ClientEntry> listClients(BareJid account) {
        return call(Operation.CLIENTS, request -> request.writeUTF(account.toString()), answer -> {
            List<ClientEntry> clients = new ArrayList<>();
            int count = answer.readInt();
            for (int i = 0; i < count; i++) {
                clients.add(new ClientEntry(
                        answer.readUTF(),
                        answer.readUTF(),
                        readInstant(answer),
                        answer.readBoolean(),
                        answer.readInt()));
            }
            return clients;
        });
    }

    @Override
    public int revokeClients(BareJid account, Optional<String> id) {
        return call(
                Operation.REVOKE,
                request -> {
                    request.writeUTF(account.toString());
                    AdminWire.writeOptional(request, id);
                },
                DataInputStream::readInt);
    }

    @Override
    public InvitationLink invite(Optional<String> name) {
        return call(
                Operation.INVITE,
                request -> AdminWire.writeOptional(request, name),
                answer -> new InvitationLink(answer.readUTF(), readInstant(answer)));
    }

    @Override
    public List<AlertTrial> testAlert(RuleName rule) {
        return call(Operation.TEST_ALERT, request -> request.writeUTF(rule.text()), answer -> {
            List<AlertTrial> trials = new ArrayList<>();
            int count = answer.readUnsignedShort();
            for (int i = 0; i < count; i++) {
                trials.add(new AlertTrial(
                        answer.readUTF(), AdminWire.readConstant(answer, AlertTrial.Verdict.class), answer.readUTF()));
            }
            return trials;
        });
    }

    @Override
    public FilterAdministration filters() {
        return new RemoteFilters(this);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
            return;
        }
    }

    private static Instant readInstant(DataInputStream in) throws IOException {
        return Instant.ofEpochMilli(in.readLong());
    }

    /** Reads the fields of an answer. */
    @FunctionalInterface
    interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    <T> T call(Operation operation, AdminWire.Writer fields, Reader<T> reader) {
        try {
            AdminWire.send(out, request -> {
                request.writeByte(AdminWire.VERSION);
                AdminWire.writeConstant(request, operation);
                fields.write(request);
            });
            byte[] bytes = AdminWire.receive(in).orElseThrow(() -> new IOException("the service closed the socket"));
            DataInputStream answer = AdminWire.body(bytes);
            if (answer.readBoolean()) {
                return reader.read(answer);
            }
            AdministrationProblem problem = AdminWire.readConstant(answer, AdministrationProblem.class);
            throw new AdministrationException(problem, answer.readUTF());
        } catch (IOException e) {
            throw new AdministrationException(
                    AdministrationProblem.UNAVAILABLE,
                    "The service went away (" + e.getMessage() + "); look whether it still runs, and try again.",
                    e);
        }
    }
}
