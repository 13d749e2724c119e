package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ChannelBindingType;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlViolation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every cell of (negotiation state × input) of the server: what is not listed as expected is refused. */
class ServerStateTest {
    private final Negotiator negotiator = new Negotiator();

    /** What a cell leads to. */
    private enum Verdict {
        GOES_ON,
        ENDS_WITH_ERROR,
        ENDS_IN_ORDER,
        IGNORED,
        FAULT_OF_THE_DRIVER
    }

    static Map<String, ServerInput> inputs() {
        Map<String, ServerInput> inputs = new TreeMap<>();
        inputs.put("header", new ServerInput.Opened(Negotiator.header("example.org")));
        inputs.put("foreign header", new ServerInput.Opened(Negotiator.header("example.net")));
        Map<String, Element> elements = new TreeMap<>();
        elements.put("starttls", Element.named(StreamNames.TLS, "starttls").build());
        elements.put("auth", Negotiator.auth("SCRAM-SHA-256", "n,,n=alice,r=abcdefghijklmnop"));
        elements.put(
                "response",
                Element.named(StreamNames.SASL, "response").text("YQ==").build());
        elements.put("abort", Element.named(StreamNames.SASL, "abort").build());
        elements.put("authenticate", Negotiator.authenticate("SCRAM-SHA-256", "n,,n=alice,r=abcdefghijklmnop"));
        elements.put(
                "response 2",
                Element.named(StreamNames.SASL2, "response").text("YQ==").build());
        elements.put("abort 2", Element.named(StreamNames.SASL2, "abort").build());
        elements.put("next", Negotiator.task("UPGR-SCRAM-SHA-512"));
        elements.put("task-data", Negotiator.saltedPassword(new byte[64]));
        elements.put(
                "bind",
                Negotiator.iq("set", Element.named(StreamNames.BIND, "bind").build()));
        elements.put(
                "message",
                Element.named("jabber:client", "message")
                        .attribute("to", "bob@example.org")
                        .build());
        elements.put("presence", Element.named("jabber:client", "presence").build());
        elements.put(
                "preauth",
                Negotiator.iq(
                        "set",
                        Element.named("urn:xmpp:pars:0", "preauth")
                                .attribute("token", "t")
                                .build()));
        elements.put(
                "register",
                Negotiator.iq(
                        "get", Element.named("jabber:iq:register", "query").build()));
        elements.put(
                "compress",
                Element.named("http://jabber.org/protocol/compress", "compress").build());
        elements.put(
                "resume",
                Element.named("urn:xmpp:sm:3", "resume")
                        .attribute("previd", "x")
                        .attribute("h", "1")
                        .build());
        elements.put("nonsense", Element.named("urn:example:nonsense", "x").build());
        elements.forEach((name, element) -> inputs.put("<" + name + ">", new ServerInput.Received(element.toParsed())));
        inputs.put("footer", new ServerInput.Footer());
        inputs.put("violation", ServerInput.Failed.by(new XmlViolation(XmlViolation.Kind.RESTRICTED_XML, "a comment")));
        inputs.put("deadline", new ServerInput.Failed(StreamError.of(StreamCondition.CONNECTION_TIMEOUT)));
        inputs.put("secured", new ServerInput.Answered(new ServerAnswer.Secured(ChannelBindings.none())));
        inputs.put("unavailable", new ServerInput.Answered(new ServerAnswer.Unavailable()));
        inputs.put("password", new ServerInput.Answered(new ServerAnswer.PasswordChecked(true)));
        inputs.put("token used", new ServerInput.Answered(new ServerAnswer.TokenUsed("", false)));
        inputs.put("token refused", new ServerInput.Answered(new ServerAnswer.TokenRefused()));
        inputs.put(
                "token issued", new ServerInput.Answered(new ServerAnswer.TokenIssued("t", java.time.Instant.EPOCH)));
        inputs.put("no token", new ServerInput.Answered(new ServerAnswer.NoToken()));
        inputs.put("lacking", new ServerInput.Answered(new ServerAnswer.Lacking(List.of(ScramHash.SHA_512), 10_000)));
        inputs.put("upgraded", new ServerInput.Answered(new ServerAnswer.Upgraded()));
        inputs.put("not upgraded", new ServerInput.Answered(new ServerAnswer.NotUpgraded()));
        inputs.put("account found", new ServerInput.Answered(new ServerAnswer.AccountFound(true)));
        inputs.put("invitation", new ServerInput.Answered(new ServerAnswer.Invitation(true, Optional.empty())));
        inputs.put("account", new ServerInput.Answered(new ServerAnswer.Registration(Optional.empty())));
        inputs.put(
                "resource",
                new ServerInput.Answered(new ServerAnswer.Resource(
                        BareJid.of("alice@example.org").withResource("r"))));
        inputs.put(
                "begun",
                new ServerInput.Answered(
                        new ServerAnswer.Begun(BareJid.of("alice@example.org").withResource("r"), List.of())));
        inputs.put(
                "no resource",
                new ServerInput.Answered(new ServerAnswer.NoResource(
                        BareJid.of("alice@example.org"), StanzaError.of(StanzaCondition.RESOURCE_CONSTRAINT))));
        inputs.put(
                "resumed",
                new ServerInput.Answered(
                        new ServerAnswer.Resumed(BareJid.of("alice@example.org").withResource("r"))));
        inputs.put("not resumed", new ServerInput.Answered(new ServerAnswer.NotResumed(Optional.empty())));
        inputs.put("miscounted", new ServerInput.Answered(new ServerAnswer.Miscounted(StreamManagement.tooHigh(2, 1))));
        return inputs;
    }

