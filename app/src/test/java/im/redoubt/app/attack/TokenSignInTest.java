package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import im.redoubt.app.command.RawClient;
import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.testkit.peer.RawWebSocket;
import im.redoubt.testkit.peer.SocketLink;
import im.redoubt.testkit.peer.Trust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Sign-ins by token (XEP-0484) at the whole service, bound to its real TLS, and what strangers make of a token. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("A-60")
@Tag("APP-01")
class TokenSignInTest {
    private static final String PHONE = "d4565fa7-4d72-4749-b3d3-740edbf87770";
    private static final String TABLET = "a1b2c3d4-0000-4000-8000-000000000001";
    private static final String EXPR = "HT-SHA-256-EXPR";
    private static final String ENDP = "HT-SHA-256-ENDP";
    private static final String NONE = "HT-SHA-256-NONE";

    private final Path directory;
    private final RunningRedoubt service;
    private final List<String> secrets = new ArrayList<>(List.of(RunningRedoubt.PASSWORD));
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private int addresses;

    TokenSignInTest(@TempDir Path directory) {
        this.directory = directory;
        this.service = new RunningRedoubt(
                        directory,
                        RunningRedoubt.HTTPS,
                        "limits.sign_in_account_free_failures=10000",
                        "limits.sign_in_delay_milliseconds=50")
                .with("alice")
                .with("bob");
        logged.start();
        ours().addAppender(logged);
        ours().setLevel(Level.TRACE);
    }

    private static Logger ours() {
        return (Logger) LoggerFactory.getLogger("im.redoubt");
    }

