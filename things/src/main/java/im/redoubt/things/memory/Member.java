package im.redoubt.things.memory;

import static im.redoubt.client.extension.Field.attribute;
import static im.redoubt.client.extension.Field.list;
import static im.redoubt.client.extension.Field.nested;
import static im.redoubt.client.extension.Field.optionalAttribute;

import im.redoubt.client.extension.Codec;
import im.redoubt.client.extension.Field;
import im.redoubt.client.extension.Kind;
import im.redoubt.client.extension.Octets;
import im.redoubt.client.text.Unverified;
import im.redoubt.things.command.Hours;
import im.redoubt.things.command.Peer;
import im.redoubt.things.command.Role;
import im.redoubt.things.command.Taken;
import im.redoubt.things.command.Warrant;
import im.redoubt.things.key.PublicKeys;
import im.redoubt.things.key.Signed;

/**
 * A peer of a device, and where the two of them stand.
 *
 * @param peer who he is
 * @param taken the commands that were taken of him
 * @param failures how many PINs of his were wrong since the last right one
 * @param heard the number of the last event that he has
 */
public record Member(Peer peer, Taken taken, int failures, long heard) {
    /** The longest answer that is remembered, in bytes. */
    static final int MOST_ANSWER_BYTES = 8_192;

    private static final Codec<Peer> PEER = Codec.element(Signed.NAMESPACE, "peer")
            .of(
                    (address, verifying, sealing, role, from, to, name) -> new Peer(
                            address,
                            new PublicKeys(verifying, sealing),
                            role,
                            from.flatMap(begin -> to.map(end -> new Hours(begin, end))),
                            name),
                    attribute("address", Kind.bareJid(), Peer::address),
                    attribute("verifying", Kinds.VERIFYING, peer -> peer.keys().verifying()),
                    attribute("sealing", Kinds.SEALING, peer -> peer.keys().sealing()),
                    attribute("role", Kind.oneOf(Role.class), Peer::role),
                    optionalAttribute(
                            "from", Kinds.TIME_OF_DAY, peer -> peer.hours().map(Hours::from)),
                    optionalAttribute(
                            "to", Kinds.TIME_OF_DAY, peer -> peer.hours().map(Hours::to)),
                    Field.<Peer, Unverified>child("name", Kind.text(Peer.MOST_NAME_CHARS), Peer::name));

    private static final Codec<Taken.Entry> ENTRY = Codec.element(Signed.NAMESPACE, "taken")
            .of(
                    Taken.Entry::new,
                    attribute("id", Kind.bytes(Warrant.ID_BYTES), Taken.Entry::id),
                    attribute("digest", Kind.bytes(32), Taken.Entry::digest),
                    Field.<Taken.Entry, Octets>child("answer", Kind.bytes(MOST_ANSWER_BYTES), Taken.Entry::answer));

    static final Codec<Member> CODEC = Codec.element(Signed.NAMESPACE, "member")
            .of(
                    (peer, counter, entries, failures, heard) ->
                            new Member(peer, new Taken(counter, entries), failures, heard),
                    nested(PEER, Member::peer),
                    attribute(
                            "counter",
                            Kind.longInteger(0, Long.MAX_VALUE),
                            member -> member.taken().counter()),
                    list(ENTRY, Taken.MOST, member -> member.taken().last()),
                    attribute("failures", Kind.integer(0, Integer.MAX_VALUE), Member::failures),
                    attribute("heard", Kind.longInteger(0, Long.MAX_VALUE), Member::heard));

    /** Returns whether he is told what happens at the device: guests are not. */
    public boolean isToldOfEvents() {
        return peer.role() != Role.GUEST;
    }

    /** Returns this with one more command. */
    public Member with(Taken next) {
        return new Member(peer, next, failures, heard);
    }

    /** Returns this after so many wrong PINs. */
    public Member failed(int times) {
        return new Member(peer, taken, times, heard);
    }

    /** Returns this with all events up to a number. */
    public Member hearing(long number) {
        return new Member(peer, taken, failures, Math.max(heard, number));
    }
}
