package im.redoubt.server.admin;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.server.event.RuleName;
import im.redoubt.server.store.ImportedAccount;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request on the administration socket: it is read whole, done, and answered. */
final class AdminRequest {
    private static final Logger LOG = LoggerFactory.getLogger(AdminRequest.class);

    private final Administration administration;

    AdminRequest(Administration administration) {
        this.administration = administration;
    }

    /**
     * Does what a request asks for.
     *
     * @param in the body of the request
     * @return the answer
     * @throws IOException when the request is not understood
     */
    AdminWire.Writer answer(DataInputStream in) throws IOException {
        int version = in.readUnsignedByte();
        if (version != AdminWire.VERSION) {
            return problem(new AdministrationException(
                    AdministrationProblem.BAD_REQUEST,
                    "The service runs another version of redoubt than this command; restart the service."));
        }
        try {
            return dispatch(AdminWire.readConstant(in, AdminWire.Operation.class), in);
        } catch (AdministrationException e) {
            return problem(e);
        } catch (RuntimeException e) { // a bug must reach the operator
            // Whatever a bug throws must reach the operator and must not end the socket for the others.
            LOG.error("An administration request failed", e);
            return problem(new AdministrationException(
                    AdministrationProblem.UNAVAILABLE, "The service failed at it; its log says more.", e));
        }
    }

    private AdminWire.Writer dispatch(AdminWire.Operation operation, DataInputStream in) throws IOException {
        return switch (operation) {
            case DOMAIN ->
                out -> {
                    out.writeByte(1);
                    out.writeUTF(administration.domain().toString());
                };
            case ADD -> add(in);
            case IMPORT -> importAll(in);
            case IMPORT_VERIFIERS -> importVerifiers(in);
            case REMOVE -> {
                administration.removeAccount(AdminWire.readBare(in));
                yield done();
            }
            case LIST -> list(in);
            case PASSWORD -> password(in);
            case SESSIONS -> sessions(in);
            case END -> {
                Jid address = AdminWire.readAddress(in);
                int ended = administration.endSessions(address);
                yield out -> {
                    out.writeByte(1);
                    out.writeInt(ended);
                };
            }
            case FILTER_COUNTS, QUARANTINE_LIST, QUARANTINE_SHOW, QUARANTINE_RELEASE, QUARANTINE_DROP ->
                new FilterRequest(administration.filters()).answer(operation, in);
            case CLIENTS -> clients(in);
            case REVOKE -> {
                BareJid account = AdminWire.readBare(in);
                int revoked = administration.revokeClients(account, AdminWire.readOptional(in));
                yield out -> {
                    out.writeByte(1);
                    out.writeInt(revoked);
                };
            }
            case INVITE -> {
                InvitationLink link = administration.invite(AdminWire.readOptional(in));
                yield out -> {
                    out.writeByte(1);
                    out.writeUTF(link.link());
                    out.writeLong(link.expiresAt().toEpochMilli());
                };
            }
            case TEST_ALERT -> testAlert(AdminWire.readRule(in));
        };
    }

    private AdminWire.Writer testAlert(RuleName rule) {
        List<AlertTrial> trials = administration.testAlert(rule);
        return out -> {
            out.writeByte(1);
            out.writeShort(trials.size());
            for (AlertTrial trial : trials) {
                out.writeUTF(trial.way());
                AdminWire.writeConstant(out, trial.verdict());
                out.writeUTF(trial.detail());
            }
        };
    }

    private AdminWire.Writer add(DataInputStream in) throws IOException {
        try (AccountDraft draft = AdminWire.readDraft(in)) {
            administration.addAccount(draft);
            return done();
        }
    }

    private AdminWire.Writer importAll(DataInputStream in) throws IOException {
        int count = in.readUnsignedShort();
        if (count > Administration.BATCH) {
            throw new IOException("a batch of " + count);
        }
        List<AccountDraft> drafts = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                drafts.add(AdminWire.readDraft(in));
            }
            return outcomes(administration.importAccounts(drafts));
        } finally {
            drafts.forEach(AccountDraft::close);
        }
    }

    private AdminWire.Writer importVerifiers(DataInputStream in) throws IOException {
        int count = in.readUnsignedShort();
        if (count > Administration.BATCH) {
            throw new IOException("a batch of " + count);
        }
        List<ImportedAccount> accounts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            accounts.add(AdminWire.readImported(in));
        }
        return outcomes(administration.importVerifiers(accounts));
    }

    private static AdminWire.Writer outcomes(List<Optional<AdministrationProblem>> outcomes) {
        return out -> {
            out.writeByte(1);
            for (Optional<AdministrationProblem> outcome : outcomes) {
                out.writeUTF(outcome.map(Enum::name).orElse(""));
            }
        };
    }

    private AdminWire.Writer list(DataInputStream in) throws IOException {
        Optional<BareJid> after = AdminWire.readOptional(in).flatMap(BareJid::parse);
        List<AccountEntry> accounts = administration.listAccounts(after, in.readUnsignedShort());
        return out -> {
            out.writeByte(1);
            out.writeShort(accounts.size());
            for (AccountEntry account : accounts) {
                out.writeUTF(account.address().toString());
                out.writeBoolean(account.admin());
                out.writeLong(account.createdAt().toEpochMilli());
                out.writeByte(account.hashes().size());
                for (ScramHash hash : account.hashes()) {
                    AdminWire.writeConstant(out, hash);
                }
            }
        };
    }

    private AdminWire.Writer password(DataInputStream in) throws IOException {
        BareJid account = AdminWire.readBare(in);
        try (Secret password = AdminWire.readSecret(in)) {
            administration.changePassword(account, password, AdminWire.readConstant(in, OldClients.class));
            return done();
        }
    }

    private AdminWire.Writer sessions(DataInputStream in) throws IOException {
        Optional<BareJid> account = AdminWire.readOptional(in).flatMap(BareJid::parse);
        List<SessionEntry> sessions = administration.listSessions(account);
        return out -> {
            out.writeByte(1);
            // A frame has room for a few thousand; whoever has more asks for one account.
            List<SessionEntry> shown =
                    sessions.subList(0, Math.min(sessions.size(), RemoteAdministration.MOST_SESSIONS));
            out.writeInt(shown.size());
            for (SessionEntry session : shown) {
                out.writeUTF(session.address().toString());
                out.writeUTF(session.peer());
                out.writeLong(session.since().toEpochMilli());
                out.writeBoolean(session.available());
            }
        };
    }

    private AdminWire.Writer clients(DataInputStream in) throws IOException {
        List<ClientEntry> clients = administration.listClients(AdminWire.readBare(in));
        return out -> {
            out.writeByte(1);
            out.writeInt(clients.size());
            for (ClientEntry client : clients) {
                out.writeUTF(client.id());
                out.writeUTF(client.name());
                out.writeLong(client.lastSeen().toEpochMilli());
                out.writeBoolean(client.password());
                out.writeInt(client.tokens());
            }
        };
    }

    private static AdminWire.Writer done() {
        return out -> out.writeByte(1);
    }

    private static AdminWire.Writer problem(AdministrationException e) {
        return out -> {
            out.writeByte(0);
            AdminWire.writeConstant(out, e.problem());
            out.writeUTF(e.getMessage());
        };
    }
}
