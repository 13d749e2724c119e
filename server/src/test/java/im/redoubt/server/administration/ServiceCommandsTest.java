package im.redoubt.server.administration;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.payload.DataForm;
import im.redoubt.protocol.payload.DataForm.Field;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.server.admin.AccountDraft;
import im.redoubt.server.admin.AccountEntry;
import im.redoubt.server.admin.Administration;
import im.redoubt.server.admin.AdministrationException;
import im.redoubt.server.admin.AdministrationProblem;
import im.redoubt.server.command.Command;
import im.redoubt.server.command.CommandFixture;
import im.redoubt.server.feature.Request;
import im.redoubt.xml.Element;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of XEP-0133 that there are: what each does with its form. */
class ServiceCommandsTest {
    private static final String ADMIN = "http://jabber.org/protocol/admin";
    private static final FullJid ROOT = BareJid.of("root@localhost").withResource("desk");

    private final List<String> done = new ArrayList<>();
    private final List<Request> asked = new ArrayList<>();
    private final List<Secret> secrets = new ArrayList<>();
    private List<AccountEntry> accounts = List.of();
    private Optional<AdministrationProblem> problem = Optional.empty();

    private final List<Command> commands = ServiceCommands.all(request -> {
        asked.add(request);
        return administration();
    });

    private Administration administration() {
        return (Administration) Proxy.newProxyInstance(
                Administration.class.getClassLoader(),
                new Class<?>[] {Administration.class},
                (proxy, method, arguments) -> {
                    if (problem.isPresent()) {
                        throw new AdministrationException(problem.get(), "what to do");
                    }
                    return switch (method.getName()) {
                        case "addAccount" -> added((AccountDraft) arguments[0]);
                        case "changePassword" -> changed((BareJid) arguments[0], (Secret) arguments[1], arguments[2]);
                        case "removeAccount" -> done.add("removed " + arguments[0]);
                        case "endSessions" -> done.add("ended " + arguments[0]) ? 1 : 0;
                        case "listAccounts" -> page((Optional<?>) arguments[0], (Integer) arguments[1]);
                        default -> throw new AssertionError(method.toString());
                    };
                });
    }

    private Object added(AccountDraft draft) {
        secrets.add(draft.password());
        return done.add("added " + draft.address() + " " + text(draft.password()) + " " + draft.admin() + " "
                + draft.oldClients());
    }

    private Object changed(BareJid account, Secret password, Object oldClients) {
        secrets.add(password);
        return done.add("changed " + account + " " + text(password) + " " + oldClients);
    }

    private static String text(Secret secret) {
        return new String(secret.reveal(), StandardCharsets.UTF_8);
    }

    private List<AccountEntry> page(Optional<?> after, int limit) {
        return accounts.stream()
                .filter(entry -> after.isEmpty()
                        || entry.address().toString().compareTo(after.get().toString()) > 0)
                .limit(limit)
                .toList();
    }

    private Command command(String node) {
        return commands.stream()
                .filter(one -> one.node().equals(ADMIN + "#" + node))
                .findFirst()
                .orElseThrow();
    }

    private static Field field(String name, String... values) {
        return Field.of(name, "", List.of(values));
    }

    private Command.Outcome run(String node, Field... fields) {
        Request request = CommandFixture.request(
                ROOT,
                Element.named("http://jabber.org/protocol/commands", "command").build());
        return command(node).run(request, new DataForm("submit", List.of(fields)));
    }

    private StanzaError refused(String node, Field... fields) {
        StanzaError error = ((Command.Outcome.Refused) run(node, fields)).error();
        assertThat(done).isEmpty();
        return error;
    }

    private DataForm succeeded(Command.Outcome outcome) {
        DataForm form = ((Command.Outcome.Done) outcome).result();
        assertThat(form.type()).isEqualTo("result");
        assertThat(form.value("FORM_TYPE")).contains(ADMIN);
        return form;
    }

    /** XEP-0133: the nodes, and the names and types of the fields. */
    @ParameterizedTest
    @CsvSource({
        "add-user, accountjid jid-single password text-private password-verify text-private",
        "delete-user, accountjids jid-multi",
        "get-registered-users-list, ''",
        "change-user-password, accountjid jid-single password text-private",
        "end-user-session, accountjids jid-multi"
    })
    void asksForWhatTheSpecificationNames(String node, String fields) {
        DataForm form = command(node).form();
        assertThat(form.type()).isEqualTo("form");
        assertThat(form.fields().getFirst()).isEqualTo(Field.hidden("FORM_TYPE", ADMIN));
        List<Field> rest = form.fields().subList(1, form.fields().size());
        assertThat(String.join(
                        " ",
                        rest.stream()
                                .flatMap(field -> Stream.of(field.name(), field.type()))
                                .toList()))
                .isEqualTo(fields);
        assertThat(rest)
                .allMatch(Field::required)
                .noneMatch(field -> field.label().isEmpty());
        assertThat(command(node).name()).isNotBlank();
    }

    @Test
    void hasNoOtherCommands() {
        assertThat(commands).hasSize(5);
    }

