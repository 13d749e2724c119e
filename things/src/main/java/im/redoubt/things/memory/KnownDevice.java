package im.redoubt.things.memory;

import static im.redoubt.client.extension.Field.attribute;
import static im.redoubt.client.extension.Field.child;

import im.redoubt.client.extension.Codec;
import im.redoubt.client.extension.Kind;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.command.Peer;
import im.redoubt.things.command.Role;
import im.redoubt.things.key.PublicKeys;
import im.redoubt.things.key.Signed;

/**
 * A device that a controller was paired with, and where the two of them stand.
 *
 * @param address its account
 * @param keys its keys
 * @param role what this controller may do there
 * @param name what it calls itself
 * @param counter that of the last command that was given to it
 * @param heard the number of the last event of it that is here
 */
public record KnownDevice(BareJid address, PublicKeys keys, Role role, Unverified name, long counter, long heard) {
    static final Codec<KnownDevice> CODEC = Codec.element(Signed.NAMESPACE, "known")
            .of(
                    (address, verifying, sealing, role, name, counter, heard) ->
                            new KnownDevice(address, new PublicKeys(verifying, sealing), role, name, counter, heard),
                    attribute("address", Kind.bareJid(), KnownDevice::address),
                    attribute(
                            "verifying", Kinds.VERIFYING, known -> known.keys().verifying()),
                    attribute("sealing", Kinds.SEALING, known -> known.keys().sealing()),
                    attribute("role", Kind.oneOf(Role.class), KnownDevice::role),
                    child("name", Kind.text(Peer.MOST_NAME_CHARS), KnownDevice::name),
                    attribute("counter", Kind.longInteger(0, Long.MAX_VALUE), KnownDevice::counter),
                    attribute("heard", Kind.longInteger(0, Long.MAX_VALUE), KnownDevice::heard));

    /** Returns this with one more command. */
    public KnownDevice commanded() {
        return new KnownDevice(address, keys, role, name, counter + 1, heard);
    }

    /** Returns this with all events up to a number. */
    public KnownDevice hearing(long number) {
        return new KnownDevice(address, keys, role, name, counter, Math.max(heard, number));
    }
}
