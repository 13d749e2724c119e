package im.redoubt.client.line;

import im.redoubt.protocol.stream.ClientFailure;

/** Why there is no session. */
public sealed interface DialFailure {
    /** Returns what people can do about it. */
    String words();

    /**
     * Nobody answers where the server should be.
     *
     * @param words what was tried
     */
    record Unreachable(String words) implements DialFailure {}

    /**
     * The server is not who it must be, or TLS is not as it must be. Nothing of the account was sent.
     *
     * @param words what was seen and what was expected
     */
    record Untrusted(String words) implements DialFailure {}

    /**
     * The negotiation failed.
     *
     * @param why at which point
     */
    record Failed(ClientFailure why) implements DialFailure {
        @Override
        public String words() {
            return FailureWords.of(why);
        }
    }
}