    @Test
    @Tag("SRV-02")
    void addsAnAccountWithoutRightsAndForgetsItsPassword() {
        succeeded(run(
                "add-user",
                field("accountjid", "alice@localhost"),
                field("password", "I\u00adX of ten"),
                field("password-verify", "I\u00adX of ten")));
        assertThat(done).containsExactly("added alice@localhost IX of ten false AS_CONFIGURED");
        assertThat(secrets).allMatch(ServiceCommandsTest::isErased);
        assertThat(asked).hasSize(1);
        assertThat(asked.getFirst().sender().address()).isEqualTo(ROOT);
    }

    private static boolean isErased(Secret secret) {
        try {
            secret.reveal();
            return false;
        } catch (IllegalStateException erased) {
            return true;
        }
    }

    @Test
    void wantsThePasswordTwiceOnlyOfThoseWhoSendItTwice() {
        Field account = field("accountjid", "alice@localhost");
        assertThat(refused("add-user", account, field("password", "one"), field("password-verify", "other")))
                .isEqualTo(StanzaError.of(StanzaCondition.NOT_ACCEPTABLE, "The two passwords differ."));
        assertThat(refused("add-user", account, field("password-verify", "one")))
                .isEqualTo(StanzaError.of(StanzaCondition.NOT_ACCEPTABLE, "The two passwords differ."));
        succeeded(run("add-user", account, field("password", "one")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"add-user", "change-user-password"})
    void refusesWhatHasNoAddressOrNoPassword(String node) {
        Field account = field("accountjid", "alice@localhost");
        Field password = field("password", "one");
        String noAddress = "The address of the account is malformed.";
        String noPassword = "The password is missing.";
        assertThat(refused(node, password).text()).contains(noAddress);
        assertThat(refused(node, password, field("accountjid", "a@@b")).text()).contains(noAddress);
        assertThat(refused(node, password, field("accountjid", "alice@localhost/phone"))
                        .text())
                .contains(noAddress);
        assertThat(refused(node, password, field("accountjid", "a@localhost", "b@localhost"))
                        .text())
                .contains(noAddress);
        assertThat(refused(node, account).text()).contains(noPassword);
        assertThat(refused(node, account, field("password", "one", "two")).text())
                .contains(noPassword);
        assertThat(refused(node, account, field("password", "")).text()).contains("The password is empty.");
        assertThat(refused(node, account, field("password", "")).condition()).isEqualTo(StanzaCondition.NOT_ACCEPTABLE);
    }

    @Test
    @Tag("SRV-02")
    void changesAPasswordAndForgetsIt() {
        succeeded(run(
                "change-user-password", field("accountjid", "alice@localhost"), field("password", "I\u00adX of ten")));
        assertThat(done).containsExactly("changed alice@localhost IX of ten AS_CONFIGURED");
        assertThat(secrets).allMatch(ServiceCommandsTest::isErased);
    }

    @Test
    void deletesAccountsWhateverSessionIsNamed() {
        succeeded(run("delete-user", field("accountjids", "alice@localhost", "bob@localhost/phone")));
        assertThat(done).containsExactly("removed alice@localhost", "removed bob@localhost");
    }

    @Test
    void endsOneSessionOrAllOfAnAccount() {
        succeeded(run("end-user-session", field("accountjids", "alice@localhost", "bob@localhost/phone")));
        assertThat(done).containsExactly("ended alice@localhost", "ended bob@localhost/phone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete-user", "end-user-session"})
    void touchesNobodyWhenOneAddressIsMalformed(String node) {
        assertThat(refused(node, field("accountjids", "alice@localhost", "b@@")))
                .isEqualTo(StanzaError.of(StanzaCondition.NOT_ACCEPTABLE, "An address is malformed."));
        assertThat(refused(node, field("accountjids")).text()).contains("No account is named.");
        assertThat(refused(node, field("accountjid", "alice@localhost")).text()).contains("No account is named.");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "255, 255", "256, 256", "257, 257", "1999, 1999", "2048, 2048", "5000, 2048"})
    void listsPageAfterPageAsManyAsFitIntoAStanza(int there, int listed) {
        accounts = IntStream.range(0, there)
                .mapToObj(i ->
                        new AccountEntry(BareJid.of("a%04d@localhost".formatted(i)), false, Instant.EPOCH, Set.of()))
                .toList();
        DataForm form = succeeded(run("get-registered-users-list"));
        assertThat(form.values("registereduserjids"))
                .containsExactlyElementsOf(accounts.stream()
                        .limit(listed)
                        .map(entry -> entry.address().toString())
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(AdministrationProblem.class)
    void tellsEachProblemByItsCondition(AdministrationProblem which) {
        problem = Optional.of(which);
        StanzaCondition condition = switch (which) {
            case ACCOUNT_EXISTS -> StanzaCondition.CONFLICT;
            case NO_ACCOUNT, NO_MESSAGE -> StanzaCondition.ITEM_NOT_FOUND;
            case BAD_ADDRESS -> StanzaCondition.JID_MALFORMED;
            case BAD_PASSWORD, BAD_REQUEST, TELLING_SHAPE -> StanzaCondition.NOT_ACCEPTABLE;
            case NOT_RUNNING, UNAVAILABLE -> StanzaCondition.INTERNAL_SERVER_ERROR;
        };
        assertThat(refused("delete-user", field("accountjids", "alice@localhost")))
                .isEqualTo(StanzaError.of(condition, "what to do"));
    }
}
