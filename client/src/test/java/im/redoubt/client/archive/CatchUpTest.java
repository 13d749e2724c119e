package im.redoubt.client.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.ClientException;
import im.redoubt.client.Pace;
import im.redoubt.client.Pending;
import im.redoubt.client.RefusedException;
import im.redoubt.client.Rig;
import im.redoubt.client.chat.Backlog;
import im.redoubt.client.chat.Chat;
import im.redoubt.client.chat.ChatMessage;
import im.redoubt.protocol.address.BareJid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was missed while there was no session comes once, and in order. */
final class CatchUpTest {
    private static final BareJid BOB = BareJid.of("bob@example.org");

    private final Rig rig = new Rig();
    private final Chat chat = rig.attach(Chat.FEATURE);
    private final Archive archive = rig.attach(Archive.FEATURE);
    private final ArchiveScript script = new ArchiveScript(rig);
    private final List<String> heard = new ArrayList<>();

    @BeforeEach
    void connect() {
        chat.received().add(message -> heard.add(name(message)));
        rig.connect();
    }

    private static String name(ChatMessage message) {
        for (int i = 0; i <= Backlog.MOST_WAITING; i++) {
            if (message.body().is("t" + i)) {
                return "t" + i;
            }
        }
        return "?";
    }

    private void live(int number, String archived) {
        rig.says("<message type='chat' from='bob@example.org/phone' to='alice@example.org'><body>t" + number + "</body>"
                + (archived.isEmpty()
                        ? ""
                        : "<stanza-id xmlns='urn:xmpp:sid:0' by='alice@example.org' id='" + archived + "'/>")
                + "</message>");
    }

    private void archived(int... numbers) {
        for (int number : numbers) {
            script.result("a" + number, "t" + number);
        }
    }

    private void comesBack() {
        rig.cut();
        for (int i = 0; !rig.connected(); i++) {
            assertThat(i).isLessThan(100);
            rig.advance(Duration.ofMillis(100));
        }
    }

    @Test
    void whatWasMissedComesOnceAndInOrderBeforeWhatComesLive() {
        Pending<Integer> done = archive.catchUp("a0");
        assertThat(rig.lastSent().toString()).contains("<after>a0</after>");
        live(5, "a5");
        archived(1, 2);
        live(6, "");
        script.finished(false, "a1", "a2");
        assertThat(heard).containsExactly("t1", "t2");
        assertThat(rig.lastSent().toString()).contains("<after>a2</after>");
        archived(3, 4, 5);
        live(7, "a7");
        script.finished(true, "a3", "a5");
        assertThat(heard).containsExactly("t1", "t2", "t3", "t4", "t5", "t6", "t7");
        assertThat(done.await()).isEqualTo(5);
        live(7, "a7");
        live(8, "a8");
        assertThat(heard).hasSize(8);
    }

    @Test
    void newSessionCatchesUpByItselfFromTheLastThatWasTold() {
        assertThat(archive.catchUp("a0")).isNotDone();
        script.finished(true, "", "");
        live(1, "a1");
        rig.sent();
        comesBack();
        live(4, "a4");
        assertThat(heard).containsExactly("t1");
        assertThat(rig.lastSent().toString()).contains("<after>a1</after>");
        archived(2, 3, 4);
        script.finished(true, "a2", "a4");
        assertThat(heard).containsExactly("t1", "t2", "t3", "t4");
    }

    @Test
    void connectionThatEndsMeanwhileLosesNothing() {
        Pending<Integer> done = archive.catchUp("a0");
        archived(1, 2);
        script.finished(false, "a1", "a2");
        archived(3);
        live(5, "a5");
        comesBack();
        assertThat(rig.lastSent().toString()).contains("<after>a2</after>");
        archived(3, 4, 5, 6);
        script.finished(true, "a3", "a6");
        assertThat(heard).containsExactly("t1", "t2", "t3", "t4", "t5", "t6");
        assertThat(done).isCompleted();
    }

