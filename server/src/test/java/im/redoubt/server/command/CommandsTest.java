package im.redoubt.server.command;

import static im.redoubt.server.command.CommandFixture.ALICE;
import static im.redoubt.server.command.CommandFixture.DESK;
import static im.redoubt.server.command.CommandFixture.PHONE;
import static im.redoubt.server.command.CommandFixture.STRANGER;
import static im.redoubt.server.command.CommandFixture.error;
import static im.redoubt.server.command.CommandFixture.execute;
import static im.redoubt.server.command.CommandFixture.filled;
import static im.redoubt.server.command.CommandFixture.request;
import static im.redoubt.server.command.CommandFixture.result;
import static im.redoubt.server.command.CommandFixture.with;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.payload.DataForm;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.server.disco.DiscoNode;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.feature.Request;
import im.redoubt.xml.Element;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands with one form (XEP-0050): who may, in which order, and once. */
class CommandsTest {
    private final CommandFixture fixture = new CommandFixture();

    private void refusesAsBadRequest(IqAnswer answer, String reason) {
        StanzaError error = error(answer);
        assertThat(error.condition()).isEqualTo(StanzaCondition.BAD_REQUEST);
        assertThat(error.type()).isEqualTo(StanzaError.Type.MODIFY);
        assertThat(error.application())
                .contains(Element.named(Commands.NAMESPACE, reason).build());
        assertThat(fixture.done).isEmpty();
    }

