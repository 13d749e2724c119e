package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.sasl.SaslRefusal;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import java.util.List;
import java.util.Optional;

/**
 * How the messages of SASL lie in elements, and what follows a success. The mechanisms, and what is counted, delayed and refused,
 * are the same in both profiles; an attempt belongs to the one in which it began.
 */
sealed interface SaslProfile permits OriginalSasl, ExtensibleSasl {
    /** Returns the namespace of the elements. */
    String namespace();

    /** Returns whether {@code element} is this one. */
    default boolean is(ParsedElement element, String local) {
        return element.name().is(namespace(), local);
    }

    /** Returns the message in an element, or nothing if it is not base64 in its one canonical spelling. */
    Optional<byte[]> data(ParsedElement element);

    /** Returns the profile of a client that says that it has a token (XEP-0484 section 3.4). */
    default Optional<ExtensibleSasl> token() {
        return Optional.empty();
    }

    /** Returns for which hashes the client would make verifiers when it has proved its password (XEP-0480 section 2.2). */
    default List<ScramHash> upgrades() {
        return List.of();
    }

    /** Returns the challenge with this message. */
    Element challenge(byte[] data);

    /** Returns the end of an attempt without success. */
    Element failure(SaslRefusal refusal);

    /** Returns whether an element that begins an attempt while another one is under way is told so, or else ends the stream. */
    boolean toleratesSecond(ParsedElement element);

    /**
     * Returns whether an account may be signed in to on this stream.
     *
     * @param claimed whom the stream header said it is from
     * @param account the account, absent if no account can have that name
     */
    boolean fits(Optional<Jid> claimed, Optional<BareJid> account);

    /**
     * Returns the step after the last message of an attempt that succeeded.
     *
     * @param authentication the stream
     * @param proof who it is
     * @param data what the mechanism has to say with the success
     */
    ServerStep succeeded(Authentication authentication, ServerEffect.SignedIn proof, Optional<byte[]> data);
}
