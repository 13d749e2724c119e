package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.FullJid;
import im.redoubt.xml.Element;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Long random walks: whatever is said in whatever order, the invariants of both roles hold. */
class RandomWalkTest {
    private static final int WALKS = 4_000;
    private static final int STEPS = 40;
    private static final Map<String, ServerInput> TO_SERVER = ServerStateTest.inputs();

    /** What a walk of the client has seen so far. */
    private static final class Seen {
        private boolean tls;
        private boolean proof;
        private boolean asked;
        private boolean over;
    }

    @Test
    @Tag("A-56")
    @Tag("LIB-02")
    void noWalkOfTheClientComesToASessionOrLeaksOnTheWay() {
        List<ClientContext> contexts = List.of(
                Pair.context(), ClientContexts.wishing(), ClientContexts.returning(), ClientContexts.withToken());
        Said said = new Said(Serves.ALL, Serves.ORIGINAL, Serves.SESSIONS);
        Random random = new Random(56);
        for (int walk = 0; walk < WALKS; walk++) {
            ClientStep step = walk(contexts.get(walk % contexts.size()), said, random);
            assertThat(step.next()).isNotInstanceOf(Joined.class);
        }
    }

    /** Where a server proves nothing but its certificate, its word is all there is: but over TLS, and for this account only. */
    @Test
    @Tag("A-56")
    @Tag("LIB-02")
    void aWalkOfWhoeverBelievesTheServerLeaksNothingInClear() {
        List<ClientContext> contexts = List.of(ClientContexts.plain(), ClientContexts.certified());
        Said said = new Said(Serves.PLAIN, Serves.CERTIFICATES, Serves.CERTIFICATES.original());
        Random random = new Random(57);
        int sessions = 0;
        for (int walk = 0; walk < WALKS; walk++) {
            ClientContext context = contexts.get(walk % contexts.size());
            ClientStep step = walk(context, said, random);
            if (step.next() instanceof Joined joined) {
                assertThat(joined.session().address().bare()).isEqualTo(context.account());
                sessions++;
            }
        }
        assertThat(sessions).as("walks that are long enough to matter").isPositive();
    }

    /** What anybody can say, and what was once said in each state to lead a client on. */
    private static final class Said {
        private final List<ClientInput> words = new ArrayList<>(Words.all().values());
        private final Map<String, List<ClientInput>> helpful = new HashMap<>();

        Said(Serves... servers) {
            for (Serves serves : servers) {
                for (ClientContext context :
                        List.of(ClientContexts.returning(), ClientContexts.plain(), ClientContexts.certified())) {
                    Pair pair = Pair.run(serves, context, false, Optional.empty());
                    words.addAll(pair.toClientLog);
                    pair.taken.forEach((state, input) -> helpful.computeIfAbsent(state, any -> new ArrayList<>())
                            .add(input));
                }
            }
        }

        /** Most of the time the word that led on once, so that walks get somewhere. */
        ClientInput to(ClientState state, Random random) {
            List<ClientInput> likely = helpful.getOrDefault(state.getClass().getSimpleName(), words);
            List<ClientInput> from = random.nextInt(4) == 0 ? words : likely;
            return from.get(random.nextInt(from.size()));
        }
    }

    private static ClientStep walk(ClientContext context, Said said, Random random) {
        ClientStep step = random.nextBoolean() ? context.startTls() : context.directTls();
        Seen seen = new Seen();
        look(step, seen);
        for (int i = 0; i < STEPS && !seen.over && !(step.next() instanceof Joined); i++) {
            step = taken(step, said.to(step.next(), random), seen);
        }
        return step;
    }

    private static ClientStep taken(ClientStep before, ClientInput input, Seen seen) {
        ClientStep step;
        try {
            step = before.next().on(input);
        } catch (IllegalStateException | IllegalArgumentException driversFault) {
            return before;
        }
        seen.tls |= input instanceof ClientInput.Answered answered
                && answered.answer() instanceof ClientAnswer.Secured
                && before.next() instanceof ExpectingTls;
        look(step, seen);
        return step;
    }

    private static void look(ClientStep step, Seen seen) {
        for (ClientEffect effect : step.effects()) {
            assertThat(seen.over).as("nothing follows the end").isFalse();
            if (effect instanceof ClientEffect.Send send) {
                String text = send.element().toString();
                assertThat(seen.tls || text.startsWith("<starttls ")).as(text).isTrue();
                seen.asked |= text.contains("<bind ") || text.contains("<resume ");
                seen.proof |=
                        text.contains("<response ") || text.contains("<initial-response") || text.contains("<auth ");
            }
            boolean secret = effect instanceof ClientEffect.AskPassword
                    || effect instanceof ClientEffect.DeriveKey
                    || effect instanceof ClientEffect.DropToken;
            assertThat(seen.tls || !secret).isTrue();
            if (effect instanceof ClientEffect.Open open) {
                assertThat(open.from().isPresent()).isEqualTo(seen.tls);
            }
            if (effect instanceof ClientEffect.Established) {
                assertThat(seen.tls && seen.proof && seen.asked).isTrue();
            }
            seen.over |= effect instanceof ClientEffect.Over;
        }
        assertThat(step.next() instanceof Parted).isEqualTo(seen.over);
    }