    /** Nothing that was written anywhere has a token or the password in it: the database, the events, or the log of any level. */
    @AfterAll
    void stop() throws IOException {
        service.close();
        // Nobody has taken the log away meanwhile.
        LoggerFactory.getLogger(TokenSignInTest.class).trace("the service is stopped");
        ours().setLevel(null);
        ours().detachAppender(logged);
        assertThat(secrets).hasSizeGreaterThan(1);
        assertThat(logged.list).extracting(ILoggingEvent::getMessage).contains("the service is stopped");
        String said = service.output()
                + logged.list.stream()
                        .map(event -> event.getFormattedMessage()
                                + Optional.ofNullable(event.getThrowableProxy()).map(IThrowableProxy::getMessage))
                        .collect(Collectors.joining("\n"));
        for (String secret : secrets) {
            assertThat(said).doesNotContain(secret);
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                for (String secret : secrets) {
                    assertThat(content).as(file.toString()).doesNotContain(secret);
                }
            }
        }
    }

    /** A connection that has read the features. */
    private record Line(RawClient client, SSLSocket socket, String features) implements AutoCloseable {
        byte[] binding(String mechanism) throws GeneralSecurityException, IOException {
            return switch (mechanism) {
                case EXPR ->
                    ((ExtendedSSLSession) socket.getSession())
                            .exportKeyingMaterialData("EXPORTER-Channel-Binding", new byte[0], 32);
                case ENDP ->
                    MessageDigest.getInstance("SHA-256")
                            .digest(socket.getSession().getPeerCertificates()[0].getEncoded());
                default -> new byte[0];
            };
        }

        @Override
        public void close() {
            client.close();
        }
    }

    private Line connect() {
        addresses++;
        SSLSocket socket = Attacker.of(service).at("127.3.0." + addresses).secure();
        RawClient client = RawClient.over(socket);
        return new Line(client, socket, client.send(RawClient.HEADER).await("</stream:features>"));
    }

    private RawWebSocket socket() throws IOException {
        SocketLink link = SocketLink.to(service.httpsPort(), Trust.of(service.authority()));
        link.secure();
        return RawWebSocket.over(link);
    }

    private static byte[] mac(String word, String token, byte[] binding) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
        mac.update(word.getBytes(StandardCharsets.US_ASCII));
        return mac.doFinal(binding);
    }

    private static String agent(String id) {
        return id.isEmpty() ? "" : "<user-agent id='" + id + "'><software>Test</software></user-agent>";
    }

    private static String authenticate(String mechanism, byte[] message, String more) {
        return "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='" + mechanism + "'><initial-response>"
                + Base64.getEncoder().encodeToString(message) + "</initial-response>" + more + "</authenticate>";
    }

    private static String request(String mechanism) {
        return "<request-token xmlns='urn:xmpp:fast:0' mechanism='" + mechanism + "'/>";
    }

    private static byte[] message(String name, String mechanismToken, byte[] binding) throws GeneralSecurityException {
        byte[] head = (name + '\0').getBytes(StandardCharsets.UTF_8);
        byte[] mac = mac("Initiator", mechanismToken, binding);
        byte[] message = new byte[head.length + mac.length];
        System.arraycopy(head, 0, message, 0, head.length);
        System.arraycopy(mac, 0, message, head.length, mac.length);
        return message;
    }

    private static String by(String name, String password) {
        return authenticate("PLAIN", ("\0" + name + "\0" + password).getBytes(StandardCharsets.UTF_8), "");
    }

    private String token(String success) {
        Matcher matcher = Pattern.compile("token='([A-Za-z0-9_-]{43})'").matcher(success);
        assertThat(matcher.find()).as(success).isTrue();
        secrets.add(matcher.group(1));
        return matcher.group(1);
    }

    /** Signs in by password and returns the token that comes with it. */
    private String obtain(String name, String id, String mechanism) {
        try (Line line = connect()) {
            byte[] plain = ("\0" + name + "\0" + RunningRedoubt.PASSWORD).getBytes(StandardCharsets.UTF_8);
            line.client().send(authenticate("PLAIN", plain, agent(id) + request(mechanism)));
            return token(line.client().await("</success>"));
        }
    }

    /** An attempt by token on a fresh connection; returns what the server says. */
    private String attempt(String name, String id, String mechanism, String token, String fast) throws Exception {
        try (Line line = connect()) {
            byte[] message = message(name, token, line.binding(mechanism));
            line.client().send(authenticate(mechanism, message, agent(id) + fast));
            return answer(line);
        }
    }

    private static String answer(Line line) {
        String answer = line.client().await("urn:xmpp:sasl:2'>");
        return answer + line.client().await(answer.contains("<success") ? "</success>" : "</failure>");
    }

    private static String fast(String attributes) {
        return "<fast xmlns='urn:xmpp:fast:0'" + attributes + "/>";
    }

    private boolean works(String name, String id, String mechanism, String token) throws Exception {
        return attempt(name, id, mechanism, token, fast("")).contains("<success");
    }

    @Test
    void aTokenSignsInBoundToTheConnectionOrTheCertificate() throws Exception {
        for (String mechanism : List.of(EXPR, ENDP)) {
            String token = obtain("alice", PHONE, mechanism);
            try (Line line = connect()) {
                assertThat(line.features())
                        .contains("<fast xmlns='urn:xmpp:fast:0'><mechanism>" + EXPR + "</mechanism><mechanism>" + ENDP
                                + "</mechanism></fast>");
                byte[] binding = line.binding(mechanism);
                line.client().send(authenticate(mechanism, message("alice", token, binding), agent(PHONE) + fast("")));
                String success = answer(line);
                assertThat(success)
                        .contains("<success")
                        .contains("alice@localhost")
                        .contains(Base64.getEncoder().encodeToString(mac("Responder", token, binding)));
            }
        }
    }

    /** A session is bound in the same round trip (XEP-0386). */
    @Test
    void aTokenAndAResourceTakeOneRoundTrip() throws Exception {
        String token = obtain("alice", PHONE, EXPR);
        String bind = "<bind xmlns='urn:xmpp:bind:0'><tag>Test</tag></bind>";
        assertThat(attempt("alice", PHONE, EXPR, token, fast("") + bind))
                .contains("<bound xmlns='urn:xmpp:bind:0'")
                .containsPattern("<authorization-identifier>alice@localhost/[^<]+<");
    }

    @Test
    @Tag("A-58")
    void aTokenIsNoOtherDevicesNorOtherAccountsNorGoodForAnotherMechanism() throws Exception {
        String token = obtain("alice", PHONE, EXPR);
        String endPoint = obtain("alice", TABLET, ENDP);
        assertThat(works("alice", TABLET, EXPR, token)).isFalse();
        assertThat(works("alice", "", EXPR, token)).isFalse();
        assertThat(works("bob", PHONE, EXPR, token)).isFalse();
        assertThat(works("nobody", PHONE, EXPR, token)).isFalse();
        assertThat(works("alice", PHONE, ENDP, token)).isFalse();
        assertThat(works("alice", TABLET, EXPR, endPoint)).isFalse();
        assertThat(works("alice", PHONE, EXPR, token)).isTrue();
        assertThat(works("alice", TABLET, ENDP, endPoint)).isTrue();
    }

    /** Who sends what he has read on one connection over another one is found out by the binding. */
    @Test
    @Tag("A-58")
    @Tag("A-46")
    void aMessageThatWasReadIsWorthNothingOnAnotherConnection() throws Exception {
        String token = obtain("alice", PHONE, EXPR);
        byte[] read;
        try (Line line = connect()) {
            read = message("alice", token, line.binding(EXPR));
            line.client().send(authenticate(EXPR, read, agent(PHONE) + fast(" count='1'")));
            assertThat(answer(line)).contains("<success");
        }
        for (String count : List.of(" count='1'", " count='2'", "")) {
            try (Line line = connect()) {
                line.client().send(authenticate(EXPR, read, agent(PHONE) + fast(count)));
                assertThat(answer(line)).contains("<not-authorized");
            }
        }
    }

    @Test
    @Tag("A-58")
    void aCountIsTakenOnce() throws Exception {
        String token = obtain("bob", PHONE, ENDP);
        assertThat(attempt("bob", PHONE, ENDP, token, fast(" count='7'"))).contains("<success");
        assertThat(attempt("bob", PHONE, ENDP, token, fast(" count='7'"))).contains("<not-authorized");
        assertThat(attempt("bob", PHONE, ENDP, token, fast(" count='6'"))).contains("<not-authorized");
        assertThat(attempt("bob", PHONE, ENDP, token, fast(""))).contains("<not-authorized");
        assertThat(attempt("bob", PHONE, ENDP, token, fast(" count='8'"))).contains("<success");
    }

    @Test
    @Tag("A-58")
    void aTokenThatWasGivenUpIsWorthNothing() throws Exception {
        String token = obtain("alice", PHONE, EXPR);
        assertThat(attempt("alice", PHONE, EXPR, token, fast(" invalidate='true'")))
                .contains("<success")
                .doesNotContain("<token");
        assertThat(works("alice", PHONE, EXPR, token)).isFalse();
    }

    /** XEP-0484 section 3.5: an unused one gives way, and the one in use stays until the new one was used. */
    @Test
    @Tag("A-58")
    void anOlderTokenGoesWhenTheNewerOneWasUsed() throws Exception {
        String first = obtain("alice", TABLET, ENDP);
        assertThat(works("alice", TABLET, ENDP, first)).isTrue();
        String second = token(attempt("alice", TABLET, ENDP, first, fast("") + request(ENDP)));
        assertThat(works("alice", TABLET, ENDP, first)).isTrue();
        assertThat(works("alice", TABLET, ENDP, second)).isTrue();
        assertThat(works("alice", TABLET, ENDP, first)).isFalse();
    }

    @Test
    @Tag("A-58")
    void aNewPasswordOrANewAccountHasNoTokensOfBefore() throws Exception {
        service.with("carol");
        String token = obtain("carol", PHONE, EXPR);
        assertThat(works("carol", PHONE, EXPR, token)).isTrue();
        RunningRedoubt.command(
                service.data(),
                RunningRedoubt.PASSWORD,
                "user",
                "password",
                "carol",
                "--password-stdin",
                "--data",
                service.data().toString());
        assertThat(works("carol", PHONE, EXPR, token)).isFalse();

        String again = obtain("carol", PHONE, EXPR);
        assertThat(service.run("user", "remove", "carol")).isZero();
        assertThat(works("carol", PHONE, EXPR, again)).isFalse();
        service.with("carol");
        assertThat(works("carol", PHONE, EXPR, again)).isFalse();
    }

    @Test
    @Tag("A-58")
    void whoDoesNotSayWhichClientItIsGetsNoTokenAndWhatIsNotBoundIsNotOffered() {
        for (String more : List.of(request(EXPR), agent(PHONE) + request(NONE), agent(PHONE) + request("PLAIN"))) {
            try (Line line = connect()) {
                line.client()
                        .send(by("alice", RunningRedoubt.PASSWORD)
                                .replace("</authenticate>", more + "</authenticate>"));
                assertThat(line.client().await("</success>")).doesNotContain("<token");
            }
        }
    }

    @Test
    @Tag("A-53")
    void whoDoesNotExistIsAnsweredInTheSameWords() throws Exception {
        String wrong = attempt("alice", PHONE, EXPR, "w".repeat(43), fast(""));
        String nobody = attempt("nobody", PHONE, EXPR, "w".repeat(43), fast(""));
        assertThat(wrong).isEqualTo(nobody).contains("<not-authorized");
    }

    /** Over a WebSocket there is a token without a binding, which is worth nothing elsewhere. */
    @Test
    @Tag("A-58")
    void aBrowserGetsATokenThatNobodyElseCanUse() throws Exception {
        String token;
        try (RawWebSocket page = socket();
                RawWebSocket again = socket()) {
            assertThat(page.send(RawWebSocket.OPEN).await("</stream:features>")).contains(NONE);
            byte[] plain = ("\0alice\0" + RunningRedoubt.PASSWORD).getBytes(StandardCharsets.UTF_8);
            page.send(authenticate("PLAIN", plain, agent(TABLET) + request(NONE)));
            token = token(page.await("</success>"));
            again.open();
            again.send(authenticate(NONE, message("alice", token, new byte[0]), agent(TABLET) + fast("")));
            assertThat(again.await("</success>")).contains("alice@localhost");
        }
        assertThat(attempt("alice", TABLET, NONE, token, fast(""))).contains("<invalid-mechanism");
        assertThat(works("alice", TABLET, EXPR, token)).isFalse();
    }
}