    @Test
    void givesTheFormAndSaysThatItIsTheLast() {
        Element begun = result(fixture.step(DESK, execute("first").build()));
        assertThat(begun.attribute("node")).contains("first");
        assertThat(begun.attribute("status")).contains("executing");
        Element actions = begun.first(Commands.NAMESPACE, "actions").orElseThrow();
        assertThat(actions.attribute("execute")).contains("complete");
        assertThat(actions.children()).hasSize(1).allMatch(action -> action.is(Commands.NAMESPACE, "complete"));
        DataForm form =
                begun.first(DataForm.NAMESPACE, "x").flatMap(DataForm::read).orElseThrow();
        assertThat(form.type()).isEqualTo("form");
        assertThat(begun.first(DataForm.NAMESPACE, "x").orElseThrow().first(DataForm.NAMESPACE, "title"))
                .map(Element::text)
                .contains("First of all");
        assertThat(fixture.done).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"execute", "complete", "next"})
    void doesItOnceWithWhatWasFilledIn(String action) {
        String id = fixture.begin(DESK, "first");
        Element step = with("first", id, action).child(filled("submit", "yes")).build();
        Element answer = result(fixture.step(DESK, step));
        assertThat(answer.attribute("status")).contains("completed");
        assertThat(answer.attribute("sessionid")).contains(id);
        assertThat(answer.attribute("node")).contains("first");
        assertThat(answer.first(DataForm.NAMESPACE, "x").flatMap(DataForm::read).flatMap(form -> form.value("word")))
                .contains("yes");
        assertThat(fixture.done).containsExactly("root@localhost/desk first yes");

        fixture.done.clear();
        refusesAsBadRequest(fixture.step(DESK, step), "bad-sessionid");
    }

    @Test
    void executesWhereNoActionIsNamed() {
        // XEP-0050 section 3.4: without an action, "execute" is meant.
        Element begun = result(fixture.step(
                DESK,
                Element.named(Commands.NAMESPACE, "command")
                        .attribute("node", "second")
                        .build()));
        Element step = Element.named(Commands.NAMESPACE, "command")
                .attribute("node", "second")
                .attribute("sessionid", begun.attribute("sessionid").orElseThrow())
                .child(filled("submit", "yes"))
                .build();
        assertThat(result(fixture.step(DESK, step)).attribute("status")).contains("completed");
        assertThat(fixture.done).containsExactly("root@localhost/desk second yes");
    }

    @Test
    void tellsWhyACommandWasRefused() {
        String id = fixture.begin(DESK, "first");
        StanzaError error = error(fixture.step(
                DESK,
                with("first", id, "complete").child(filled("submit", "no")).build()));
        assertThat(error).isEqualTo(StanzaError.of(StanzaCondition.CONFLICT, "no"));
    }

    @Test
    void cancelsWithoutDoingAnything() {
        String id = fixture.begin(DESK, "first");
        Element cancelled = result(fixture.step(
                DESK, with("first", id, "cancel").child(filled("submit", "yes")).build()));
        assertThat(cancelled.attribute("status")).contains("canceled");
        assertThat(cancelled.attribute("sessionid")).contains(id);
        assertThat(cancelled.children()).isEmpty();
        refusesAsBadRequest(
                fixture.step(
                        DESK,
                        with("first", id, "complete")
                                .child(filled("submit", "yes"))
                                .build()),
                "bad-sessionid");
    }

    @Test
    @Tag("LIB-03")
    void keepsACommandForTheSessionAndTheNodeThatBeganIt() {
        fixture.administrators.add(ALICE.bare());
        String id = fixture.begin(DESK, "first");
        Element step =
                with("first", id, "complete").child(filled("submit", "yes")).build();
        for (FullJid other : List.of(PHONE, ALICE)) {
            refusesAsBadRequest(fixture.step(other, step), "bad-sessionid");
            refusesAsBadRequest(fixture.step(other, with("first", id, "cancel").build()), "bad-sessionid");
        }
        refusesAsBadRequest(
                fixture.step(
                        DESK,
                        with("second", id, "complete")
                                .child(filled("submit", "yes"))
                                .build()),
                "bad-sessionid");
        assertThat(result(fixture.step(DESK, step)).attribute("status")).contains("completed");
    }

    @Test
    @Tag("LIB-03")
    void asksAtEachStepWhetherSomebodyIsStillAnAdministrator() {
        String id = fixture.begin(DESK, "first");
        fixture.administrators.clear();
        StanzaError error = error(fixture.step(
                DESK,
                with("first", id, "complete").child(filled("submit", "yes")).build()));
        assertThat(error).isEqualTo(StanzaError.of(StanzaCondition.FORBIDDEN));
        assertThat(fixture.done).isEmpty();
    }

    @Test
    @Tag("LIB-03")
    void tellsOthersNotWhichCommandsThereAre() {
        for (FullJid other : List.of(ALICE, STRANGER)) {
            IqAnswer known = fixture.step(other, execute("first").build());
            assertThat(error(known)).isEqualTo(StanzaError.of(StanzaCondition.FORBIDDEN));
            assertThat(fixture.step(other, execute("unknown").build())).isEqualTo(known);
            assertThat(fixture.step(other, with("first", "x", "cancel").build()))
                    .isEqualTo(known);
            assertThat(fixture.step(other, with("first", "x", "explode").build()))
                    .isEqualTo(known);
        }
    }

    @Test
    void doesNotKnowCommandsThatThereAreNot() {
        for (String node : new String[] {"third", "", "FIRST", "first "}) {
            assertThat(error(fixture.step(DESK, execute(node).build())).condition())
                    .isEqualTo(StanzaCondition.ITEM_NOT_FOUND);
        }
        assertThat(error(fixture.step(
                                DESK,
                                Element.named(Commands.NAMESPACE, "command").build()))
                        .condition())
                .isEqualTo(StanzaCondition.ITEM_NOT_FOUND);
    }

    /** XEP-0050 section 4.4: what is not understood is malformed-action, what cannot be done now is bad-action. */
    @ParameterizedTest
    @ValueSource(strings = {"explode", "Execute", "", "canceled"})
    void doesNotUnderstandOtherActionsAndKeepsTheCommand(String action) {
        String id = fixture.begin(DESK, "first");
        refusesAsBadRequest(fixture.step(DESK, with("first", id, action).build()), "malformed-action");
        refusesAsBadRequest(
                fixture.step(
                        DESK,
                        Element.named(Commands.NAMESPACE, "command")
                                .attribute("node", "first")
                                .attribute("action", action)
                                .build()),
                "malformed-action");
        assertThat(result(fixture.step(DESK, with("first", id, "cancel").build()))
                        .attribute("status"))
                .contains("canceled");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel", "complete", "next", "prev"})
    void hasNothingToGoOnWithBeforeItBegins(String action) {
        refusesAsBadRequest(
                fixture.step(
                        DESK,
                        Element.named(Commands.NAMESPACE, "command")
                                .attribute("node", "first")
                                .attribute("action", action)
                                .child(filled("submit", "yes"))
                                .build()),
                "bad-action");
    }

    @Test
    void hasNothingBeforeTheFormAndKeepsTheCommand() {
        String id = fixture.begin(DESK, "first");
        refusesAsBadRequest(
                fixture.step(
                        DESK,
                        with("first", id, "prev").child(filled("submit", "yes")).build()),
                "bad-action");
        assertThat(result(fixture.step(
                                DESK,
                                with("first", id, "complete")
                                        .child(filled("submit", "yes"))
                                        .build()))
                        .attribute("status"))
                .contains("completed");
    }

    @Test
    void wantsAFormThatIsFilledIn() {
        Element twice = Element.named(DataForm.NAMESPACE, "x")
                .attribute("type", "submit")
                .child(Element.named(DataForm.NAMESPACE, "field")
                        .attribute("var", "word")
                        .build())
                .child(Element.named(DataForm.NAMESPACE, "field")
                        .attribute("var", "word")
                        .build())
                .build();
        Element elsewhere =
                Element.named("urn:other", "x").attribute("type", "submit").build();
        for (Element form : List.of(filled("form", "yes"), filled("cancel", "yes"), twice, elsewhere)) {
            String id = fixture.begin(DESK, "first");
            refusesAsBadRequest(
                    fixture.step(DESK, with("first", id, "complete").child(form).build()), "bad-payload");
        }
        String id = fixture.begin(DESK, "first");
        refusesAsBadRequest(fixture.step(DESK, with("first", id, "complete").build()), "bad-payload");
    }

    @Test
    void givesEachCommandAnIdentifierThatNobodyGuesses() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            ids.add(fixture.begin(DESK, "first"));
        }
        assertThat(ids).hasSize(100).allMatch(id -> id.matches("[A-Za-z0-9_-]{22}"));
    }

    /** The event loop, which finds the account, is not where a command may block. */
    @Test
    void runsOnAWorker() {
        fixture.begin(DESK, "first");
        assertThat(fixture.worked).isEqualTo(1);
    }

    @Test
    void listsTheCommandsForAdministratorsOnly() {
        DiscoNode list = fixture.commands.nodes().getFirst();
        Element query =
                Element.named("http://jabber.org/protocol/disco#items", "query").build();
        Request asked = request(DESK, query);
        assertThat(list.name()).isEqualTo("http://jabber.org/protocol/commands");
        assertThat(list.items(asked).toCompletableFuture().join())
                .extracting(item -> item.attribute("jid").orElse("") + " "
                        + item.attribute("node").orElse("") + " "
                        + item.attribute("name").orElse(""))
                .containsExactly("localhost first First of all", "localhost second Second");
        assertThat(list.items(request(ALICE, query)).toCompletableFuture().join())
                .isEmpty();
        assertThat(list.info(request(ALICE, query)).toCompletableFuture().join())
                .map(info -> info.children().getFirst().attribute("type").orElse(""))
                .contains("command-list");
    }

    @Test
    void describesEachCommandToAdministratorsOnly() {
        List<DiscoNode> nodes = fixture.commands.nodes();
        assertThat(nodes)
                .extracting(DiscoNode::name)
                .endsWith("first", "second")
                .hasSize(3);
        Element query =
                Element.named("http://jabber.org/protocol/disco#info", "query").build();
        Element info = nodes.get(1)
                .info(request(DESK, query))
                .toCompletableFuture()
                .join()
                .orElseThrow();
        assertThat(info.attribute("node")).contains("first");
        Element identity = info.children().getFirst();
        assertThat(identity.attribute("category")).contains("automation");
        assertThat(identity.attribute("type")).contains("command-node");
        assertThat(identity.attribute("name")).contains("First of all");
        // XEP-0050 section 2.3: the features are those of commands and of the forms that they use.
        assertThat(info.children().stream().map(child -> child.attribute("var")).flatMap(Optional::stream))
                .containsExactly("http://jabber.org/protocol/commands", "jabber:x:data");
        assertThat(nodes.get(1)
                        .info(request(ALICE, query))
                        .toCompletableFuture()
                        .join())
                .isEmpty();
        assertThat(nodes.get(1)
                        .items(request(DESK, query))
                        .toCompletableFuture()
                        .join())
                .isEmpty();
    }
}
