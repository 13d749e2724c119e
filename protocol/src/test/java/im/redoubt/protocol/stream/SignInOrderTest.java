package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.sasl.TokenMechanism;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Whatever a client has and whatever a server offers: the first of the four ways that both have is the one that is gone. */
class SignInOrderTest {
    /** The ways in the order in which they are tried. */
    private enum Way {
        TOKEN("HT-SHA-256-EXPR"),
        CERTIFICATE("EXTERNAL"),
        PROVED("SCRAM-SHA-256-PLUS"),
        SENT("PLAIN");

        private final String mechanism;

        Way(String mechanism) {
            this.mechanism = mechanism;
        }
    }

    private static ClientContext having(Set<Way> ways) {
        ClientMeans means = ClientMeans.NONE;
        if (ways.contains(Way.PROVED) || ways.contains(Way.SENT)) {
            means = means.with(ClientMeans.Kind.PASSWORD);
        }
        if (ways.contains(Way.SENT)) {
            means = means.with(PlainPermission.theServerMayReadThePassword());
        }
        if (ways.contains(Way.CERTIFICATE)) {
            means = means.with(ClientMeans.Kind.CERTIFICATE);
        }
        if (ways.contains(Way.TOKEN)) {
            means = means.with(ClientContexts.token(TokenMechanism.HT_SHA_256_EXPR, "t"));
        }
        return ClientContexts.wishing().with(means);
    }

    private static ClientStep offered(ClientContext context, Set<Way> ways, boolean extensible) {
        List<String> names = new ArrayList<>();
        ways.forEach(way -> {
            if (way != Way.TOKEN) {
                names.add(way.mechanism);
            }
        });
        String[] tokens = ways.contains(Way.TOKEN) ? new String[] {Way.TOKEN.mechanism} : new String[0];
        return ways.contains(Way.PROVED)
                ? ClientWalk.mechanisms(
                        context,
                        Pair.BINDINGS,
                        extensible
                                ? Words.authentication(names, Words.fast(tokens))
                                : Words.mechanisms(names.toArray(new String[0])),
                        Words.bindings("tls-exporter"))
                : ClientWalk.mechanisms(
                        context,
                        Pair.BINDINGS,
                        extensible
                                ? Words.authentication(names, Words.fast(tokens))
                                : Words.mechanisms(names.toArray(new String[0])));
    }

    private static String gone(ClientStep step) {
        if (step.next() instanceof Parted) {
            return "none";
        }
        return step.next() instanceof ExpectingPassword
                ? Way.SENT.mechanism
                : ClientWalk.element(step).attribute("mechanism").orElseThrow();
    }

    private static String expected(Set<Way> have, Set<Way> offer, boolean extensible) {
        for (Way way : Way.values()) {
            // who may send his password has one to prove, too
            boolean mine = have.contains(way) || (way == Way.PROVED && have.contains(Way.SENT));
            boolean theirs = offer.contains(way) && (extensible || way != Way.TOKEN);
            if (mine && theirs) {
                return way.mechanism;
            }
        }
        return "none";
    }

    private static List<Set<Way>> subsets() {
        List<Set<Way>> subsets = new ArrayList<>();
        for (int bits = 0; bits < 1 << Way.values().length; bits++) {
            Set<Way> subset = EnumSet.noneOf(Way.class);
            for (int i = 0; i < Way.values().length; i++) {
                if ((bits >> i & 1) == 1) {
                    subset.add(Way.values()[i]);
                }
            }
            subsets.add(subset);
        }
        return subsets;
    }

    @TestFactory
    @Tag("A-48")
    @Tag("LIB-07")
    Stream<DynamicTest> theFirstWayThatBothHaveIsGone() {
        List<DynamicTest> tests = new ArrayList<>();
        for (boolean extensible : new boolean[] {true, false}) {
            for (Set<Way> have : subsets()) {
                for (Set<Way> offer : subsets()) {
                    tests.add(DynamicTest.dynamicTest(
                            (extensible ? "extensible: " : "original: ") + have + " × " + offer,
                            () -> assertThat(gone(offered(having(have), offer, extensible)))
                                    .isEqualTo(expected(have, offer, extensible))));
                }
            }
        }
        return tests.stream();
    }

    /** The same with tokens that are refused: the first of what is left, and never the token again. */
    @TestFactory
    @Tag("A-58")
    Stream<DynamicTest> behindARefusedTokenTheFirstOfTheRestIsGone() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Set<Way> have : subsets()) {
            for (Set<Way> offer : subsets()) {
                if (have.contains(Way.TOKEN) && offer.contains(Way.TOKEN)) {
                    Set<Way> rest = EnumSet.copyOf(have);
                    rest.remove(Way.TOKEN);
                    tests.add(DynamicTest.dynamicTest(have + " × " + offer, () -> {
                        ClientStep step = offered(having(have), offer, true)
                                .next()
                                .on(Words.received(Words.failure2("credentials-expired")));
                        assertThat(step.effects()).startsWith(new ClientEffect.DropToken());
                        assertThat(second(step)).isEqualTo(expected(rest, offer, true));
                        assertThat(step.next().context().means().token()).isEqualTo(kept(step));
                    }));
                }
            }
        }
        return tests.stream();
    }

    private static String second(ClientStep step) {
        return gone(new ClientStep(
                step.next(), step.effects().subList(1, step.effects().size())));
    }

    /** Where nothing is left, nothing goes on that could use it again. */
    private static Optional<ClientToken> kept(ClientStep step) {
        return step.next() instanceof Parted ? step.next().context().means().token() : Optional.empty();
    }
}
