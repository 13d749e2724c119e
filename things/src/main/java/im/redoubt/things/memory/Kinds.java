package im.redoubt.things.memory;

import im.redoubt.client.extension.Kind;
import im.redoubt.client.extension.Octets;
import im.redoubt.protocol.Secret;
import im.redoubt.things.key.OpeningKey;
import im.redoubt.things.key.SealingKey;
import im.redoubt.things.key.SigningKey;
import im.redoubt.things.key.VerifyingKey;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** How keys and hours are kept. */
public final class Kinds {
    /** A key for what somebody signs. */
    public static final Kind<VerifyingKey> VERIFYING = Kind.bytes(32).as(VerifyingKey::of, VerifyingKey::bytes);

    /** A key to which others seal. */
    public static final Kind<SealingKey> SEALING = Kind.bytes(32).as(SealingKey::of, SealingKey::bytes);

    static final Kind<SigningKey> SIGNING =
            Kind.bytes(32).as(bytes -> secret(bytes, SigningKey::of), key -> octets(key.seed()));

    static final Kind<OpeningKey> OPENING =
            Kind.bytes(32).as(bytes -> secret(bytes, OpeningKey::of), key -> octets(key.seed()));

    static final Kind<LocalTime> TIME_OF_DAY = Kind.integer(0, 24 * 60 - 1)
            .as(minutes -> Optional.of(LocalTime.ofSecondOfDay(60L * minutes)), time -> time.toSecondOfDay() / 60);

    private Kinds() {}

    private static <K> Optional<K> secret(Octets bytes, Function<Secret, K> key) {
        byte[] seed = bytes.toByteArray();
        try (Secret secret = Secret.copyOf(seed)) {
            return bytes.length() == 32 ? Optional.of(key.apply(secret)) : Optional.empty();
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    private static Octets octets(Secret seed) {
        byte[] bytes = seed.reveal();
        try {
            return Octets.copyOf(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
            seed.close();
        }
    }
}
