package im.redoubt.testkit.peer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** A server that says one thing, whatever it is told. A {@code !} at the end closes the connection; {@code .} says nothing. */
public final class ScriptedBackend implements Backend, Link {
    private final byte[] answer;
    private final boolean closes;
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private int given;

    /** Says {@code script}. */
    public ScriptedBackend(String script) {
        this.closes = script.endsWith("!");
        this.answer = script.replaceAll("[!.]$", "").getBytes(StandardCharsets.UTF_8);
    }

    /** Returns what it was told. */
    public String sent() {
        return sent.toString(StandardCharsets.UTF_8);
    }

    @Override
    public Link connect(boolean tls) {
        return this;
    }

    @Override
    public boolean hasSessions() {
        return false;
    }

    @Override
    public void advance(Duration time) {}

    @Override
    public void restart() {
        throw new UnsupportedOperationException("nothing is kept here");
    }

    @Override
    public String invite(Optional<String> name) {
        return name.orElse("anybody");
    }

    @Override
    public void send(byte[] bytes) {
        sent.writeBytes(bytes);
    }

    @Override
    public int receive(byte[] into, Duration patience) {
        if (given == answer.length) {
            return closes ? -1 : 0;
        }
        into[0] = answer[given];
        given++;
        return 1;
    }

    @Override
    public void secure() {}

    @Override
    public void close() {}
}
