package im.redoubt.protocol.sasl;

import java.util.Optional;

/** The server's last state: the client has proved that it knows the password. */
public final class Verified implements ScramServerFinal {
    private final ClientFirst first;
    private final ScramVerifier verifier;
    private final String serverFinal;
    private final Optional<ChannelBindingType> boundBy;

    Verified(ClientFirst first, ScramVerifier verifier, String serverFinal, Optional<ChannelBindingType> boundBy) {
        this.first = first;
        this.verifier = verifier;
        this.serverFinal = serverFinal;
        this.boundBy = boundBy;
    }

    /** Returns the user's name as in {@link NeedsVerifier#username()}. */
    public String username() {
        return first.username();
    }

    /** Returns the authorization identity if there was one, as in {@link NeedsVerifier#authzid()}. */
    public Optional<String> authzid() {
        return first.header().authzid();
    }

    /** Returns what the proof was checked against. */
    public ScramVerifier verifier() {
        return verifier;
    }

    /** Returns the message to send with the success, not yet base64. */
    public byte[] bytes() {
        return StrictUtf8.encode(serverFinal);
    }

    /** Returns the type of channel binding by which client and connection were tied, or empty if they were not. */
    public Optional<ChannelBindingType> boundBy() {
        return boundBy;
    }

    @Override
    public <R> R on(Cases<R> cases) {
        return cases.verified(this);
    }
}