    /** All that is not refused. Whoever adds a state or an input adds to this table or has it refused. */
    private static final Map<String, String> GOES_ON = Map.ofEntries(
            Map.entry("AwaitingHeader", "header"),
            Map.entry("AwaitingStartTls", "<starttls>"),
            Map.entry("AwaitingTls", "secured"),
            Map.entry("AwaitingSecureHeader", "header"),
            Map.entry(
                    "AwaitingAuth",
                    "<auth>,<response>,<abort>,<authenticate>,<response 2>,<abort 2>,<preauth>,<register>"),
            Map.entry("AwaitingVerifier", "unavailable"),
            Map.entry("AwaitingProof", "<auth>,<response>,<abort>"),
            Map.entry("AwaitingProof of SASL2", "<response 2>,<abort 2>"),
            Map.entry("AwaitingInline", "begun,no resource,unavailable"),
            Map.entry("AwaitingInline of a token", "token issued,no token,unavailable"),
            Map.entry("AwaitingInline of a resumption", "resumed,not resumed,unavailable"),
            Map.entry("AwaitingLacking", "unavailable,lacking"),
            Map.entry("AwaitingTask", "<next>"),
            Map.entry("AwaitingSaltedPassword", "<task-data>"),
            Map.entry("AwaitingUpgrade", "upgraded"),
            Map.entry("AwaitingPassword", "unavailable,password"),
            Map.entry("AwaitingCertified", "unavailable,account found"),
            Map.entry("AwaitingToken", "unavailable,token used,token refused"),
            Map.entry("AwaitingInvitation", "invitation"),
            Map.entry(
                    "Invited", "<auth>,<response>,<abort>,<authenticate>,<response 2>,<abort 2>,<preauth>,<register>"),
            Map.entry("AwaitingAccount", "account"),
            Map.entry("AwaitingAuthenticatedHeader", "header"),
            Map.entry("AwaitingBind", "<bind>,<resume>"),
            Map.entry("AwaitingResource", "resource,no resource"),
            Map.entry("AwaitingResumption", "resumed,not resumed,unavailable"));

    @TestFactory
    @Tag("S-6")
    @Tag("S-13")
    @Tag("S-14")
    @Tag("T-25")
    @Tag("A-49")
    @Tag("A-56")
    @Tag("LIB-02")
    Stream<DynamicTest> everyCellIsDecided() {
        List<DynamicTest> cells = new ArrayList<>();
        negotiator
                .states()
                .forEach((stateName, state) -> inputs().forEach((inputName, input) -> cells.add(DynamicTest.dynamicTest(
                        stateName + " × " + inputName,
                        () -> assertThat(verdict(() -> state.on(input))).isEqualTo(expected(stateName, inputName))))));
        assertThat(cells).hasSize(negotiator.states().size() * inputs().size());
        return cells.stream();
    }

