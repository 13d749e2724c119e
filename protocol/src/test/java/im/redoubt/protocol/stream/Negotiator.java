package im.redoubt.protocol.stream;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.CanonicalBase64;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.ScramVerifier;
import im.redoubt.protocol.sasl.TokenClient;
import im.redoubt.protocol.sasl.TokenMechanism;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlAttribute;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlName;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Takes a server's negotiation to each of its states, as a client would. */
final class Negotiator {
    /** The first message of an attempt that is in order. */
    static final String FIRST = "n,,n=alice,r=abcdefghijklmnop";

    /** What the store has of the account in {@link #FIRST}. */
    static final ScramVerifier VERIFIER =
            ScramVerifier.derive(ScramHash.SHA_256, Secret.utf8("pencil".toCharArray()), new byte[16], 4096);

    private final ServerContext context;

    Negotiator() {
        this(false);
    }

    Negotiator(boolean plain) {
        ServerContext.StreamLimits limits = new ServerContext.StreamLimits(10_000, Duration.ofSeconds(30));
        this.context = new ServerContext(
                BareJid.of("example.org"),
                List.of(ScramHash.values()),
                plain,
                3,
                true,
                List.of("urn:xmpp:carbons:2", StreamManagement.NAMESPACE),
                limits,
                limits,
                new SecureRandom(),
                List.of(),
                List.of(TokenMechanism.values()));
    }

    ServerContext context() {
        return context;
    }

    ServerState secureHeader() {
        return new AwaitingSecureHeader(context, ChannelBindings.none());
    }

    ServerState awaitingAuth() {
        return secureHeader().on(new ServerInput.Opened(header("example.org"))).next();
    }

    private ServerState awaitingVerifier() {
        return begun(awaitingAuth(), "SCRAM-SHA-256", FIRST).next();
    }

    /** An attempt that waits for the client's proof. */
    ServerState challenged() {
        return awaitingVerifier()
                .on(new ServerInput.Answered(new ServerAnswer.Verifier(VERIFIER)))
                .next();
    }

    /** The same in the extensible profile. */
    ServerState challenged2() {
        return awaitingAuth()
                .on(received(authenticate("SCRAM-SHA-256", FIRST)))
                .next()
                .on(new ServerInput.Answered(new ServerAnswer.Verifier(VERIFIER)))
                .next();
    }

    /** A client that has proved its password by SCRAM, and would make verifiers for these hashes. */
    ServerState proved(String... tasks) {
        Element[] wished = new Element[tasks.length];
        for (int i = 0; i < tasks.length; i++) {
            wished[i] = upgrade(tasks[i]);
        }
        return proved(wished);
    }

    /** The same with one task, and with whatever else. */
    ServerState provedWith(String task, Element... more) {
        List<Element> asked = new ArrayList<>(List.of(more));
        asked.add(upgrade(task));
        return proved(asked.toArray(new Element[0]));
    }

    private static Element upgrade(String task) {
        return Element.named(UpgradeTasks.NAMESPACE, "upgrade").text(task).build();
    }

    private ServerState proved(Element... wished) {
        ServerStep challenged = awaitingAuth()
                .on(received(authenticate("SCRAM-SHA-256", FIRST, wished)))
                .next()
                .on(new ServerInput.Answered(new ServerAnswer.Verifier(VERIFIER)));
        Element challenge = ((ServerEffect.Send) challenged.effects().get(0)).element();
        return challenged.next().on(received(response(challenge))).next();
    }

