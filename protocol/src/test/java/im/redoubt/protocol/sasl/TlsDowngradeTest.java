package im.redoubt.protocol.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.Secret;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Somebody who has the server's key sits between two connections with different versions of TLS, so that the two sides have no
 * better binding in common than that of the certificate, which he has too: XEP-0515 section 1.1.
 */
@Tag("LIB-07")
@Tag("A-48")
class TlsDowngradeTest {
    private static final Optional<TlsVersion> UNKNOWN = Optional.empty();

    /** What a connection of this version has; the certificate is the same on both. */
    private static ChannelBindings connection(Optional<TlsVersion> version, int number) {
        ChannelBindings none = version.map(ChannelBindings::over).orElseGet(ChannelBindings::none);
        ChannelBindings both = none.with(ChannelBindingType.TLS_SERVER_END_POINT, Scram.END_POINT);
        return version.equals(Optional.of(TlsVersion.TLS_1_2))
                ? both
                : both.with(ChannelBindingType.TLS_EXPORTER, Scram.filled(32, number));
    }

    private static Offer offer(ChannelBindings bindings) {
        return Offer.of(EnumSet.allOf(ScramHash.class), bindings);
    }

    /** What becomes of a sign-in whose offer is passed on as it is. */
    private enum End {
        SIGNED_IN,
        FOUND_OUT_BY_THE_CLIENT,
        REFUSED_BY_THE_SERVER,
        NOT_BEGUN
    }

    private static End relayed(ChannelBindings client, ChannelBindings server) {
        Advertisement sent = offer(server).advertisement();
        return new ChannelBindingSelection(
                        ChannelBindingSelection.Profile.SASL, client, new SelectionPolicy(ScramHash.SHA_1, false))
                .choose(sent.mechanisms(), sent.bindingTypes())
                .on(new BindingOutcome.Cases<End>() {
                    @Override
                    public End choice(MechanismChoice choice) {
                        return exchange(choice, offer(server));
                    }

                    @Override
                    public End aborted(BindingAbort abort) {
                        return End.NOT_BEGUN;
                    }
                });
    }

    private static End exchange(MechanismChoice choice, Offer offer) {
        ScramClient client = ScramClient.begin(choice, "user", IterationBounds.DEFAULT, new SeededRandom(7));
        ScramServer server = ScramServer.begin(choice.mechanism(), offer, AuthzidRule.NONE, new SeededRandom(8));
        ScramChallenge challenge = Scram.accepted(server.on(client.bytes()))
                .challenge(Scram.verifier(choice.mechanism().hash()));
        return client.on(challenge.bytes()).on(new ScramClientFirst.Cases<End>() {
            @Override
            public End needsKey(NeedsKey state) {
                try (Secret salted = Scram.salted(state)) {
                    return ended(challenge.on(state.proceed(salted).bytes()));
                }
            }

            @Override
            public End aborted(ScramAbort abort) {
                assertThat(abort.cause()).isEqualTo(ScramAbort.Cause.TLS_VERSION);
                return End.FOUND_OUT_BY_THE_CLIENT;
            }
        });
    }

    private static End ended(ScramServerFinal outcome) {
        return outcome.on(new ScramServerFinal.Cases<End>() {
            @Override
            public End verified(Verified verified) {
                return End.SIGNED_IN;
            }

            @Override
            public End refused(SaslRefusal refusal) {
                assertThat(refusal.error()).contains(ScramError.CHANNEL_BINDINGS_DONT_MATCH);
                return End.REFUSED_BY_THE_SERVER;
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> twoConnectionsOfDifferentVersionsAreFoundOut() {
        List<DynamicTest> tests = new ArrayList<>();
        for (TlsVersion client : TlsVersion.values()) {
            for (TlsVersion server : TlsVersion.values()) {
                End expected = client != server
                        ? End.FOUND_OUT_BY_THE_CLIENT
                        : client == TlsVersion.TLS_1_3 ? End.REFUSED_BY_THE_SERVER : End.SIGNED_IN;
                tests.add(DynamicTest.dynamicTest(
                        client + " " + server,
                        () -> assertThat(
                                        relayed(connection(Optional.of(client), 1), connection(Optional.of(server), 2)))
                                .isEqualTo(expected)));
            }
        }
        return tests.stream();
    }

    /** Two connections of TLS 1.2 are not told apart by what they have: the exporter is what an honest server needs 1.3 for. */
    @Test
    void oneConnectionSignsInWhateverItsVersion() {
        for (Optional<TlsVersion> version :
                List.of(UNKNOWN, Optional.of(TlsVersion.TLS_1_2), Optional.of(TlsVersion.TLS_1_3))) {
            ChannelBindings one = connection(version, 3);
            assertThat(relayed(one, one)).isEqualTo(End.SIGNED_IN);
        }
    }

    /** A side that does not know its version says nothing of it and asks for nothing. */
    @Test
    void whereOneSideDoesNotKnowItsVersionNothingIsCompared() {
        for (TlsVersion version : TlsVersion.values()) {
            ChannelBindings known = connection(Optional.of(version), 4);
            ChannelBindings unknown = version == TlsVersion.TLS_1_2
                    ? ChannelBindings.none().with(ChannelBindingType.TLS_SERVER_END_POINT, Scram.END_POINT)
                    : connection(UNKNOWN, 4);
            assertThat(relayed(known, unknown)).isEqualTo(End.SIGNED_IN);
            assertThat(relayed(unknown, known)).isEqualTo(End.SIGNED_IN);
        }
    }

    /** Every set of hashes, bindings and further mechanisms is announced as it is, and no two have one hash. */
    @Test
    void anOfferIsAnnouncedAsItIs() {
        List<String> seen = new ArrayList<>();
        ScramHash[] all = ScramHash.values();
        for (int hashes = 1; hashes < 1 << all.length; hashes++) {
            List<ScramHash> served = new ArrayList<>();
            for (int i = 0; i < all.length; i++) {
                if (((hashes >> i) & 1) == 1) {
                    served.add(all[i]);
                }
            }
            for (Optional<TlsVersion> version : List.of(UNKNOWN, Optional.of(TlsVersion.TLS_1_2))) {
                for (List<String> others : List.of(List.<String>of(), List.of("PLAIN"), List.of("PLAIN", "EXTERNAL"))) {
                    Offer offer = Offer.of(served, connection(version, 5));
                    for (String other : others) {
                        offer = offer.and(other);
                    }
                    Advertisement advertisement = offer.advertisement();
                    assertThat(advertisement.mechanisms())
                            .isEqualTo(offer.names())
                            .hasSize(2 * served.size() + others.size())
                            .endsWith(others.toArray(new String[0]));
                    assertThat(offer.others()).isEqualTo(others);
                    assertThat(advertisement.tls()).isEqualTo(version);
                    assertThat(advertisement.bindingTypes().orElseThrow())
                            .hasSameSizeAs(offer.bindings().types());
                    seen.add(advertisement.hash(ScramHash.SHA_256));
                }
            }
        }
        assertThat(seen).doesNotHaveDuplicates();
    }
}
