package im.redoubt.protocol.stream;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.sasl.CanonicalBase64;
import im.redoubt.protocol.sasl.ChannelBindingType;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.sasl.KeyQuestion;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.ScramVerifier;
import im.redoubt.protocol.sasl.TlsVersion;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlAttribute;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlName;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A client's and a server's negotiation connected in memory, with somebody between them who can put any input in the place
 * of any other, before it, or away. What both sides do is noted. Size: one driver for each role, with a method for each effect.
 */
final class Pair {
    static final BareJid ALICE = BareJid.of("alice@example.org");
    static final FullJid SESSION = ALICE.withResource("r-1");
    static final ChannelBindings BINDINGS =
            ChannelBindings.over(TlsVersion.TLS_1_3).with(ChannelBindingType.TLS_EXPORTER, new byte[32]);
    private static final byte[] SALT = new byte[16];
    private static final int ITERATIONS = 4096;
    private static final Secret PASSWORD = Secret.utf8("pencil".toCharArray());
    static final Secret TOKEN = Secret.utf8("token-of-alice".toCharArray());
    static final Instant EXPIRY = Instant.parse("2030-01-01T00:00:00Z");
    private static final Map<ScramHash, ScramVerifier> VERIFIERS = verifiers();
    private static final Map<ScramHash, Secret> KEYS = keys();
    private static final int MOST_INPUTS = 200;

    /** What somebody between the two does to one input. */
    enum Deed {
        REPLACE,
        INSERT,
        DROP
    }

    /** Whose input it is done to. */
    enum Side {
        CLIENT,
        SERVER
    }

    /** One fault: at which input of which side, what, and with which other input. */
    record Fault(Side side, int at, Deed deed, Object with) {}

    final List<String> inClear = new ArrayList<>();
    final List<ClientInput> toClientLog = new ArrayList<>();
    final List<ServerInput> toServerLog = new ArrayList<>();
    final Map<String, ClientState> clientStates = new LinkedHashMap<>();
    final Map<String, ClientInput> taken = new LinkedHashMap<>();
    Optional<ClientSession> session = Optional.empty();
    Optional<ClientFailure> failure = Optional.empty();
    boolean clientSecured;
    boolean signedIn;
    boolean driverFault;
    int dropped;
    int registered;
    final List<BareJid> accounts = new ArrayList<>();
    final List<KeyQuestion> derived = new ArrayList<>();
    final List<ScramVerifier> made = new ArrayList<>();
    final List<FastUse> uses = new ArrayList<>();
    final List<Element> begun = new ArrayList<>();
    final List<StreamManagement.Resumption> resumptions = new ArrayList<>();
    Optional<FullJid> established = Optional.empty();

    private final Deque<ClientInput> toClient = new ArrayDeque<>();
    private final Deque<ServerInput> toServer = new ArrayDeque<>();
    private final Serves serves;
    private final Optional<Fault> fault;
    private boolean clientWantsTls;
    private boolean serverWantsTls;
    private ClientState client;
    private ServerState server;

    private Pair(Serves serves, ClientContext context, boolean direct, Optional<Fault> fault) {
        this.serves = serves;
        this.fault = fault;
        this.server = direct ? new AwaitingTls(serves.context()) : new AwaitingHeader(serves.context());
        this.serverWantsTls = direct;
        ClientStep first = direct ? context.directTls() : context.startTls();
        this.client = first.next();
        clientStates.put(client.getClass().getSimpleName(), client);
        first.effects().forEach(effect -> effect.on(new ClientDriver()));
    }

    private static Map<ScramHash, ScramVerifier> verifiers() {
        Map<ScramHash, ScramVerifier> verifiers = new EnumMap<>(ScramHash.class);
        for (ScramHash hash : ScramHash.values()) {
            verifiers.put(hash, ScramVerifier.derive(hash, PASSWORD, SALT, ITERATIONS));
        }
        return verifiers;
    }