    /** The proof of {@link #VERIFIER}'s password, made by hand: RFC 5802 section 3. */
    private static Element response(Element challenge) {
        String first = new String(Base64.getDecoder().decode(challenge.text()), StandardCharsets.UTF_8);
        String nonce = first.substring(2, first.indexOf(','));
        String last = "c=biws,r=" + nonce;
        String message = FIRST.substring("n,,".length()) + "," + first + "," + last;
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(
                    ScramHash.SHA_256
                            .saltedPassword(Secret.utf8("pencil".toCharArray()), new byte[16], 4096)
                            .reveal(),
                    "HmacSHA256"));
            byte[] clientKey = mac.doFinal("Client Key".getBytes(StandardCharsets.UTF_8));
            byte[] storedKey = MessageDigest.getInstance("SHA-256").digest(clientKey);
            mac.init(new SecretKeySpec(storedKey, "HmacSHA256"));
            byte[] signature = mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < clientKey.length; i++) {
                clientKey[i] ^= signature[i];
            }
            return Element.named(StreamNames.SASL2, "response")
                    .text(CanonicalBase64.encode(
                            (last + ",p=" + CanonicalBase64.encode(clientKey)).getBytes(StandardCharsets.UTF_8)))
                    .build();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The server has named the task. */
    ServerState tasked() {
        return proved("UPGR-SCRAM-SHA-512")
                .on(new ServerInput.Answered(new ServerAnswer.Lacking(List.of(ScramHash.SHA_512), 10_000)))
                .next();
    }

    /** The server has given the salt. */
    ServerState salted() {
        return tasked().on(received(task("UPGR-SCRAM-SHA-512"))).next();
    }

    static Element task(String name) {
        return Element.named(StreamNames.SASL2, "next").attribute("task", name).build();
    }

    static Element saltedPassword(byte[] bytes) {
        return Element.named(StreamNames.SASL2, "task-data")
                .child(UpgradeTasks.SCRAM, "hash", CanonicalBase64.encode(bytes))
                .build();
    }

    private ServerState awaitingPassword() {
        return new Negotiator(true)
                .awaitingAuth()
                .on(received(auth("PLAIN", "\0alice\0secret")))
                .next();
    }

    /** The header is read from somebody whose certificate names these accounts. */
    ServerState certified(String... accounts) {
        Set<BareJid> named = new LinkedHashSet<>();
        for (String account : accounts) {
            named.add(BareJid.of(account));
        }
        return new AwaitingSecureHeader(context, ChannelBindings.none(), named)
                .on(new ServerInput.Opened(header("example.org")))
                .next();
    }

    private ServerState awaitingCertified() {
        return begun(certified("alice@example.org"), "EXTERNAL", "").next();
    }

    static Element requestToken(String mechanism) {
        return Element.named(FastUse.NAMESPACE, "request-token")
                .attribute("mechanism", mechanism)
                .build();
    }

    static Element fast(String... attributes) {
        Element.Builder fast = Element.named(FastUse.NAMESPACE, "fast");
        for (int i = 0; i < attributes.length; i += 2) {
            fast.attribute(attributes[i], attributes[i + 1]);
        }
        return fast.build();
    }

    static Element userAgent() {
        return Element.named(StreamNames.SASL2, "user-agent")
                .attribute("id", "d4565fa7-4d72-4749-b3d3-740edbf87770")
                .build();
    }

    /** An attempt by token, unbound. */
    static Element token(String mechanism, Element... more) {
        byte[] message = TokenClient.begin(
                        TokenMechanism.HT_SHA_256_NONE,
                        "alice",
                        Secret.utf8("token".toCharArray()),
                        ChannelBindings.none())
                .bytes();
        Element.Builder element = Element.named(StreamNames.SASL2, "authenticate")
                .attribute("mechanism", mechanism)
                .child(
                        StreamNames.SASL2,
                        "initial-response",
                        Base64.getEncoder().encodeToString(message));
        for (Element child : more) {
            element.child(child);
        }
        return element.build();
    }

    private ServerState awaitingToken() {
        return awaitingAuth()
                .on(received(token("HT-SHA-256-NONE", fast(), userAgent())))
                .next();
    }

    private ServerState awaitingInvitation() {
        Element preauth = Element.named("urn:xmpp:pars:0", "preauth")
                .attribute("token", "t")
                .build();
        return awaitingAuth().on(received(iq("set", preauth))).next();
    }

    private ServerState invited() {
        return awaitingInvitation()
                .on(new ServerInput.Answered(new ServerAnswer.Invitation(true, Optional.empty())))
                .next();
    }

    private ServerState awaitingAccount() {
        Element query = Element.named("jabber:iq:register", "query")
                .child("jabber:iq:register", "username", "carol")
                .child("jabber:iq:register", "password", "secret")
                .build();
        return invited().on(received(iq("set", query))).next();
    }

    ServerState authenticated() {
        return awaitingPassword()
                .on(new ServerInput.Answered(new ServerAnswer.PasswordChecked(true)))
                .next();
    }

    private ServerState awaitingBind() {
        return authenticated().on(new ServerInput.Opened(header("example.org"))).next();
    }

    /** The password was right, and this was asked for with it. */
    ServerStep inline(Element... asked) {
        return new Negotiator(true)
                .awaitingAuth()
                .on(received(authenticate("PLAIN", "\0alice\0secret", asked)))
                .next()
                .on(new ServerInput.Answered(new ServerAnswer.PasswordChecked(true)));
    }

    static Element resume(String id, String handled) {
        return Element.named(StreamManagement.NAMESPACE, "resume")
                .attribute("previd", id)
                .attribute("h", handled)
                .build();
    }

    /** An element {@code <bind/>} of Bind 2 with this inside. */
    static Element bind2(Element... inside) {
        Element.Builder bind = Element.named(InlineBinding.NAMESPACE, "bind");
        for (Element child : inside) {
            bind.child(child);
        }
        return bind.build();
    }

    private ServerState awaitingResource() {
        return awaitingBind()
                .on(received(iq("set", Element.named(StreamNames.BIND, "bind").build())))
                .next();
    }

    private ServerState awaitingResumption() {
        return new AwaitingResumption((AwaitingBind) awaitingBind());
    }

    private ServerState bound() {
        return awaitingResource()
                .on(new ServerInput.Answered(new ServerAnswer.Resource(
                        BareJid.of("alice@example.org").withResource("r"))))
                .next();
    }

    /** Every state by its name; those that differ by the profile of SASL twice. */
    Map<String, ServerState> states() {
        Map<String, ServerState> states = new TreeMap<>();
        everyState().forEach(state -> states.put(state.getClass().getSimpleName(), state));
        states.put("AwaitingProof of SASL2", challenged2());
        states.put(
                "AwaitingInline of a token",
                inline(requestToken("HT-SHA-256-NONE"), bind2()).next());
        states.put(
                "AwaitingInline of a resumption",
                inline(resume("x", "1"), bind2()).next());
        return states;
    }

    List<ServerState> everyState() {
        return List.of(
                new AwaitingHeader(context),
                new AwaitingStartTls(context),
                new AwaitingTls(context),
                secureHeader(),
                awaitingAuth(),
                awaitingVerifier(),
                challenged(),
                proved("UPGR-SCRAM-SHA-512"),
                tasked(),
                salted(),
                salted().on(received(saltedPassword(new byte[64]))).next(),
                awaitingPassword(),
                awaitingCertified(),
                awaitingToken(),
                awaitingInvitation(),
                invited(),
                awaitingAccount(),
                authenticated(),
                awaitingBind(),
                awaitingResource(),
                awaitingResumption(),
                inline(bind2()).next(),
                bound(),
                new Ended(context));
    }

    static XmlEvent.Opened header(String to, String... more) {
        List<XmlAttribute> attributes = new ArrayList<>();
        attributes.add(new XmlAttribute(new XmlName("", "to"), to));
        attributes.add(new XmlAttribute(new XmlName("", "version"), "1.0"));
        for (int i = 0; i < more.length; i += 2) {
            attributes.add(new XmlAttribute(new XmlName("", more[i]), more[i + 1]));
        }
        return new XmlEvent.Opened(new XmlName(StreamNames.STREAMS, "stream"), "jabber:client", attributes);
    }

    static Element auth(String mechanism, String message) {
        return Element.named(StreamNames.SASL, "auth")
                .attribute("mechanism", mechanism)
                .text(Base64.getEncoder().encodeToString(message.getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    /** An element {@code <authenticate/>} with this first message, and with whatever else. */
    static Element authenticate(String mechanism, String message, Element... more) {
        Element.Builder element = Element.named(StreamNames.SASL2, "authenticate")
                .attribute("mechanism", mechanism)
                .child(
                        StreamNames.SASL2,
                        "initial-response",
                        Base64.getEncoder().encodeToString(message.getBytes(StandardCharsets.UTF_8)));
        for (Element child : more) {
            element.child(child);
        }
        return element.build();
    }

    static Element iq(String type, Element payload) {
        return Element.named("jabber:client", "iq")
                .attribute("type", type)
                .attribute("id", "1")
                .child(payload)
                .build();
    }

    static ServerInput received(Element element) {
        return new ServerInput.Received(element.toParsed());
    }

    static StreamCondition error(ServerStep step) {
        return ((ServerEffect.Close) step.effects().get(step.effects().size() - 1))
                .error()
                .condition();
    }

    static ServerEffect.Penalise penalty(ServerStep step) {
        return (ServerEffect.Penalise) step.effects().get(0);
    }

    static ServerStep begun(ServerState state, String mechanism, String message) {
        return state.on(received(auth(mechanism, message)));
    }

    static ServerStep says(ServerState state, String local, String text) {
        return state.on(
                received(Element.named(StreamNames.SASL, local).text(text).build()));
    }

    static SaslCondition condition(ServerStep step) {
        return penalty(step).refusal().condition();
    }
}
