package im.redoubt.things.pairing;

import static im.redoubt.client.extension.Field.attribute;

import im.redoubt.client.extension.Codec;
import im.redoubt.client.extension.Kind;
import im.redoubt.things.command.Role;
import im.redoubt.things.key.Signed;

/**
 * A device has taken somebody for one of its peers.
 *
 * @param role what he may do
 * @param latest the number of the last event that happened before, 0 if there was none
 * @param counter what the counters of his commands are greater than: greater than any that he used when he was a peer before, so that none of
 *     those is good now
 */
public record Welcome(Role role, long latest, long counter) {
    /** How it is written. */
    public static final Codec<Welcome> CODEC = Codec.element(Signed.NAMESPACE, "welcome")
            .of(
                    Welcome::new,
                    attribute("role", Kind.oneOf(Role.class), Welcome::role),
                    attribute("latest", Kind.longInteger(0, Long.MAX_VALUE - 1), Welcome::latest),
                    attribute("counter", Kind.longInteger(0, Long.MAX_VALUE - 1), Welcome::counter));
}
