package im.redoubt.app.client;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.client.Client;
import im.redoubt.client.Session;
import im.redoubt.client.carbons.Carbons;
import im.redoubt.client.chat.Chat;
import im.redoubt.client.chat.ChatMessage;
import im.redoubt.protocol.address.BareJid;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies are asked for together with the sign-in (XEP-0386): a session has them when it begins, and asks for nothing more. */
final class CopiesTest {
    @TempDir
    private Path directory = Path.of("");

    private static Client client(RunningRedoubt service, String name) {
        return Clients.of(service, name).with(Carbons.FEATURE, Chat.FEATURE).build();
    }

    @Test
    void aSessionBeginsWithItsCopies() throws InterruptedException {
        BlockingQueue<ChatMessage> copied = new LinkedBlockingQueue<>();
        try (RunningRedoubt service =
                        new RunningRedoubt(directory).with("alice").with("bob");
                Session laptop = client(service, "alice").open();
                Session phone = client(service, "alice").open();
                Session bob = client(service, "bob").open()) {
            assertThat(phone.get(Carbons.FEATURE).isOn())
                    .as("without a further answer of the server")
                    .isTrue();
            phone.get(Chat.FEATURE).received().add(copied::add);
            laptop.get(Chat.FEATURE).send(BareJid.of("bob@localhost"), "hello");
            ChatMessage copy = copied.poll(10, TimeUnit.SECONDS);
            assertThat(copy).isNotNull();
            assertThat(copy.isMine()).isTrue();
            assertThat(bob.get(Carbons.FEATURE).isOn()).isTrue();
        }
    }
}
