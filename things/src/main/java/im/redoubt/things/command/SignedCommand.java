package im.redoubt.things.command;

import static im.redoubt.client.extension.Field.attribute;
import static im.redoubt.client.extension.Field.nested;

import im.redoubt.client.extension.Codec;
import im.redoubt.client.extension.Kind;
import im.redoubt.client.extension.Octets;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.key.Digest;
import im.redoubt.things.key.Signed;
import im.redoubt.things.key.SigningKey;
import im.redoubt.things.key.VerifyingKey;
import im.redoubt.xml.XmlName;

/**
 * A command with its warrant and the signature over both.
 *
 * @param <C> the type of the command
 * @param warrant by what right it is given
 * @param command what is to be done
 * @param signature by the key of the issuer
 */
public record SignedCommand<C>(Warrant warrant, C command, Octets signature) {
    /** The name of the element. */
    public static final XmlName NAME = new XmlName(Signed.NAMESPACE, "command");

    private static final byte[] PURPOSE = Digest.bytes("redoubt things command 0");
    private static final byte[] PINS = Digest.bytes("redoubt things pin 0");
    private static final byte[] ATTEMPT = Digest.bytes("redoubt things attempt 0");
    private static final byte[] COMMANDED = Digest.bytes("redoubt things commanded 0");

    /**
     * Signs a command.
     *
     * @param warrant by what right it is given
     * @param command what is to be done
     * @param codec how it is written
     * @param key that of the issuer
     */
    public static <C> SignedCommand<C> sign(Warrant warrant, C command, Codec<C> codec, SigningKey key) {
        return new SignedCommand<>(warrant, command, key.sign(signed(warrant, command, codec)));
    }

    /** Returns how a command with such content is written. */
    public static <C> Codec<SignedCommand<C>> codec(Codec<C> command) {
        return Codec.element(NAME.namespace(), NAME.local())
                .of(
                        SignedCommand<C>::new,
                        nested(Warrant.CODEC, SignedCommand<C>::warrant),
                        nested(command, SignedCommand<C>::command),
                        attribute("signature", Kind.bytes(VerifyingKey.SIGNATURE_BYTES), SignedCommand<C>::signature));
    }

    /** Returns for what a PIN in a command is sealed: for this command of whoever has this key. */
    public static Octets purposeOfPins(VerifyingKey issuer, Octets id) {
        return Digest.of(PINS, issuer.bytes().toByteArray(), id.toByteArray());
    }

    /** Returns whether the signature was made with this key, over just this command and this warrant. */
    boolean isSignedWith(VerifyingKey key, Codec<C> codec) {
        return key.verifies(signed(warrant, command, codec), signature);
    }

    /**
     * Returns what stands for the command itself, 32 bytes (SHA-256): the same when it is given once more, with another counter and
     * another nonce.
     */
    public Octets digest(Codec<C> codec) {
        return digest(warrant.issuer(), warrant.target(), warrant.id(), codec.signedForm(command));
    }

    /**
     * Returns what stands for a command that is not signed yet.
     *
     * @param issuer who gives it
     * @param target the device that it is for
     * @param id its identifier
     * @param form the command's signed form
     */
    public static Octets digest(BareJid issuer, BareJid target, Octets id, byte[] form) {
        return Digest.of(
                COMMANDED, Digest.bytes(issuer.toString()), Digest.bytes(target.toString()), id.toByteArray(), form);
    }

    /** Returns what stands for the command as it was given this time, 32 bytes (SHA-256): what the answer to it belongs to, and to no other. */
    public Octets attempt(Codec<C> codec) {
        return Digest.of(ATTEMPT, digest(codec).toByteArray(), signature.toByteArray());
    }

    private static <C> byte[] signed(Warrant warrant, C command, Codec<C> codec) {
        return Digest.of(PURPOSE, Warrant.CODEC.signedForm(warrant), codec.signedForm(command))
                .toByteArray();
    }
}
