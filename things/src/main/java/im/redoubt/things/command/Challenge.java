package im.redoubt.things.command;

import static im.redoubt.client.extension.Field.optionalAttribute;

import im.redoubt.client.extension.Codec;
import im.redoubt.client.extension.Kind;
import im.redoubt.client.extension.Octets;
import im.redoubt.things.key.Signed;
import java.util.Optional;

/**
 * What a controller asks for before it gives a command, and gets.
 *
 * @param nonce what the command has to bring back, in the answer
 */
public record Challenge(Optional<Octets> nonce) {
    /** How it is written. */
    public static final Codec<Challenge> CODEC = Codec.element(Signed.NAMESPACE, "challenge")
            .of(Challenge::new, optionalAttribute("nonce", Kind.bytes(Warrant.ID_BYTES), Challenge::nonce));
}