    @Test
    void applicationThatNeverCaughtUpIsNotCaughtUp() {
        live(1, "a1");
        comesBack();
        assertThat(rig.sent()).noneSatisfy(sent -> assertThat(sent).contains("urn:xmpp:mam:2"));
        live(2, "a2");
        assertThat(heard).containsExactly("t1", "t2");
    }

    /** The position is too old, or was made up: what came live is told, and the application hears why. */
    @Test
    void refusalIsToldAndNothingWaitsAnyMore() {
        Pending<Integer> done = archive.catchUp("gone");
        live(1, "a1");
        rig.refuses("item-not-found");
        assertThatThrownBy(done::await).isInstanceOf(RefusedException.class);
        assertThat(heard).containsExactly("t1");
        live(2, "a2");
        assertThat(heard).containsExactly("t1", "t2");
    }

    @Test
    void archiveThatDoesNotAnswerKeepsNothingBackForEver() {
        Pending<Integer> done = archive.catchUp("a0");
        live(1, "a1");
        for (long waited = 0; waited <= Pace.STANDARD.answer().toSeconds(); waited += 5) {
            rig.advance(Duration.ofSeconds(5));
            rig.says("<presence from='bob@example.org/phone'/>");
        }
        assertThatThrownBy(done::await).isInstanceOf(ClientException.class);
        assertThat(heard).containsExactly("t1");
        live(3, "a3");
        comesBack();
        assertThat(rig.lastSent().toString()).contains("<after>a0</after>");
        archived(1, 2, 3, 4);
        script.finished(true, "a1", "a4");
        assertThat(heard).containsExactly("t1", "t3", "t2", "t4");
    }

    @Test
    void thereIsOneAtATime() {
        assertThat(archive.catchUp("a0")).isNotDone();
        assertThatThrownBy(archive.catchUp("a0")::await).isInstanceOf(ClientException.class);
        assertThatThrownBy(chat::backlog).isInstanceOf(IllegalStateException.class);
    }

    /** What this device said itself was not missed, though the archive has it. */
    @Test
    void whatThisDeviceSaidIsNoNews() {
        rig.sent();
        String id = chat.send(BOB, "t1").id();
        assertThat(archive.catchUp("a0")).isNotDone();
        script.message(
                "a1",
                "<message xmlns='jabber:client' type='chat' id='" + id
                        + "' from='alice@example.org/before' to='bob@example.org'><body>t1</body>"
                        + "<origin-id xmlns='urn:xmpp:sid:0' id='" + id + "'/></message>");
        script.message(
                "a2",
                "<message xmlns='jabber:client' type='chat' from='alice@example.org/laptop' to='bob@example.org'>"
                        + "<body>t2</body></message>");
        script.finished(true, "a1", "a2");
        assertThat(heard).containsExactly("t2");
    }

    /** A note to oneself comes back from the server, and is shown when it does. */
    @Test
    void noteToOneselfIsShown() {
        rig.sent();
        String id = chat.send(Rig.ALICE, "t1").id();
        rig.says("<message type='chat' id='" + id + "' from='alice@example.org/here' to='alice@example.org'>"
                + "<body>t1</body><origin-id xmlns='urn:xmpp:sid:0' id='" + id + "'/></message>");
        assertThat(heard).containsExactly("t1");
    }

    @Test
    @Tag("LIB-08")
    void whatWaitsIsBoundedAndNotLost() {
        assertThat(archive.catchUp("a0")).isNotDone();
        for (int i = 0; i <= Backlog.MOST_WAITING; i++) {
            live(i, "b" + i);
        }
        assertThat(heard).containsExactly("t0");
        script.finished(true, "", "");
        assertThat(heard).hasSize(Backlog.MOST_WAITING + 1);
    }

    @Test
    @Tag("LIB-08")
    void archiveWithoutEndIsLeft() {
        Pending<Integer> done = archive.catchUp("a0");
        for (int i = 1; !done.isDone(); i++) {
            assertThat(i).isLessThanOrEqualTo(CatchUp.MOST_PAGES);
            script.result("b" + i, "t1").finished(false, "b" + i, "b" + i);
        }
        assertThatThrownBy(done::await).isInstanceOf(ClientException.class).hasMessageContaining("do not end");
    }
}
