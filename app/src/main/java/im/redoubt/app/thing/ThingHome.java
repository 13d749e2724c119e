package im.redoubt.app.thing;

import im.redoubt.client.credential.EncryptedStore;
import im.redoubt.client.credential.KeyFile;
import im.redoubt.client.trust.Pin;
import im.redoubt.client.trust.Pins;
import im.redoubt.protocol.Secret;
import im.redoubt.things.memory.Keep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The directory in which a thing keeps what it is: its key, its credentials, the pins of its server, and its state. */
public final class ThingHome implements AutoCloseable {
    private final Path directory;
    private final Secret key;
    private final EncryptedStore credentials;

    private ThingHome(Path directory, Secret key) {
        this.directory = directory;
        this.key = key;
        this.credentials = EncryptedStore.open(directory.resolve("credentials.p12"), key);
    }

    /**
     * Opens it, and makes what is not there.
     *
     * @param directory the directory; nobody else has it open
     * @throws im.redoubt.client.ClientException if it cannot be opened; the message says what to do
     */
    public static ThingHome open(Path directory) {
        return new ThingHome(directory, KeyFile.openOrCreate(directory.resolve("key")));
    }

    /** Returns by what it signs in. */
    public EncryptedStore credentials() {
        return credentials;
    }

    /** Returns where it keeps its state; closed by whoever has it. */
    public Keep state() {
        return Keep.in(directory.resolve("state.p12"), key);
    }

    /** Returns the pins of its server, once it was enrolled. */
    public Optional<Pins> pins() {
        Path file = directory.resolve("pins");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Pins.Builder pins = Pins.builder();
            Files.readAllLines(file).forEach(pins::pin);
            return Optional.of(pins.build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps the pins of its server. */
    public Pins keep(List<Pin> pins) {
        try {
            Path next = directory.resolve("pins.new");
            Files.write(next, pins.stream().map(Pin::toString).toList());
            Files.move(next, directory.resolve("pins"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pins().orElseThrow();
    }

    @Override
    public void close() {
        credentials.close();
        key.close();
    }
}
