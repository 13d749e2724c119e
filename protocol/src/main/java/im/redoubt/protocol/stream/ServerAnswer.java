package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.ScramVerifier;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.xml.Element;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a driver brings back after an effect that asked for something. */
public sealed interface ServerAnswer {
    /**
     * The TLS handshake is complete, or the connection began with one.
     *
     * @param bindings the channel bindings that this connection really has
     * @param certified the accounts of this domain that the peer's certificate names, whose chain was checked; none without one
     */
    record Secured(ChannelBindings bindings, Set<BareJid> certified) implements ServerAnswer {
        /** Copies the set. */
        public Secured {
            certified = Set.copyOf(certified);
        }

        /** The peer has no certificate. */
        public Secured(ChannelBindings bindings) {
            this(bindings, Set.of());
        }
    }

    /**
     * The client has the token that it says it has.
     *
     * @param answer what proves that the server has it too, in base64
     * @param due whether it is time for another one
     */
    record TokenUsed(String answer, boolean due) implements ServerAnswer {}

    /** It has not, or no such token holds any more. */
    record TokenRefused() implements ServerAnswer {}

    /**
     * A token was made.
     *
     * @param token the token, which is told once
     * @param expiry from when on it is worth nothing
     */
    record TokenIssued(String token, Instant expiry) implements ServerAnswer {
        /** Returns when it expires, and nothing of the token. */
        @Override
        public String toString() {
            return "TokenIssued[expiry=" + expiry + "]";
        }
    }

    /** The client gets no token. */
    record NoToken() implements ServerAnswer {}

    /**
     * For which of the hashes in question the account has no verifier.
     *
     * @param hashes the hashes, in the order of the question
     * @param iterations how many iterations new verifiers have
     */
    record Lacking(List<ScramHash> hashes, int iterations) implements ServerAnswer {
        /** Copies the list. */
        public Lacking {
            hashes = List.copyOf(hashes);
        }
    }

    /** The verifier is stored. */
    record Upgraded() implements ServerAnswer {}

    /** It is not, since what was proved is not the account's any more. */
    record NotUpgraded() implements ServerAnswer {}

    /**
     * An account was looked for.
     *
     * @param exists whether there is one
     */
    record AccountFound(boolean exists) implements ServerAnswer {}

    /**
     * The verifier of the account, or a decoy where there is no such account or verifier.
     *
     * @param verifier what the proof is checked against
     */
    record Verifier(ScramVerifier verifier) implements ServerAnswer {}

    /**
     * A password was compared.
     *
     * @param right whether it is the account's
     */
    record PasswordChecked(boolean right) implements ServerAnswer {}

    /** Nothing could be looked up now. */
    record Unavailable() implements ServerAnswer {}

    /**
     * The invitation was looked up.
     *
     * @param valid whether it may be used now
     * @param name the name that it is for, if it prescribes one
     */
    record Invitation(boolean valid, Optional<String> name) implements ServerAnswer {}

    /**
     * The account was made, or not.
     *
     * @param refusal why not, absent if it was made
     */
    record Registration(Optional<StanzaError> refusal) implements ServerAnswer {}

    /**
     * The resource was bound.
     *
     * @param address the full address of the session
     */
    record Resource(FullJid address) implements ServerAnswer {}

    /**
     * No resource could be bound.
     *
     * @param account who asked
     * @param refusal why not
     */
    record NoResource(BareJid account, StanzaError refusal) implements ServerAnswer {}

    /**
     * A session has begun together with the authentication (XEP-0386).
     *
     * @param address its full address
     * @param results what is told of it with the success
     */
    record Begun(FullJid address, List<Element> results) implements ServerAnswer {
        /** Copies the list. */
        public Begun {
            results = List.copyOf(results);
        }
    }

    /**
     * The session goes on here: it has the stream already.
     *
     * @param address its full address
     */
    record Resumed(FullJid address) implements ServerAnswer {}

    /**
     * There is no such session of this account.
     *
     * @param handled how many stanzas of it were handled, below {@link StreamManagement#MODULUS}, where there was one and that is
     *     known
     */
    record NotResumed(Optional<Long> handled) implements ServerAnswer {}

    /**
     * There is one, and it was not sent what the client says that it has handled.
     *
     * @param error says so
     */
    record Miscounted(StreamError error) implements ServerAnswer {}
}
