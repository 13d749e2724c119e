package im.redoubt.server.command;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.payload.DataForm;
import im.redoubt.protocol.payload.DataForm.Field;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.protocol.stream.UserAgent;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.feature.Request;
import im.redoubt.server.session.Claim;
import im.redoubt.server.session.Outbox;
import im.redoubt.server.session.Outgoing;
import im.redoubt.server.session.Session;
import im.redoubt.server.store.Account;
import im.redoubt.server.store.Accounts;
import im.redoubt.xml.Element;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Two commands of a service where only root is an administrator, and requests of several sessions. */
public final class CommandFixture {
    static final FullJid DESK = BareJid.of("root@localhost").withResource("desk");
    static final FullJid PHONE = BareJid.of("root@localhost").withResource("phone");
    static final FullJid ALICE = BareJid.of("alice@localhost").withResource("desk");
    static final FullJid STRANGER = BareJid.of("gone@localhost").withResource("desk");
    private static final BareJid DOMAIN = BareJid.of("localhost");

    final Set<BareJid> administrators = new HashSet<>(Set.of(DESK.bare()));
    final List<String> done = new ArrayList<>();
    int worked;
    final Commands commands = new Commands(
            List.of(new Echo("first", "First of all"), new Echo("second", "Second")),
            accounts(),
            task -> {
                worked++;
                task.run();
            },
            new SecureRandom());

    /** A command that gives back what was filled in, or refuses it when it is {@code no}. */
    private final class Echo implements Command {
        private final String node;
        private final String name;

        Echo(String node, String name) {
            this.node = node;
            this.name = name;
        }

        @Override
        public String node() {
            return node;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public DataForm form() {
            return new DataForm("form", List.of(Field.asked("word", "text-single", "A word of " + node)));
        }

        @Override
        public Outcome run(Request request, DataForm filled) {
            String word = filled.value("word").orElse("");
            done.add(request.sender().address() + " " + node + " " + word);
            return word.equals("no")
                    ? new Outcome.Refused(StanzaError.of(StanzaCondition.CONFLICT, "no"))
                    : new Outcome.Done(new DataForm("result", List.of(Field.of("word", "text-single", List.of(word)))));
        }
    }

    /** Only {@code find} is asked; anything else is a fault of the test. */
    private Accounts accounts() {
        return (Accounts) Proxy.newProxyInstance(
                Accounts.class.getClassLoader(), new Class<?>[] {Accounts.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("find")) {
                        throw new AssertionError(method.toString());
                    }
                    BareJid address = (BareJid) arguments[0];
                    return CompletableFuture.completedFuture(
                            address.equals(STRANGER.bare())
                                    ? Optional.empty()
                                    : Optional.of(
                                            new Account(address, administrators.contains(address), Instant.EPOCH)));
                });
    }

    /** A request of a session of this address to the service. */
    public static Request request(FullJid sender, Element payload) {
        IqRequest iq = IqRequest.of(IqRequest.Action.SET, StanzaHeader.EMPTY.withId("1"), payload);
        Session.Origin origin = new Session.Origin(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
                "SCRAM-SHA-256",
                UserAgent.UNKNOWN,
                Instant.EPOCH);
        return new Request(iq, new Session(sender, new NoOutbox(), origin), DOMAIN);
    }

    /** Sends a step of a command. */
    IqAnswer step(FullJid sender, Element payload) {
        Request request = request(sender, payload);
        return commands.routes()
                .getFirst()
                .handler()
                .handle(request)
                .toCompletableFuture()
                .join();
    }

    /** Begins a command and returns its session. */
    String begin(FullJid sender, String node) {
        return result(step(sender, execute(node).build()))
                .attribute("sessionid")
                .orElseThrow();
    }

    static Element.Builder execute(String node) {
        return Element.named(Commands.NAMESPACE, "command")
                .attribute("node", node)
                .attribute("action", "execute");
    }

    static Element.Builder with(String node, String id, String action) {
        return Element.named(Commands.NAMESPACE, "command")
                .attribute("node", node)
                .attribute("sessionid", id)
                .attribute("action", action);
    }

    static Element filled(String type, String word) {
        return new DataForm(type, List.of(Field.of("word", "", List.of(word)))).toElement("");
    }

    static Element result(IqAnswer answer) {
        return ((IqAnswer.Result) answer).payload().orElseThrow();
    }

    static StanzaError error(IqAnswer answer) {
        return ((IqAnswer.Refusal) answer).error();
    }

    /** Nothing is sent to anybody. */
    private static final class NoOutbox implements Outbox {
        @Override
        public void send(Stanza stanza, Claim claim) {
            throw new AssertionError(stanza.toString());
        }

        @Override
        public CompletableFuture<Void> sendStored(List<Outgoing> stanzas) {
            throw new AssertionError(stanzas.toString());
        }

        @Override
        public CompletableFuture<Void> written() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public boolean isOwnThread() {
            return true;
        }

        @Override
        public long maxWaitingBytes() {
            return 0;
        }

        @Override
        public void slow() {
            throw new AssertionError("slow");
        }

        @Override
        public void end(StreamError error) {
            throw new AssertionError(error.toString());
        }
    }
}
