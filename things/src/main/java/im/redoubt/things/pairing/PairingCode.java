package im.redoubt.things.pairing;

import im.redoubt.client.SecretText;
import im.redoubt.client.invitation.Invitation;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a device shows so that somebody who stands before it can be paired with it, as text or as a QR code: an invitation to become a contact
 * (XEP-0401), by which the server lets him through, and 128 random bits that no server sees, by which the two prove their keys to each
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
     * @param token the invitation by which the server lets through whoever has it; nothing if it makes none
     */
    public static PairingCode make(BareJid device, Optional<Invitation> token, SecureRandom random) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        try {
            String text = "xmpp:" + device + "?roster;preauth="
                    + token.map(one -> SecretText.of(one.token())).orElseGet(() -> written(fresh(random))) + ";pair="
                    + written(bytes);
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

    private static byte[] fresh(SecureRandom random) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return bytes;
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
