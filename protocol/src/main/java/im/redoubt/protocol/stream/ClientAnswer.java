package im.redoubt.protocol.stream;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.sasl.ChannelBindings;

/** What a client's driver brings back after an effect that asked for something. */
public sealed interface ClientAnswer {
    /**
     * The TLS handshake is complete and the server's certificate is verified for the domain that the effect named.
     *
     * @param bindings the channel bindings that this connection really has
     */
    record Secured(ChannelBindings bindings) implements ClientAnswer {}

    /**
     * The salted password that {@link ClientEffect.DeriveKey} asked for.
     *
     * @param saltedPassword the key; the driver erases it when the step is taken
     */
    record Key(Secret saltedPassword) implements ClientAnswer {}

    /**
     * The password that {@link ClientEffect.AskPassword} asked for.
     *
     * @param password the prepared password; the driver erases it when the step is taken
     */
    record Password(Secret password) implements ClientAnswer {}

    /** There is no password, or no key could be derived from it. */
    record NoKey() implements ClientAnswer {}
}