    @Test
    void everyStateIsInTheTable() {
        assertThat(negotiator.states().values())
                .extracting(state -> state.getClass().getSimpleName())
                .hasSameElementsAs(
                        kinds(ServerState.class).map(Class::getSimpleName).toList());
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isInterface()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(ServerStateTest::kinds)
                : Stream.of(type);
    }

    private static Verdict expected(String state, String input) {
        if (state.equals("Ended")) {
            return Verdict.IGNORED;
        }
        if (List.of(GOES_ON.getOrDefault(state, "").split(",")).contains(input)) {
            return Verdict.GOES_ON;
        }
        if ((state.equals("AwaitingResumption") || state.equals("AwaitingInline of a resumption"))
                && input.equals("miscounted")) {
            return Verdict.ENDS_WITH_ERROR;
        }
        if (state.equals("AwaitingUpgrade")
                && List.of("not upgraded", "unavailable").contains(input)) {
            return Verdict.ENDS_WITH_ERROR;
        }
        boolean fromDriver = inputs().get(input) instanceof ServerInput.Answered;
        boolean xmlDuringHandshake = state.equals("AwaitingTls") && (input.startsWith("<") || input.endsWith("header"));
        boolean sessionsElement = state.equals("Bound") && input.startsWith("<");
        if (fromDriver || xmlDuringHandshake || sessionsElement) {
            return Verdict.FAULT_OF_THE_DRIVER;
        }
        return input.equals("footer") ? Verdict.ENDS_IN_ORDER : Verdict.ENDS_WITH_ERROR;
    }

    private static Verdict verdict(Supplier<ServerStep> cell) {
        ServerStep step;
        try {
            step = cell.get();
        } catch (IllegalStateException fault) {
            return Verdict.FAULT_OF_THE_DRIVER;
        }
        if (step.effects().isEmpty()) {
            return step.next() instanceof Ended ? Verdict.IGNORED : Verdict.GOES_ON;
        }
        ServerEffect last = step.effects().get(step.effects().size() - 1);
        if (last instanceof ServerEffect.Close) {
            assertThat(step.next()).isInstanceOf(Ended.class);
            return Verdict.ENDS_WITH_ERROR;
        }
        if (last instanceof ServerEffect.Leave) {
            assertThat(step.next()).isInstanceOf(Ended.class);
            return Verdict.ENDS_IN_ORDER;
        }
        return Verdict.GOES_ON;
    }

    @Test
    @Tag("S-14")
    void nothingButTheWholeWayLeadsToASession() {
        for (ServerState state : negotiator.states().values()) {
            for (Map.Entry<String, ServerInput> input : inputs().entrySet()) {
                ServerState next;
                try {
                    next = state.on(input.getValue()).next();
                } catch (IllegalStateException faultOfTheDriver) {
                    continue;
                }
                if (next instanceof Bound && !(state instanceof Bound)) {
                    assertThat(state)
                            .isInstanceOfAny(AwaitingResource.class, AwaitingResumption.class, AwaitingInline.class);
                }
            }
        }
    }

    @Test
    @Tag("S-12")
    void anErrorBeforeTheHeaderIsAnsweredWithAHeaderFirst() {
        ServerStep step =
                new AwaitingHeader(negotiator.context()).on(new ServerInput.Opened(Negotiator.header("example.net")));

        assertThat(step.effects().get(0)).isInstanceOf(ServerEffect.Open.class);
        assertThat(((ServerEffect.Close) step.effects().get(1)).error().condition())
                .isEqualTo(StreamCondition.HOST_UNKNOWN);
    }

    @Test
    @Tag("S-13")
    void theDomainCannotChangeAfterAuthentication() {
        ServerStep step = negotiator.authenticated().on(new ServerInput.Opened(Negotiator.header("example.net")));

        assertThat(Negotiator.error(step)).isEqualTo(StreamCondition.HOST_UNKNOWN);
    }

    @Test
    @Tag("S-13")
    void theAccountCannotChangeAfterAuthentication() {
        ServerStep step = negotiator
                .authenticated()
                .on(new ServerInput.Opened(Negotiator.header("example.org", "from", "bob@example.org")));

        assertThat(Negotiator.error(step)).isEqualTo(StreamCondition.INVALID_FROM);
    }