    private static Map<ScramHash, Secret> keys() {
        Map<ScramHash, Secret> keys = new EnumMap<>(ScramHash.class);
        for (ScramHash hash : ScramHash.values()) {
            keys.put(hash, hash.saltedPassword(PASSWORD, SALT, ITERATIONS));
        }
        return keys;
    }

    private static ScramVerifier verifier(ScramHash hash) {
        return Optional.ofNullable(VERIFIERS.get(hash)).orElseThrow();
    }

    static ClientContext context() {
        return ClientContext.of(ALICE, new SecureRandom());
    }

    /** Runs an undisturbed negotiation. */
    static Pair run() {
        return run(context(), false, Optional.empty());
    }

    static Pair run(ClientContext context, boolean direct, Optional<Fault> fault) {
        return run(Serves.ALL, context, direct, fault);
    }

    static Pair run(Serves serves, ClientContext context) {
        return run(serves, context, true, Optional.empty());
    }

    static Pair run(Serves serves, ClientContext context, boolean direct, Optional<Fault> fault) {
        Pair pair = new Pair(serves, context, direct, fault);
        pair.turn();
        return pair;
    }

    private void turn() {
        for (int inputs = 0; inputs < MOST_INPUTS; inputs++) {
            if (clientWantsTls && serverWantsTls) {
                handshake();
            } else if (!toServer.isEmpty() && !(serverWantsTls && !clientWantsTls)) {
                giveServer(toServer.remove());
            } else if (!toClient.isEmpty()) {
                giveClient(toClient.remove());
            } else if (clientWantsTls != serverWantsTls) {
                noHandshake();
            } else {
                return;
            }
        }
        throw new AssertionError("the two never came to an end");
    }

    private void handshake() {
        clientWantsTls = false;
        serverWantsTls = false;
        clientSecured = true;
        Set<BareJid> certified = serves.certified() ? Set.of(ALICE) : Set.of();
        server(new ServerInput.Answered(new ServerAnswer.Secured(BINDINGS, certified)));
        client(new ClientInput.Answered(new ClientAnswer.Secured(BINDINGS)));
    }

    /** One side speaks TLS and the other does not: the connection fails. */
    private void noHandshake() {
        clientWantsTls = false;
        serverWantsTls = false;
        client(new ClientInput.Lost());
        server(new ServerInput.Failed(StreamError.of(StreamCondition.NOT_WELL_FORMED)));
        toClient.clear();
        toServer.clear();
    }

    private void giveClient(ClientInput input) {
        for (Object one : disturbed(Side.CLIENT, toClientLog.size(), input)) {
            client((ClientInput) one);
        }
        toClientLog.add(input);
    }

    private void giveServer(ServerInput input) {
        for (Object one : disturbed(Side.SERVER, toServerLog.size(), input)) {
            server((ServerInput) one);
        }
        toServerLog.add(input);
    }

    private List<?> disturbed(Side side, int at, Object input) {
        if (!fault.filter(f -> f.side() == side && f.at() == at).isPresent()) {
            return List.of(input);
        }
        return switch (fault.get().deed()) {
            case REPLACE -> List.of(fault.get().with());
            case INSERT -> List.of(fault.get().with(), input);
            case DROP -> List.of();
        };
    }

    /** A state that calls an input its driver's fault ends this run: a driver reads no XML while it waits for TLS. */
    private void client(ClientInput input) {
        ClientStep step;
        String before = client.getClass().getSimpleName();
        try {
            step = client.on(input);
        } catch (IllegalStateException drivers) {
            driverFault = true;
            return;
        }
        taken.put(before, input);
        client = step.next();
        clientStates.put(client.getClass().getSimpleName(), client);
        step.effects().forEach(effect -> effect.on(new ClientDriver()));
    }

    /** What a session of the server does with a request to count. */
    private boolean counted(ServerInput input) {
        boolean asked = server instanceof Bound
                && input instanceof ServerInput.Received received
                && received.element().name().is(StreamManagement.NAMESPACE, "enable");
        if (asked) {
            toClient.add(new ClientInput.Received(
                    StreamManagement.enabled("id-2", Duration.ofMinutes(5)).toParsed()));
        }
        return asked;
    }

