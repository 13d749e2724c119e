package im.redoubt.client.access;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a server calls a client; it means something to that server only. */
public final class ClientId {
    private static final int MOST_CHARS = 1_024;

    private final String value;

    private ClientId(String value) {
        this.value = value;
    }

    static Optional<ClientId> read(String value) {
        return value.isEmpty() || value.length() > MOST_CHARS ? Optional.empty() : Optional.of(new ClientId(value));
    }

    String wire() {
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClientId that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Returns the length, nothing of what a server wrote. */
    @Override
    public String toString() {
        return "id of " + value.length() + " characters";
    }
}
