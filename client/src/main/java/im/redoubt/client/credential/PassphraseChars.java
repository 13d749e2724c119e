package im.redoubt.client.credential;

import im.redoubt.protocol.Secret;
import java.util.Arrays;
import java.util.Base64;

/** A passphrase as PKCS#12 takes it: in Base64, since what is not ASCII is refused by one platform and read differently by another. */
final class PassphraseChars implements AutoCloseable {
    private final char[] chars;

    private PassphraseChars(char[] chars) {
        this.chars = chars;
    }

    static PassphraseChars of(Secret passphrase) {
        byte[] bytes = passphrase.reveal();
        byte[] encoded = Base64.getEncoder().encode(bytes);
        char[] chars = new char[encoded.length];
        for (int i = 0; i < encoded.length; i++) {
            chars[i] = (char) encoded[i];
        }
        Arrays.fill(bytes, (byte) 0);
        Arrays.fill(encoded, (byte) 0);
        return new PassphraseChars(chars);
    }

    char[] chars() {
        return chars;
    }

    @Override
    public void close() {
        Arrays.fill(chars, '\0');
    }
}
