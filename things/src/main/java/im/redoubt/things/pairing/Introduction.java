package im.redoubt.things.pairing;

import static im.redoubt.client.extension.Field.attribute;
import static im.redoubt.client.extension.Field.child;
import static im.redoubt.client.extension.Field.optionalAttribute;

import im.redoubt.client.extension.Codec;
import im.redoubt.client.extension.Kind;
import im.redoubt.client.extension.Octets;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.command.Peer;
import im.redoubt.things.key.Digest;
import im.redoubt.things.key.PublicKeys;
import im.redoubt.things.key.Signed;
import im.redoubt.things.memory.Kinds;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of one of the two that are being paired, and the proof that he knows the code.
 *
 * @param keys his keys
 * @param name what he calls himself
 * @param nonce what the device gives away only here; nothing from a controller
 * @param proof HMAC with SHA-256 by the secret of the code over both addresses, this, and what the other one has said before
 */
public record Introduction(PublicKeys keys, Unverified name, Optional<Octets> nonce, Octets proof) {
    /** How the controller introduces itself. */
    static final Codec<Introduction> OF_CONTROLLER = codec("pair");

    /** How the device does then. */
    static final Codec<Introduction> OF_DEVICE = codec("paired");

    private static final int PROOF_BYTES = 32;
    private static final int NONCE_BYTES = 16;
    private static final String HMAC = "HmacSHA256";

    private static Codec<Introduction> codec(String name) {
        return Codec.element(Signed.NAMESPACE, name)
                .of(
                        (verifying, sealing, called, nonce, proof) ->
                                new Introduction(new PublicKeys(verifying, sealing), called, nonce, proof),
                        attribute(
                                "verifying", Kinds.VERIFYING, one -> one.keys().verifying()),
                        attribute("sealing", Kinds.SEALING, one -> one.keys().sealing()),
                        child("name", Kind.text(Peer.MOST_NAME_CHARS), Introduction::name),
                        optionalAttribute("nonce", Kind.bytes(NONCE_BYTES), Introduction::nonce),
                        attribute("proof", Kind.bytes(PROOF_BYTES), Introduction::proof));
    }

    /**
     * The two of them.
     *
     * @param device the account of the device
     * @param controller that of the controller
     */
    record Pair(BareJid device, BareJid controller) {
        private byte[] bytes() {
            return Digest.of(Digest.bytes(device.toString()), Digest.bytes(controller.toString()))
                    .toByteArray();
        }
    }

    /** Returns how the controller introduces itself. */
    static Introduction ofController(PublicKeys keys, Unverified name, Secret secret, Pair pair) {
        return new Introduction(keys, name, Optional.empty(), proof(secret, controllerSays(keys, name, pair)));
    }

    /** Returns how the device introduces itself to a controller. */
    static Introduction ofDevice(PublicKeys keys, Unverified name, PairingCode code, Pair pair, PublicKeys controller) {
        Octets said = deviceSays(keys, name, code.nonce(), pair, controller);
        return new Introduction(keys, name, Optional.of(code.nonce()), proof(code.secret(), said));
    }

    boolean isOfController(Secret secret, Pair pair) {
        return !nonce.isPresent() && isRight(proof(secret, controllerSays(keys, name, pair)));
    }

    boolean isOfDevice(PairingCode code, Pair pair, PublicKeys controller) {
        return nonce.filter(given -> code.isOf(keys, given)
                        && isRight(proof(code.secret(), deviceSays(keys, name, given, pair, controller))))
                .isPresent();
    }

    /** Returns what both show, for people to compare: eight digits that stand for all keys and addresses. */
    static String fingerprint(Pair pair, PublicKeys device, PublicKeys controller, Octets nonce) {
        byte[] digest = Digest.of(
                        Digest.bytes("fingerprint"),
                        pair.bytes(),
                        bytes(device),
                        bytes(controller),
                        nonce.toByteArray())
                .toByteArray();
        long number = 0;
        for (int i = 0; i < 7; i++) {
            number = number << 8 | (digest[i] & 0xFF);
        }
        String digits = Long.toString(100_000_000 + number % 100_000_000).substring(1);
        return digits.substring(0, 4) + ' ' + digits.substring(4);
    }

    private boolean isRight(Octets expected) {
        return MessageDigest.isEqual(expected.toByteArray(), proof.toByteArray());
    }

    private static Octets controllerSays(PublicKeys keys, Unverified name, Pair pair) {
        return Digest.of(Digest.bytes("controller"), pair.bytes(), bytes(keys), bytes(name));
    }

    private static Octets deviceSays(PublicKeys keys, Unverified name, Octets nonce, Pair pair, PublicKeys controller) {
        return Digest.of(
                Digest.bytes("device"), pair.bytes(), bytes(keys), bytes(name), nonce.toByteArray(), bytes(controller));
    }

    private static byte[] bytes(PublicKeys keys) {
        return Digest.of(
                        keys.verifying().bytes().toByteArray(),
                        keys.sealing().bytes().toByteArray())
                .toByteArray();
    }

    private static byte[] bytes(Unverified name) {
        return name.parse(text -> Optional.of(Digest.bytes(text))).orElse(new byte[0]);
    }

    private static Octets proof(Secret secret, Octets what) {
        byte[] key = secret.reveal();
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return Octets.copyOf(mac.doFinal(what.toByteArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }
}
