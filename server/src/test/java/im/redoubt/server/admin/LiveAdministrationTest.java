package im.redoubt.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.server.filter.FilterCount;
import im.redoubt.server.session.Revocations;
import im.redoubt.server.store.MessageId;
import im.redoubt.server.store.QuarantinedMessage;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** In which order the running service does what the store alone would do at once. */
class LiveAdministrationTest implements LiveSessions {
    private static final BareJid DOMAIN = BareJid.of("localhost");
    private static final BareJid ALICE = BareJid.of("alice@localhost");

    private final List<String> done = new ArrayList<>();
    private boolean refusing;
    private final Administration administration = new LiveAdministration(
            store(),
            new LiveAdministration.Service(this, account -> done.add("farewell " + account), noFilters()),
            (action, target, count) -> done.add("log " + action + " " + target + " " + count),
            rule -> Optional.empty());

    private static LiveFilters noFilters() {
        return new LiveFilters() {
            @Override
            public List<FilterCount> counts() {
                return List.of(new FilterCount("a", "block", 3));
            }

            @Override
            public Optional<QuarantinedMessage> release(MessageId id) {
                return Optional.empty();
            }
        };
    }

    private Administration store() {
        return (Administration) Proxy.newProxyInstance(
                Administration.class.getClassLoader(),
                new Class<?>[] {Administration.class},
                (proxy, method, arguments) -> {
                    if (refusing) {
                        throw new AdministrationException(AdministrationProblem.UNAVAILABLE, "later");
                    }
                    if (method.getName().equals("domain")) {
                        return DOMAIN;
                    }
                    done.add("store " + method.getName());
                    return switch (method.getName()) {
                        case "importAccounts" ->
                            List.of(
                                    Optional.empty(),
                                    Optional.of(AdministrationProblem.ACCOUNT_EXISTS),
                                    Optional.empty());
                        case "listAccounts" -> List.of(new AccountEntry(ALICE, true, Instant.EPOCH, Set.of()));
                        case "invite" -> new InvitationLink("xmpp:localhost?register", Instant.EPOCH);
                        default -> null;
                    };
                });
    }

    @Override
    public List<SessionEntry> list(Optional<BareJid> account) {
        return List.of(new SessionEntry(account.orElse(DOMAIN), "192.0.2.1:1", Instant.EPOCH, false));
    }

    @Override
    public Revocations.Revocation revoking(BareJid account) {
        done.add("revoking " + account);
        return () -> done.add("revoked " + account);
    }

    @Override
    public int endClients(BareJid account, Optional<String> client) {
        done.add("end clients " + account + " " + client.orElse("all"));
        return 1;
    }

    @Override
    public int end(Jid address, Reason reason) {
        done.add("end " + address + " " + reason);
        return 3;
    }

    private static Secret secret() {
        return Passwords.prepare("secret".toCharArray());
    }

    private static AccountDraft draft() {
        return new AccountDraft(ALICE, secret(), true, OldClients.FORBID);
    }

    @Test
    @Tag("SRV-06")
    void saysFarewellThenEndsTheSessionsAndDeletes() {
        administration.removeAccount(ALICE);
        assertThat(done)
                .containsExactly(
                        "farewell alice@localhost",
                        "revoking alice@localhost",
                        "end alice@localhost ACCOUNT_REMOVED",
                        "store removeAccount",
                        "end alice@localhost ACCOUNT_REMOVED",
                        "revoked alice@localhost",
                        "log ACCOUNT_REMOVED alice@localhost 1");
    }

    /** A session that signs in with the old password in between is ended too. */
    @Test
    void replacesThePasswordBeforeItEndsTheSessions() {
        administration.changePassword(ALICE, secret(), OldClients.FORBID);
        assertThat(done)
                .containsExactly(
                        "revoking alice@localhost",
                        "store changePassword",
                        "end alice@localhost PASSWORD_CHANGED",
                        "revoked alice@localhost",
                        "log PASSWORD_CHANGED alice@localhost 1");
    }

    @Test
    @Tag("SRV-09")
    void logsWhatWasDoneAndHowOften() {
        administration.addAccount(draft());
        assertThat(administration.importAccounts(List.of(draft(), draft(), draft())))
                .hasSize(3);
        assertThat(administration.endSessions(ALICE.withResource("phone"))).isEqualTo(3);
        assertThat(administration.invite(Optional.of("bob")).link()).isEqualTo("xmpp:localhost?register");
        assertThat(done.stream().filter(line -> line.startsWith("log ")))
                .containsExactly(
                        "log ACCOUNT_ADDED alice@localhost 1",
                        "log ACCOUNTS_IMPORTED localhost 2",
                        "log SESSIONS_ENDED alice@localhost/phone 3",
                        "log INVITATION_ISSUED localhost 1");
        assertThat(done).contains("end alice@localhost/phone OPERATOR");
    }

    @Test
    @Tag("SRV-09")
    void doesNotLogWhatTheStoreRefused() {
        refusing = true;
        List<Runnable> all = List.of(
                () -> administration.addAccount(draft()),
                () -> administration.importAccounts(List.of(draft())),
                () -> administration.removeAccount(ALICE),
                () -> administration.changePassword(ALICE, secret(), OldClients.FORBID),
                () -> administration.invite(Optional.empty()));
        for (Runnable one : all) {
            assertThatThrownBy(one::run).isInstanceOf(AdministrationException.class);
        }
        assertThat(done)
                .containsExactly(
                        "farewell alice@localhost",
                        "revoking alice@localhost",
                        "end alice@localhost ACCOUNT_REMOVED",
                        "revoked alice@localhost",
                        "revoking alice@localhost",
                        "revoked alice@localhost");
    }

    @Test
    void readsWithoutATrace() {
        assertThat(administration.domain()).isEqualTo(DOMAIN);
        assertThat(administration.listAccounts(Optional.empty(), 1)).hasSize(1);
        assertThat(administration.listSessions(Optional.of(ALICE)))
                .extracting(SessionEntry::address)
                .containsExactly(ALICE);
        assertThat(done).containsExactly("store listAccounts");
    }
}
