package im.redoubt.client.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.ClientException;
import im.redoubt.client.Counters;
import im.redoubt.client.Pending;
import im.redoubt.client.RefusedException;
import im.redoubt.client.Rig;
import im.redoubt.client.form.FormAnswer;
import im.redoubt.protocol.address.Jid;
import im.redoubt.xml.Element;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands of a responder that says what the test says (XEP-0050). */
final class CommandsTest {
    private static final String NS = "http://jabber.org/protocol/commands";
    private static final Jid SERVER = Jid.of("example.org");
    private static final String FORM = "<x xmlns='jabber:x:data' type='form'><field var='service'/></x>";

    private final Rig rig = new Rig();
    private final Commands commands = rig.attach(Commands.FEATURE);

    @BeforeEach
    void signIn() {
        rig.connect();
    }

    private static String command(String attributes, String content) {
        return "<command xmlns='" + NS + "' node='config' " + attributes + ">" + content + "</command>";
    }

    private CommandStep begun(String attributes, String content) {
        Pending<CommandStep> step = commands.execute(SERVER, "config");
        rig.answers(command(attributes, content));
        return step.await();
    }

    private CommandStage stage(String content) {
        return (CommandStage) begun("status='executing' sessionid='s1'", content);
    }

    private Element asked() {
        return rig.lastSent().first(NS, "command").orElseThrow();
    }

    private static FormAnswer answer(CommandStage stage) {
        return stage.form().orElseThrow().answer().set("service", "httpd").build();
    }

    @Test
    void commandsAreListed() {
        Pending<List<CommandOffer>> list = commands.list(SERVER);
        assertThat(rig.lastSent().toString()).contains("to='example.org'").contains("disco#items' node='" + NS + "'");
        rig.answers(
                "<query xmlns='http://jabber.org/protocol/disco#items' node='" + NS + "'>"
                        + "<item jid='example.org' node='config' name='Configure'/><item jid='example.org' node='list'/></query>");
        assertThat(list.await()).hasSize(2);
        Pending<CommandStep> step = commands.execute(list.await().get(0));
        assertThat(asked().attribute("node")).contains("config");
        assertThat(step).isNotDone();
    }

    @Test
    void oneStageIsDone() {
        CommandStep.Completed done = (CommandStep.Completed) begun(
                "status='completed' sessionid='s1'",
                "<note type='info'>done</note><x xmlns='jabber:x:data'"
                        + " type='result'><field var='a'><value>b</value></field></x>");
        assertThat(done.failed()).isFalse();
        assertThat(done.notes().get(0).text().is("done")).isTrue();
        assertThat(done.result()
                        .orElseThrow()
                        .field("a")
                        .orElseThrow()
                        .value()
                        .orElseThrow()
                        .is("b"))
                .isTrue();
    }

    /** Section 4.5: completed is not yet successful. */
    @Test
    void noteOfAnErrorIsAFailure() {
        CommandStep.Completed done =
                (CommandStep.Completed) begun("status='completed'", "<note type='error'>no</note>");
        assertThat(done.failed()).isTrue();
    }

    @Test
    void stagesFollowEachOtherInOneSession() {
        CommandStage first = stage("<actions execute='next'><next/></actions>" + FORM);
        assertThat(first.actions()).containsExactly(CommandAction.NEXT);
        Pending<CommandStep> step = first.next(answer(first));
        assertThat(asked().attribute("sessionid")).contains("s1");
        assertThat(asked().attribute("action")).contains("next");
        assertThat(asked().toString()).contains("type='submit'").contains("httpd");
        rig.answers(command("status='executing' sessionid='s1'", "<actions><prev/><complete/></actions>" + FORM));
        CommandStage second = (CommandStage) step.await();
        step = second.go(CommandAction.PREVIOUS);
        assertThat(asked().attribute("action")).contains("prev");
        rig.answers(command("status='executing' sessionid='s1'", FORM));
        CommandStage again = (CommandStage) step.await();
        step = again.complete(answer(again));
        rig.answers(command("status='completed' sessionid='s1'", ""));
        assertThat(step.await()).isInstanceOf(CommandStep.Completed.class);
    }

    @Test
    void commandIsCancelled() {
        Pending<CommandStep> step = stage(FORM).cancel();
        assertThat(asked().attribute("action")).contains("cancel");
        rig.answers(command("status='canceled' sessionid='s1'", ""));
        assertThat(step.await()).isEqualTo(new CommandStep.Cancelled());
    }