    private void server(ServerInput input) {
        if (counted(input)) {
            return;
        }
        ServerStep step;
        try {
            step = server.on(input);
        } catch (IllegalStateException drivers) {
            driverFault = true;
            return;
        }
        server = step.next();
        step.effects().forEach(effect -> effect.on(new ServerDriver()));
    }

    private static XmlEvent.Opened header(List<XmlAttribute> attributes) {
        return new XmlEvent.Opened(new XmlName(StreamNames.STREAMS, "stream"), "jabber:client", attributes);
    }

    static XmlEvent.Opened serverHeader(String from, String... more) {
        List<XmlAttribute> attributes = new ArrayList<>();
        attributes.add(new XmlAttribute(new XmlName("", "from"), from));
        attributes.add(new XmlAttribute(new XmlName("", "id"), "i"));
        attributes.add(new XmlAttribute(new XmlName("", "version"), "1.0"));
        for (int i = 0; i < more.length; i += 2) {
            attributes.add(new XmlAttribute(new XmlName("", more[i]), more[i + 1]));
        }
        return header(attributes);
    }

    /** A server that has the original profile only. */
    private Element onTheRoad(Element element) {
        if (serves.extensible() || !element.is(StreamNames.STREAMS, "features")) {
            return element;
        }
        Element.Builder features = Element.named(StreamNames.STREAMS, "features");
        element.children().stream()
                .filter(feature -> !feature.is(StreamNames.SASL2, "authentication"))
                .forEach(features::child);
        return features.build();
    }

    private final class ClientDriver implements ClientEffect.Cases {
        @Override
        public void open(ClientEffect.Open open) {
            note("header " + open.attributes());
            toServer.add(new ServerInput.Opened(header(open.attributes())));
        }

        @Override
        public void send(Element element) {
            note(element.toString());
            toServer.add(new ServerInput.Received(element.toParsed()));
        }

        private void note(String what) {
            if (!clientSecured) {
                inClear.add(what);
            }
        }

        @Override
        public void startTls(BareJid domain) {
            toClient.clear();
            clientWantsTls = true;
        }

        @Override
        public void deriveKey(KeyQuestion question) {
            derived.add(question);
            boolean known = Arrays.equals(question.salt(), SALT) && question.iterations() == ITERATIONS;
            Secret key = known
                    ? Secret.copyOf(Optional.ofNullable(KEYS.get(question.hash()))
                            .orElseThrow()
                            .reveal())
                    : question.hash().saltedPassword(PASSWORD, question.salt(), question.iterations());
            client(new ClientInput.Answered(new ClientAnswer.Key(key)));
        }

        @Override
        public void askPassword() {
            client(new ClientInput.Answered(new ClientAnswer.Password(Secret.copyOf(PASSWORD.reveal()))));
        }

        @Override
        public void dropToken() {
            dropped++;
        }

        @Override
        public void registered() {
            registered++;
        }

        @Override
        public void established(ClientSession made) {
            session = Optional.of(made);
        }

        @Override
        public void close(Optional<StreamError> error) {
            error.ifPresent(words -> note(words.toElement().toString()));
            toServer.add(new ServerInput.Footer());
        }

        @Override
        public void drop() {
            toServer.clear();
        }

        @Override
        public void over(ClientFailure why) {
            failure = Optional.of(why);
        }
    }

    private final class ServerDriver implements ServerEffect.Cases {
        @Override
        public void open(ServerEffect.Open open) {
            toClient.add(new ClientInput.Opened(
                    open.to().isPresent()
                            ? serverHeader(
                                    open.from().toString(),
                                    "to",
                                    open.to().get().toString())
                            : serverHeader(open.from().toString())));
        }

        @Override
        public void send(Element element) {
            toClient.add(new ClientInput.Received(onTheRoad(element).toParsed()));
        }

        @Override
        public void startTls(Element proceed) {
            toServer.clear();
            send(proceed);
            serverWantsTls = true;
        }

        @Override
        public void restart(Element success) {
            send(success);
        }

