package im.redoubt.protocol.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.Secret;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Pbkdf2Test {
    @ParameterizedTest
    @EnumSource(ScramHash.class)
    void agreesWithThePlatform(ScramHash hash) throws Exception {
        SecretKeyFactory factory =
                SecretKeyFactory.getInstance("PBKDF2WithHmac" + hash.scheme().replaceAll("SCRAM|-", ""));
        for (String password : new String[] {"a", "pencil", "pässword水😀", "x".repeat(200)}) {
            for (int iterations : new int[] {4096, 4097, 5000}) {
                PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), Scram.SALT, iterations, hash.length() * 8);
                byte[] expected = factory.generateSecret(spec).getEncoded();
                try (Secret secret = Secret.utf8(password.toCharArray());
                        Secret salted = hash.saltedPassword(secret, Scram.SALT, iterations)) {
                    assertThat(salted.reveal()).isEqualTo(expected);
                }
            }
        }
    }
}
