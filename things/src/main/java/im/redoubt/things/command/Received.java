package im.redoubt.things.command;

import static im.redoubt.client.extension.Field.attribute;

import im.redoubt.client.extension.Codec;
import im.redoubt.client.extension.Kind;
import im.redoubt.client.extension.Octets;
import im.redoubt.things.key.Signed;

/**
 * A device has a command and will act upon it.
 *
 * @param id that of the command
 */
public record Received(Octets id) {
    /** How it is written. */
    public static final Codec<Received> CODEC = Codec.element(Signed.NAMESPACE, "received")
            .of(Received::new, attribute("id", Kind.bytes(Warrant.ID_BYTES), Received::id));
}