        @Override
        public void findVerifier(ServerEffect.FindVerifier question) {
            boolean known = !serves.lacking().contains(question.hash());
            server(new ServerInput.Answered(new ServerAnswer.Verifier(
                    known
                            ? verifier(question.hash())
                            : ScramVerifier.derive(question.hash(), TOKEN, SALT, ITERATIONS))));
        }

        @Override
        public void checkPassword(ServerEffect.CheckPassword question) {
            boolean right = question.password().equals(PASSWORD);
            server(new ServerInput.Answered(new ServerAnswer.PasswordChecked(right)));
        }

        @Override
        public void findAccount(ServerEffect.FindAccount question) {
            server(new ServerInput.Answered(new ServerAnswer.AccountFound(true)));
        }

        @Override
        public void findLacking(ServerEffect.FindLacking question) {
            List<ScramHash> hashes = new ArrayList<>(question.wished());
            hashes.retainAll(serves.lacking());
            server(new ServerInput.Answered(new ServerAnswer.Lacking(hashes, ITERATIONS)));
        }

        @Override
        public void upgrade(ServerEffect.Upgrade wish) {
            made.add(wish.made());
            server(new ServerInput.Answered(new ServerAnswer.Upgraded()));
        }

        @Override
        public void useToken(ServerEffect.UseToken question) {
            uses.add(question.use());
            server(new ServerInput.Answered(
                    question.proof().by(TOKEN)
                            ? new ServerAnswer.TokenUsed(
                                    CanonicalBase64.encode(question.proof().answer(TOKEN)), true)
                            : new ServerAnswer.TokenRefused()));
        }

        @Override
        public void issueToken(ServerEffect.IssueToken wish) {
            server(new ServerInput.Answered(
                    wish.mechanism().isPresent()
                            ? new ServerAnswer.TokenIssued("another", EXPIRY)
                            : new ServerAnswer.NoToken()));
        }

        @Override
        public void penalise(ServerEffect.Penalise failed) {}

        @Override
        public void signedIn(ServerEffect.SignedIn success) {
            signedIn = true;
        }

        @Override
        public void findInvitation(InvitationToken token) {
            server(new ServerInput.Answered(
                    new ServerAnswer.Invitation(token.reveal().equals("welcome"), Optional.empty())));
        }

        @Override
        public void register(ServerEffect.Register registration) {
            if (registration.password().equals(PASSWORD)) {
                accounts.add(registration.account());
            }
            server(new ServerInput.Answered(new ServerAnswer.Registration(Optional.empty())));
        }

        @Override
        public void bind(ServerEffect.Bind wish) {
            server(new ServerInput.Answered(new ServerAnswer.Resource(SESSION)));
        }

        @Override
        public void begin(ServerEffect.Begin wish) {
            begun.add(wish.asked());
            List<Element> results = wish.asked()
                    .first(StreamManagement.NAMESPACE, "enable")
                    .map(enable -> List.of(StreamManagement.enabled("id-1", Duration.ofMinutes(5))))
                    .orElse(List.of());
            server(new ServerInput.Answered(new ServerAnswer.Begun(SESSION, results)));
        }

        @Override
        public void resume(ServerEffect.Resume wish) {
            resumptions.add(wish.resumption());
            if (serves.goesOn()) {
                Element resumed = StreamManagement.resumed(wish.resumption().id(), 7);
                send(wish.within()
                        .map(success -> success.with(resumed).element(SESSION))
                        .orElse(resumed));
                server(new ServerInput.Answered(new ServerAnswer.Resumed(SESSION)));
            } else {
                server(new ServerInput.Answered(new ServerAnswer.NotResumed(Optional.of(3L))));
            }
        }

        @Override
        public void established(FullJid address) {
            established = Optional.of(address);
        }

        @Override
        public void close(StreamError error) {
            toClient.add(new ClientInput.Received(error.toElement().toParsed()));
            toClient.add(new ClientInput.Footer());
        }

        @Override
        public void leave() {
            toClient.add(new ClientInput.Footer());
        }
    }
}
