package im.redoubt.protocol.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.Secret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody between client and server changes one byte of one message: every byte, in several ways, and nobody signs in. */
@Tag("LIB-07")
class TamperingTest {
    private static final Map<String, Secret> KEYS = new HashMap<>();

    /** Which of the four messages is changed. */
    private enum Step {
        CLIENT_FIRST,
        SERVER_FIRST,
        CLIENT_FINAL,
        SERVER_FINAL
    }

    /** How the two sides end. */
    private record End(boolean serverVerified, boolean clientProven) {}

    @ParameterizedTest
    @EnumSource(Mechanism.class)
    @Tag("A-41")
    @Tag("A-42")
    void noChangeOfTheFirstMessageIsTaken(Mechanism mechanism) {
        nobodySignsIn(mechanism, Step.CLIENT_FIRST);
    }

    @ParameterizedTest
    @EnumSource(Mechanism.class)
    @Tag("A-41")
    @Tag("A-44")
    @Tag("A-45")
    void noChangeOfTheChallengeIsTaken(Mechanism mechanism) {
        nobodySignsIn(mechanism, Step.SERVER_FIRST);
    }

    @ParameterizedTest
    @EnumSource(Mechanism.class)
    @Tag("A-41")
    @Tag("A-46")
    void noChangeOfTheProofIsTaken(Mechanism mechanism) {
        nobodySignsIn(mechanism, Step.CLIENT_FINAL);
    }

    @ParameterizedTest
    @EnumSource(Mechanism.class)
    @Tag("A-43")
    void noChangeOfTheSignatureIsTaken(Mechanism mechanism) {
        Tamper untouched = (step, message) -> message;
        assertThat(exchange(mechanism, untouched)).isEqualTo(new End(true, true));
        for (byte[] changed : changes(message(mechanism, Step.SERVER_FINAL))) {
            End end = exchange(mechanism, only(Step.SERVER_FINAL, changed));
            assertThat(end.clientProven()).as(Scram.text(changed)).isFalse();
        }
    }

    private static void nobodySignsIn(Mechanism mechanism, Step which) {
        for (byte[] changed : changes(message(mechanism, which))) {
            End end = exchange(mechanism, only(which, changed));
            assertThat(end).as(Scram.text(changed)).isEqualTo(new End(false, false));
        }
    }

    /** What somebody makes of a message. */
    private interface Tamper {
        byte[] on(Step step, byte[] message);
    }

    private static Tamper only(Step which, byte[] changed) {
        return (step, message) -> step == which ? changed : message;
    }

    /** Each byte flipped in two bits, taken out, doubled, and with a comma before it; and the message cut off there. */
    private static List<byte[]> changes(byte[] message) {
        List<byte[]> changes = new ArrayList<>();
        for (int at = 0; at < message.length; at++) {
            changes.add(flipped(message, at, 1));
            changes.add(flipped(message, at, 0x20));
            changes.add(joined(message, at, new byte[0], at + 1));
            changes.add(joined(message, at, new byte[] {message[at], message[at]}, at + 1));
            changes.add(joined(message, at, new byte[] {','}, at));
            changes.add(Arrays.copyOf(message, at));
        }
        changes.removeIf(changed -> Arrays.equals(changed, message) || costly(changed));
        return changes;
    }

    /** A number of iterations with another digit would be taken and cost seconds: that is another test's matter. */
    private static boolean costly(byte[] message) {
        return Scram.text(message).matches(".*,i=[0-9]{5,}.*");
    }

    private static byte[] flipped(byte[] message, int at, int bits) {
        byte[] changed = message.clone();
        changed[at] ^= (byte) bits;
        return changed;
    }

    private static byte[] joined(byte[] message, int head, byte[] middle, int tail) {
        return Bytes.concat(
                Bytes.concat(Arrays.copyOf(message, head), middle), Arrays.copyOfRange(message, tail, message.length));
    }

    private static byte[] message(Mechanism mechanism, Step which) {
        Map<Step, byte[]> messages = new EnumMap<>(Step.class);
        exchange(mechanism, (step, message) -> {
            messages.put(step, message);
            return message;
        });
        return Optional.ofNullable(messages.get(which)).orElseThrow();
    }

    private static End exchange(Mechanism mechanism, Tamper tamper) {
        ClientBinding binding = mechanism.plus()
                ? ClientBinding.used(ChannelBindingType.TLS_EXPORTER, Scram.BINDINGS)
                : ClientBinding.unsupported();
        ScramClient client = Scram.client(mechanism, binding);
        Optional<ScramChallenge> challenge = Scram.server(mechanism, Scram.OFFER)
                .on(tamper.on(Step.CLIENT_FIRST, client.bytes()))
                .on(new ScramServerFirst.Cases<Optional<ScramChallenge>>() {
                    @Override
                    public Optional<ScramChallenge> needsVerifier(NeedsVerifier state) {
                        return Optional.of(state.challenge(Scram.verifier(mechanism.hash())));
                    }

                    @Override
                    public Optional<ScramChallenge> refused(SaslRefusal refusal) {
                        return Optional.empty();
                    }
                });
        return challenge.map(sent -> answered(client, sent, tamper)).orElse(new End(false, false));
    }

    private static End answered(ScramClient client, ScramChallenge challenge, Tamper tamper) {
        return client.on(tamper.on(Step.SERVER_FIRST, challenge.bytes())).on(new ScramClientFirst.Cases<End>() {
            @Override
            public End needsKey(NeedsKey state) {
                return proved(state.proceed(key(state)), challenge, tamper);
            }

            @Override
            public End aborted(ScramAbort abort) {
                return new End(false, false);
            }
        });
    }

    private static End proved(ScramProof proof, ScramChallenge challenge, Tamper tamper) {
        return challenge.on(tamper.on(Step.CLIENT_FINAL, proof.bytes())).on(new ScramServerFinal.Cases<End>() {
            @Override
            public End verified(Verified verified) {
                return new End(
                        true,
                        proof.on(tamper.on(Step.SERVER_FINAL, verified.bytes()))
                                .on(new ScramClientFinal.Cases<Boolean>() {
                                    @Override
                                    public Boolean proven(ServerProven proven) {
                                        return true;
                                    }

                                    @Override
                                    public Boolean aborted(ScramAbort abort) {
                                        return false;
                                    }
                                }));
            }

            @Override
            public End refused(SaslRefusal refusal) {
                return new End(false, false);
            }
        });
    }

    /** Derived once for each salt and number of iterations. */
    private static Secret key(NeedsKey state) {
        String name = state.hash() + CanonicalBase64.encode(state.salt()) + state.iterations();
        return KEYS.computeIfAbsent(name, missing -> Scram.salted(state));
    }
}
