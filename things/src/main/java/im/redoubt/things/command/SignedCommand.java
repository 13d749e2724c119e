package im.redoubt.things.command;

import static im.redoubt.client.extension.Field.attribute;
import static im.redoubt.client.extension.Field.nested;

import im.redoubt.client.extension.Codec;
import im.redoubt.client.extension.Kind;
import im.redoubt.client.extension.Octets;
import im.redoubt.things.key.SigningKey;
import im.redoubt.things.key.VerifyingKey;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A command with its warrant and the signature over both.
 *
 * @param <C> the type of the command
 * @param warrant by what right it is given
 * @param command what is to be done
 * @param signature by the key of the issuer
 */
public record SignedCommand<C>(Warrant warrant, C command, Octets signature) {
    private static final byte[] PURPOSE = "redoubt things command 0".getBytes(StandardCharsets.US_ASCII);
    private static final int SIGNATURE_BYTES = 64;

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
        return Codec.element(Warrant.NAMESPACE, "command")
                .of(
                        SignedCommand<C>::new,
                        nested(Warrant.CODEC, SignedCommand<C>::warrant),
                        nested(command, SignedCommand<C>::command),
                        attribute("signature", Kind.bytes(SIGNATURE_BYTES), SignedCommand<C>::signature));
    }

    /** Returns whether the signature was made with this key, over just this command and this warrant. */
    boolean isSignedWith(VerifyingKey key, Codec<C> codec) {
        return key.verifies(signed(warrant, command, codec), signature);
    }

    /** Returns what stands for all that was signed, 32 bytes: SHA-256. */
    Octets digest(Codec<C> codec) {
        try {
            return Octets.copyOf(MessageDigest.getInstance("SHA-256").digest(signed(warrant, command, codec)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    // Each part with its length, so that nothing of one can be moved into the other.
    private static <C> byte[] signed(Warrant warrant, C command, Codec<C> codec) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : new byte[][] {PURPOSE, Warrant.CODEC.signedForm(warrant), codec.signedForm(command)}) {
            out.write(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array(), 0, Integer.BYTES);
            out.write(part, 0, part.length);
        }
        return out.toByteArray();
    }
}
