package im.redoubt.things.pairing;

import im.redoubt.client.admission.GivenToken;
import im.redoubt.client.invitation.Invitation;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
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
 * (XEP-0379), by whose token the server lets him through, and 128 random bits that no server sees, by which the two prove their keys to each
 * other. Good once.
 */
public final class PairingCode {
    private static final int SECRET_BYTES = 16;
    private static final Pattern SECRET = Pattern.compile("[?;]pair=([A-Za-z0-9_-]{22})(?:;|$)");

    private final BareJid device;
    private final String text;
    private final Secret secret;

    private PairingCode(BareJid device, String text, Secret secret) {
        this.device = device;
        this.text = text;
        this.secret = secret;
    }

    /**
     * Makes a new one.
     *
     * @param device the account of the device
     */
    public static PairingCode make(BareJid device, SecureRandom random) {
        byte[] token = new byte[SECRET_BYTES];
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(token);
        random.nextBytes(bytes);
        try {
            String text = "xmpp:" + device + "?roster;preauth=" + written(token) + ";pair=" + written(bytes);
            return new PairingCode(device, text, Secret.copyOf(bytes));
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
        if (!found.find()) {
            return Optional.empty();
        }
        byte[] bytes = decoded(found.group(1));
        try {
            return bytes.length == SECRET_BYTES
                    ? Optional.of(new PairingCode(device, text, Secret.copyOf(bytes)))
                    : Optional.empty();
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
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

    /** Returns whose it is, and not the code. */
    @Override
    public String toString() {
        return "pairing code of " + device;
    }
}
