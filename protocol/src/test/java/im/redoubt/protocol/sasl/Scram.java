package im.redoubt.protocol.sasl;

import im.redoubt.protocol.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;

/** What the tests of this package share: one account, one connection, and short ways through the cases. */
final class Scram {
    static final String CLIENT_NONCE = "0123456789abcdefghijklmn";
    static final String SERVER_NONCE = "ABCDEFGHIJKLMNOPQRSTUVWX";
    static final String NONCE = CLIENT_NONCE + SERVER_NONCE;
    static final byte[] SALT = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    static final byte[] EXPORTED = filled(32, 7);
    static final byte[] END_POINT = filled(48, 9);
    static final ChannelBindings BINDINGS = ChannelBindings.none()
            .with(ChannelBindingType.TLS_EXPORTER, EXPORTED)
            .with(ChannelBindingType.TLS_SERVER_END_POINT, END_POINT);
    static final Offer OFFER = Offer.of(EnumSet.allOf(ScramHash.class), BINDINGS);
    static final Offer UNBOUND_OFFER = Offer.of(EnumSet.allOf(ScramHash.class), ChannelBindings.none());

    /** What a client sees of {@link #OFFER} when nobody edits it. */
    static final Advertisement SEEN = OFFER.advertisement();

    private static final Map<ScramHash, ScramVerifier> VERIFIERS = verifiers();

    private Scram() {}

    static Secret password() {
        return Secret.utf8("pencil".toCharArray());
    }

    static ScramVerifier verifier(ScramHash hash) {
        ScramVerifier verifier = VERIFIERS.get(hash);
        if (verifier == null) {
            throw new AssertionError(hash);
        }
        return verifier;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    static ScramServer server(Mechanism mechanism, Offer offer) {
        return ScramServer.begin(mechanism, offer, AuthzidRule.NONE, SERVER_NONCE, Optional.empty());
    }

    static ScramClient client(Mechanism mechanism, ClientBinding binding) {
        return ScramClient.begin(
                new MechanismChoice(mechanism, binding, SEEN), "user", IterationBounds.DEFAULT, CLIENT_NONCE);
    }

    static NeedsVerifier accepted(ScramServerFirst outcome) {
        return outcome.on(new ScramServerFirst.Cases<NeedsVerifier>() {
            @Override
            public NeedsVerifier needsVerifier(NeedsVerifier state) {
                return state;
            }

            @Override
            public NeedsVerifier refused(SaslRefusal refusal) {
                throw new AssertionError(refusal.toString());
            }
        });
    }

    static SaslRefusal refused(ScramServerFirst outcome) {
        return outcome.on(new ScramServerFirst.Cases<SaslRefusal>() {
            @Override
            public SaslRefusal needsVerifier(NeedsVerifier state) {
                throw new AssertionError("accepted: " + state.username());
            }

            @Override
            public SaslRefusal refused(SaslRefusal refusal) {
                return refusal;
            }
        });
    }

    static Verified verified(ScramServerFinal outcome) {
        return outcome.on(new ScramServerFinal.Cases<Verified>() {
            @Override
            public Verified verified(Verified verified) {
                return verified;
            }

            @Override
            public Verified refused(SaslRefusal refusal) {
                throw new AssertionError(refusal.toString());
            }
        });
    }

    static SaslRefusal refused(ScramServerFinal outcome) {
        return outcome.on(new ScramServerFinal.Cases<SaslRefusal>() {
            @Override
            public SaslRefusal verified(Verified verified) {
                throw new AssertionError("verified: " + verified.username());
            }

            @Override
            public SaslRefusal refused(SaslRefusal refusal) {
                return refusal;
            }
        });
    }

    static NeedsKey accepted(ScramClientFirst outcome) {
        return outcome.on(new ScramClientFirst.Cases<NeedsKey>() {
            @Override
            public NeedsKey needsKey(NeedsKey state) {
                return state;
            }

            @Override
            public NeedsKey aborted(ScramAbort abort) {
                throw new AssertionError(abort.toString());
            }
        });
    }

    static ScramAbort aborted(ScramClientFirst outcome) {
        return outcome.on(new ScramClientFirst.Cases<ScramAbort>() {
            @Override
            public ScramAbort needsKey(NeedsKey state) {
                throw new AssertionError("accepted " + state.iterations());
            }

            @Override
            public ScramAbort aborted(ScramAbort abort) {
                return abort;
            }
        });
    }

    static ServerProven proven(ScramClientFinal outcome) {
        return outcome.on(new ScramClientFinal.Cases<ServerProven>() {
            @Override
            public ServerProven proven(ServerProven proven) {
                return proven;
            }

            @Override
            public ServerProven aborted(ScramAbort abort) {
                throw new AssertionError(abort.toString());
            }
        });
    }

    static ScramAbort aborted(ScramClientFinal outcome) {
        return outcome.on(new ScramClientFinal.Cases<ScramAbort>() {
            @Override
            public ScramAbort proven(ServerProven proven) {
                throw new AssertionError("proven: " + proven);
            }

            @Override
            public ScramAbort aborted(ScramAbort abort) {
                return abort;
            }
        });
    }

    static Secret salted(NeedsKey state) {
        return state.hash().saltedPassword(password(), state.salt(), state.iterations());
    }

    private static Map<ScramHash, ScramVerifier> verifiers() {
        Map<ScramHash, ScramVerifier> verifiers = new EnumMap<>(ScramHash.class);
        for (ScramHash hash : ScramHash.values()) {
            verifiers.put(hash, ScramVerifier.derive(hash, password(), SALT, IterationBounds.FLOOR));
        }
        return verifiers;
    }
}