    @Test
    void stageIsLeftOnceAndAsItsResponderAllows() {
        CommandStage stage = stage(FORM);
        assertThatThrownBy(() -> stage.next(answer(stage))).isInstanceOf(IllegalStateException.class);
        assertThat(stage.complete(answer(stage))).isNotDone();
        assertThatThrownBy(stage::cancel).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusedAnswerMayBeMended() {
        CommandStage stage = stage(FORM);
        Pending<CommandStep> step = stage.complete(answer(stage));
        rig.refuses("bad-request");
        assertThatThrownBy(step::await).isInstanceOf(RefusedException.class);
        assertThat(stage.complete(answer(stage))).isNotDone();
    }

    /** ATTACKS 87: a responder lists a command of somebody else, whom the requester would then tell what it fills in. */
    @Test
    @Tag("X-87")
    void responderOffersNothingOfSomebodyElse() {
        Pending<List<CommandOffer>> list = commands.list(SERVER);
        rig.answers("<query xmlns='http://jabber.org/protocol/disco#items'>"
                + "<item jid='mallory@evil.example/x' node='config'/><item jid='sub.example.org' node='config'/>"
                + "<item jid='@@' node='config'/><item node='config'/></query>");
        assertThat(list.await()).isEmpty();
        assertThat(rig.counters().of(Counters.Kind.FORGERIES)).isEqualTo(4);
    }

    /** ATTACKS 87 and LIB-03. */
    @ParameterizedTest
    @ValueSource(strings = {"", "from='mallory@example.org/x'", "from='example.org/x'", "from='alice@example.org'"})
    @Tag("X-87")
    @Tag("LIB-03")
    void answerOfAnotherResponderIsNone(String from) {
        Pending<CommandStep> step = commands.execute(SERVER, "config");
        rig.says("<iq type='result' id='" + rig.lastId() + "' " + from + ">" + command("status='completed'", "")
                + "</iq>");
        assertThat(step).isNotDone();
        assertThat(rig.counters().of(Counters.Kind.UNASKED_ANSWERS)).isEqualTo(1);
    }

    /** ATTACKS 87: fixation of a session. */
    @Test
    @Tag("X-87")
    void sessionIsNotExchangedUnderWay() {
        CommandStage stage = stage(FORM);
        Pending<CommandStep> step = stage.complete(answer(stage));
        rig.answers(command("status='executing' sessionid='s2'", FORM));
        assertThatThrownBy(step::await).hasMessage("the responder answered about another session");
        rig.sent();
        assertThat(stage.cancel()).isNotDone();
        assertThat(asked().attribute("sessionid")).contains("s1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<command xmlns='http://jabber.org/protocol/commands' node='other' status='completed'/>",
                "<command xmlns='http://jabber.org/protocol/commands' status='completed'/>",
                "<command xmlns='urn:else' node='config' status='completed'/>",
                "<command xmlns='http://jabber.org/protocol/commands' node='config'/>",
                "<command xmlns='http://jabber.org/protocol/commands' node='config' status='executing'/>",
                "<command xmlns='http://jabber.org/protocol/commands' node='config' status='executing' sessionid=''/>",
                "<command xmlns='http://jabber.org/protocol/commands' node='config' status='completed'>"
                        + "<x xmlns='jabber:x:data'><field var='a'/><field var='a'/></x></command>",
                ""
            })
    @Tag("X-87")
    void whatIsNoAnswerIsNone(String answer) {
        Pending<CommandStep> step = commands.execute(SERVER, "config");
        rig.answers(answer);
        assertThatThrownBy(step::await).isInstanceOf(ClientException.class).isNotInstanceOf(RefusedException.class);
    }

    @Test
    void listsAreBounded() {
        Pending<List<CommandOffer>> list = commands.list(SERVER);
        rig.answers("<query xmlns='http://jabber.org/protocol/disco#items'>"
                + "<item jid='example.org' node=''/><item jid='example.org' node='" + "n".repeat(1_025) + "'/>"
                + "<item jid='example.org' node='a'/>".repeat(Commands.MOST_COMMANDS + 1) + "</query>");
        assertThat(list.await()).hasSize(Commands.MOST_COMMANDS);
        CommandStep.Completed done = (CommandStep.Completed) begun("status='completed'", "<note>a</note>".repeat(200));
        assertThat(done.notes()).hasSize(100);
    }
}