    @Test
    @Tag("S-14")
    @Tag("A-54")
    @Tag("A-56")
    @Tag("LIB-02")
    void noWalkOfTheServerComesToASessionWithoutTlsAndAnAccount() {
        List<ServerInput> words = new ArrayList<>(TO_SERVER.values());
        Random random = new Random(14);
        int sessions = 0;
        for (int walk = 0; walk < WALKS; walk++) {
            ServerState state = new AwaitingHeader(new Negotiator(random.nextBoolean()).context());
            boolean tls = false;
            boolean signedIn = false;
            int failures = 0;
            Optional<FullJid> session = Optional.empty();
            for (int i = 0; i < STEPS && session.isEmpty() && !(state instanceof Ended); i++) {
                ServerInput input = helpful(random, state).orElse(words.get(random.nextInt(words.size())));
                ServerStep step;
                try {
                    step = state.on(input);
                } catch (IllegalStateException driversFault) {
                    continue;
                }
                tls |= state instanceof AwaitingTls;
                for (ServerEffect effect : step.effects()) {
                    failures += effect instanceof ServerEffect.Penalise ? 1 : 0;
                    signedIn |= effect instanceof ServerEffect.SignedIn;
                    session = effect instanceof ServerEffect.Established made ? Optional.of(made.address()) : session;
                    assertThat(tls || !(effect instanceof ServerEffect.FindVerifier))
                            .isTrue();
                    assertThat(tls || !(effect instanceof ServerEffect.CheckPassword))
                            .isTrue();
                }
                assertThat(failures).isLessThanOrEqualTo(state.context().attempts());
                assertThat(step.next() instanceof Ended
                                || failures < state.context().attempts())
                        .isTrue();
                state = step.next();
            }
            assertThat(session.isEmpty() || (tls && signedIn)).isTrue();
            sessions += session.isPresent() ? 1 : 0;
        }
        assertThat(sessions).as("walks that are long enough to matter").isPositive();
    }

    private static Element plain(Random random) {
        String message = "\0alice\0secret";
        return switch (random.nextInt(4)) {
            case 0 -> Negotiator.auth("PLAIN", message);
            case 1 -> Negotiator.authenticate("PLAIN", message);
            case 2 -> Negotiator.authenticate("PLAIN", message, Negotiator.bind2());
            default -> Negotiator.authenticate("PLAIN", message, Negotiator.resume("x", "1"), Negotiator.bind2());
        };
    }

    /** Most of the time the word that leads on, so that walks get somewhere. */
    private static Optional<ServerInput> helpful(Random random, ServerState state) {
        if (random.nextInt(10) == 0) {
            return Optional.empty();
        }
        String word = switch (state.getClass().getSimpleName()) {
            case "AwaitingHeader", "AwaitingSecureHeader", "AwaitingAuthenticatedHeader" -> "header";
            case "AwaitingStartTls" -> "<starttls>";
            case "AwaitingTls" -> "secured";
            case "AwaitingPassword" -> "password";
            case "AwaitingCertified" -> "account found";
            case "AwaitingToken" -> "token used";
            case "AwaitingBind" -> "<bind>";
            case "AwaitingResource" -> "resource";
            case "AwaitingInline" -> random.nextBoolean() ? "begun" : "resumed";
            default -> "";
        };
        if (state instanceof AwaitingAuth && state.context().plain()) {
            return Optional.of(Negotiator.received(plain(random)));
        }
        return Optional.ofNullable(TO_SERVER.get(word));
    }

    /** Rounds without end of giving up and starting again leave the tries used up, not more and not fewer. */
    @Test
    @Tag("A-56")
    void roundsWithoutEndComeToAnEnd() {
        ServerInput abort = Negotiator.received(Words.named(StreamNames.SASL, "abort"));
        ServerInput auth = Negotiator.received(Negotiator.auth("SCRAM-SHA-256", "n,,n=alice,r=abcdefghijklmnop"));
        for (int run = 0; run < 10_000; run++) {
            ServerState state = new Negotiator().awaitingAuth();
            int rounds = 0;
            while (!(state instanceof Ended)) {
                state = state.on(auth).next();
                state = state.on(new ServerInput.Answered(new ServerAnswer.Unavailable()))
                        .next();
                state = state instanceof Ended ? state : state.on(abort).next();
                rounds++;
            }
            assertThat(rounds).isEqualTo(2);
            assertThat(state.on(auth)).isEqualTo(ServerStep.to(state));
        }
    }
}
