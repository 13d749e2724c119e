package im.redoubt.client.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SendingTest {
    private final FrameWriter frames = new FrameWriter(new SecureRandom());

    private byte[] text(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        frames.write(FrameHead.TEXT, text.getBytes(StandardCharsets.UTF_8), out);
        return out.toByteArray();
    }

    @Test
    void lengthsAreWrittenInTheirShortestForm() {
        for (int length : new int[] {0, 1, 125, 126, 65_535, 65_536, 300_000}) {
            String text = "x".repeat(length);
            assertThat(ClientFrames.read(text(text))).containsExactly(new ClientFrames.Frame(0x81, text));
        }
    }

    @Test
    @Tag("S-16")
    void everyFrameHasAMaskOfItsOwn() {
        Set<String> masks = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            byte[] frame = text("same");
            masks.add(frame[2] + " " + frame[3] + " " + frame[4] + " " + frame[5]);
        }
        assertThat(masks).hasSizeGreaterThan(48);
    }

    @Test
    void nothingGoesBehindACloseFrame() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Sending sending = new Sending(frames, out);
        sending.close(1000);
        sending.close(1002);
        sending.send(text("late"));
        sending.pong(new byte[0]);

        assertThat(ClientFrames.read(out.toByteArray())).containsExactly(new ClientFrames.Frame(0x88, "\u0003\u00e8"));
    }

    @Test
    @Tag("S-16")
    void whileSomebodyWritesPingsWaitAndOnlyTheLastIsAnswered() throws Exception {
        StuckOutput out = new StuckOutput();
        Sending sending = new Sending(frames, out);
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            try {
                sending.send(text("first"));
            } catch (IOException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
        await().until(() -> sending.writingSince() != 0);

        for (int i = 0; i < 1_000; i++) {
            sending.pong(("ping " + i).getBytes(StandardCharsets.US_ASCII));
        }
        out.free.countDown();
        writer.get();

        assertThat(ClientFrames.read(out.taken.toByteArray()))
                .containsExactly(new ClientFrames.Frame(0x81, "first"), new ClientFrames.Frame(0x8a, "ping 999"));
        assertThat(sending.writingSince()).isZero();
    }

    /** Takes nothing until it is freed. */
    private static final class StuckOutput extends OutputStream {
        private final CountDownLatch free = new CountDownLatch(1);
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

        @Override
        public void write(int octet) throws IOException {
            try {
                free.await();
            } catch (InterruptedException interrupted) {
                throw new IOException(interrupted);
            }
            taken.write(octet);
        }
    }
}