    @Test
    @Tag("T-23")
    void whatFollowsStartTlsIsDroppedInTheSameEffect() {
        ServerStep step = new AwaitingStartTls(negotiator.context())
                .on(Negotiator.received(
                        Element.named(StreamNames.TLS, "starttls").build()));

        assertThat(step.effects()).singleElement().isInstanceOf(ServerEffect.StartTls.class);
        assertThat(step.next()).isInstanceOf(AwaitingTls.class);
    }

    @Test
    void plainIsOfferedOnlyWhereAskedFor() {
        ServerStep closed = negotiator.secureHeader().on(new ServerInput.Opened(Negotiator.header("example.org")));
        ServerStep open =
                new Negotiator(true).secureHeader().on(new ServerInput.Opened(Negotiator.header("example.org")));

        assertThat(closed.effects().toString()).doesNotContain(">PLAIN<");
        assertThat(open.effects().toString()).contains(">PLAIN<");
    }

    @Test
    @Tag("A-49")
    @Tag("A-51")
    void plainThatWasNotOfferedIsRefused() {
        ServerStep step =
                negotiator.awaitingAuth().on(Negotiator.received(Negotiator.auth("PLAIN", "\0alice\0secret")));

        assertThat(Negotiator.penalty(step).refusal().condition()).isEqualTo(SaslCondition.INVALID_MECHANISM);
    }

    @Test
    @Tag("A-50")
    void nobodySignsInAsSomebodyElse() {
        ServerStep scram = negotiator
                .awaitingAuth()
                .on(Negotiator.received(
                        Negotiator.auth("SCRAM-SHA-256", "n,a=bob@example.org,n=alice,r=abcdefghijklmnop")));
        ServerStep plain = new Negotiator(true)
                .awaitingAuth()
                .on(Negotiator.received(Negotiator.auth("PLAIN", "bob@example.org\0alice\0secret")));

        assertThat(Negotiator.penalty(scram).refusal().condition()).isEqualTo(SaslCondition.INVALID_AUTHZID);
        assertThat(Negotiator.penalty(plain).refusal().condition()).isEqualTo(SaslCondition.INVALID_AUTHZID);
    }

    @Test
    @Tag("A-54")
    void theLastAttemptEndsTheStream() {
        ServerState state = negotiator.awaitingAuth();
        ServerStep step = state.on(Negotiator.received(Negotiator.auth("NONSENSE", "x")));
        for (int attempt = 1; attempt < negotiator.context().attempts(); attempt++) {
            assertThat(step.next()).isInstanceOf(AwaitingAuth.class);
            step = step.next().on(Negotiator.received(Negotiator.auth("NONSENSE", "x")));
        }

        assertThat(step.next()).isInstanceOf(Ended.class);
        assertThat(Negotiator.error(step)).isEqualTo(StreamCondition.POLICY_VIOLATION);
    }

    @Test
    @Tag("S-15")
    void limitsAreAnnounced() {
        ServerStep step = negotiator.secureHeader().on(new ServerInput.Opened(Negotiator.header("example.org")));

        assertThat(step.effects().toString())
                .contains("<max-bytes>10000</max-bytes>")
                .contains("urn:xmpp:stream-limits:0");
    }

    @Test
    void bindingsAreAnnouncedAsTheyAre() {
        ChannelBindings bindings = ChannelBindings.none().with(ChannelBindingType.TLS_EXPORTER, new byte[32]);
        ServerStep step = new AwaitingSecureHeader(negotiator.context(), bindings)
                .on(new ServerInput.Opened(Negotiator.header("example.org")));

        assertThat(step.effects().toString())
                .contains("SCRAM-SHA-256-PLUS")
                .contains("tls-exporter")
                .doesNotContain("tls-server-end-point");
    }

    @Test
    void anAnswerThatNobodyAskedForIsAFaultOfTheDriver() {
        assertThatThrownBy(() -> negotiator.awaitingAuth().answered(new ServerAnswer.Unavailable()))
                .isInstanceOf(IllegalStateException.class);
    }
}
