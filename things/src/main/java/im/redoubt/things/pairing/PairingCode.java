package im.redoubt.things.pairing;

import im.redoubt.client.admission.GivenToken;
import im.redoubt.client.extension.Octets;
import im.redoubt.client.invitation.Invitation;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.key.Digest;
import im.redoubt.things.key.PublicKeys;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a device shows so that somebody who stands before it can be paired with it, as text or as a QR code: an invitation to become a contact
 * (XEP-0379), by whose token the server lets him through, 128 random bits that no server sees, by which the two prove their keys to each
 * other, and 128 bits that stand for the device's keys and for a random value that it gives away only to whoever has said his keys. So also
 * somebody who has seen the code, and has the server on his side, can be no other device, and cannot look for keys of his own that make
 * both numbers the same. Good once.
 */
public final class PairingCode {
    private static final int SECRET_BYTES = 16;
    private static final Pattern SECRET = Pattern.compile("[?;]pair=([A-Za-z0-9_-]{22})(?:;|$)");
    private static final Pattern KEYS = Pattern.compile("[?;]keys=([A-Za-z0-9_-]{22})(?:;|$)");
    private static final Octets NOTHING = Octets.copyOf(new byte[0]);

    private final BareJid device;
    private final String text;
    private final Secret secret;
    private final Octets promise;
    private final Octets nonce;

    private PairingCode(BareJid device, String text, Secret secret, Octets promise, Octets nonce) {
        this.device = device;
        this.text = text;
        this.secret = secret;
        this.promise = promise;
        this.nonce = nonce;
    }

    /**
     * Makes a new one.
     *
     * @param device the account of the device
     * @param keys its keys
     */
    public static PairingCode make(BareJid device, PublicKeys keys, SecureRandom random) {
        byte[] token = new byte[SECRET_BYTES];
        byte[] bytes = new byte[SECRET_BYTES];
        byte[] given = new byte[SECRET_BYTES];
        random.nextBytes(token);
        random.nextBytes(bytes);
        random.nextBytes(given);
        try {
            Octets nonce = Octets.copyOf(given);
            Octets promise = promise(keys, nonce);
            String text = "xmpp:" + device + "?roster;preauth=" + written(token) + ";pair=" + written(bytes) + ";keys="
                    + written(promise.toByteArray());
            return new PairingCode(device, text, Secret.copyOf(bytes), promise, nonce);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /**
     * Reads one.
     *
     * @param text what somebody has scanned or typed
     * @return the code; nothing if it is none
     */
    public static Optional<PairingCode> read(Unverified text) {
        return Invitation.read(text)
                .filter(invitation -> invitation.kind() == Invitation.Kind.CONTACT)
                .flatMap(invitation -> text.parse(all -> read(invitation.address(), all)));
    }

    private static Optional<PairingCode> read(BareJid device, String text) {
        Matcher found = SECRET.matcher(text);
        Matcher keys = KEYS.matcher(text);
        if (!found.find() || !keys.find()) {
            return Optional.empty();
        }
        byte[] bytes = decoded(found.group(1));
        byte[] promise = decoded(keys.group(1));
        try {
            return bytes.length == SECRET_BYTES && promise.length == SECRET_BYTES
                    ? Optional.of(new PairingCode(device, text, Secret.copyOf(bytes), Octets.copyOf(promise), NOTHING))
                    : Optional.empty();
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static Octets promise(PublicKeys keys, Octets nonce) {
        byte[] whole = Digest.of(
                        Digest.bytes("pairing"),
                        keys.verifying().bytes().toByteArray(),
                        keys.sealing().bytes().toByteArray(),
                        nonce.toByteArray())
                .toByteArray();
        return Octets.copyOf(Arrays.copyOf(whole, SECRET_BYTES));
    }

    private static String written(byte[] bytes) {
        return new String(Base64.getUrlEncoder().withoutPadding().encode(bytes), StandardCharsets.US_ASCII);
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException noSuchBits) {
            return new byte[0];
        }
    }

    /** Returns whose it is. */
    public BareJid device() {
        return device;
    }

    /** Returns what is shown to whoever stands before the device, and to nobody else. */
    public String reveal() {
        return text;
    }

    /**
     * Returns what the device's server is told, so that it lets through whoever shows this: a hash of the token in it.
     *
     * @param until when it ends
     */
    public GivenToken token(Instant until) {
        return GivenToken.of(invitation().token(), until);
    }

    /** Returns the invitation in it. */
    Invitation invitation() {
        return Invitation.read(Unverified.of(text)).orElseThrow(IllegalStateException::new);
    }

    /** Returns what no server knows. */
    Secret secret() {
        return secret;
    }

    /** Returns what the device gives away to whoever has said his keys; nothing in a code that was read. */
    Octets nonce() {
        return nonce;
    }

    /** Returns whether the code is of a device with these keys, which gives this away. */
    boolean isOf(PublicKeys keys, Octets given) {
        return promise.equals(promise(keys, given));
    }

    /** Returns whose it is, and not the code. */
    @Override
    public String toString() {
        return "pairing code of " + device;
    }
}
