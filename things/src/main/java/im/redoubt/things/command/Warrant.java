package im.redoubt.things.command;

import static im.redoubt.client.extension.Field.attribute;
import static im.redoubt.client.extension.Field.optionalAttribute;

import im.redoubt.client.extension.Codec;
import im.redoubt.client.extension.Kind;
import im.redoubt.client.extension.Octets;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.key.Signed;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * By what right a command is given: who says it to whom, when, and the how-manieth it is. It is signed with the command.
 *
 * @param issuer who gives the command
 * @param target the device that it is for
 * @param counter greater than that of any command that the issuer gave this device before, 1 at first
 * @param times when it may be acted upon
 * @param id the same in each repetition of one command, so that it is done once (16 bytes)
 * @param nonce what the device asked for to be sure that the command is of now (16 bytes); nothing for a device that sleeps
 */
public record Warrant(BareJid issuer, BareJid target, long counter, Times times, Octets id, Optional<Octets> nonce) {
    /** The length of an id and of a nonce, in bytes. */
    public static final int ID_BYTES = 16;

    /** The longest time for which a command may be good. */
    public static final Duration LONGEST = Duration.ofDays(1);

    static final Codec<Warrant> CODEC = Codec.element(Signed.NAMESPACE, "warrant")
            .of(
                    (issuer, target, counter, notBefore, expiry, id, nonce) ->
                            new Warrant(issuer, target, counter, new Times(notBefore, expiry), id, nonce),
                    attribute("issuer", Kind.bareJid(), Warrant::issuer),
                    attribute("target", Kind.bareJid(), Warrant::target),
                    attribute("counter", Kind.longInteger(1, Long.MAX_VALUE), Warrant::counter),
                    attribute(
                            "not-before",
                            Kind.instant(),
                            warrant -> warrant.times().notBefore()),
                    attribute(
                            "expiry", Kind.instant(), warrant -> warrant.times().expiry()),
                    attribute("id", Kind.bytes(ID_BYTES), Warrant::id),
                    optionalAttribute("nonce", Kind.bytes(ID_BYTES), Warrant::nonce));

    /**
     * A stretch of time by the clock on the wall.
     *
     * @param notBefore its beginning
     * @param expiry its end, which does not belong to it
     */
    public record Times(Instant notBefore, Instant expiry) {
        /** Checks that the end comes behind the beginning, and not after more than {@link #LONGEST}. */
        public Times {
            if (!expiry.isAfter(notBefore)
                    || Duration.between(notBefore, expiry).compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("a command is good for some time, and a day at most");
            }
        }
    }

    /** Checks the lengths. */
    public Warrant {
        if (counter < 1
                || id.length() != ID_BYTES
                || nonce.filter(bytes -> bytes.length() != ID_BYTES).isPresent()) {
            throw new IllegalArgumentException("a counter from 1 on, an id and a nonce of " + ID_BYTES + " bytes");
        }
    }
}
