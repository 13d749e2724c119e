package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RawClient;
import im.redoubt.app.command.RunningRedoubt;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a client on a phone pays from the end of the TLS handshake until it is on line with its stanzas counted and its copies
 * enabled: how often it waits for the server, and how many bytes go each way above TLS. Prints what docs/performance.md shows.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInEconomyTest {
    private static final String AGENT = "<user-agent id='d4565fa7-4d72-4749-b3d3-740edbf87770'/>";
    private static final String ENDP = "HT-SHA-256-ENDP";
    private static final String BIND =
            "<bind xmlns='urn:xmpp:bind:0'><enable xmlns='urn:xmpp:carbons:2'/><enable xmlns='urn:xmpp:sm:3' resume='true'/></bind>";
    private static final String PRESENCE = "<presence/>";

    private final RunningRedoubt service;
    private int addresses;

    SignInEconomyTest(@TempDir Path directory) {
        this.service = new RunningRedoubt(directory).with("alice");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    /** A connection whose owner keeps accounts. */
    private static final class Bill implements AutoCloseable {
        private final SSLSocket socket;
        private final RawClient client;
        private int waits;
        private int sent;
        private int received;

        Bill(SSLSocket socket) {
            this.socket = socket;
            this.client = RawClient.over(socket);
        }

        /** Sends something and waits for what it brings. */
        String pays(String text, String until) {
            sends(text);
            return reads(until);
        }

        /** Sends what is waited for, all of it ASCII. */
        void sends(String text) {
            waits++;
            sent += text.length();
            client.send(text);
        }

        String reads(String until) {
            String answer = client.await(until);
            received += answer.length();
            return answer;
        }

        Bill print(String how) {
            System.out.printf(Locale.ROOT, "| %s | %d | %,d | %,d |%n", how, waits, sent, received);
            return this;
        }

        @Override
        public void close() {
            client.close();
        }
    }

    private Bill connect() {
        addresses++;
        return new Bill(Attacker.of(service).at("127.4.0." + addresses).secure());
    }

    private static String find(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    private static String authenticate(String mechanism, byte[] message, String more) {
        return "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='" + mechanism + "'><initial-response>"
                + Base64.getEncoder().encodeToString(message) + "</initial-response>" + AGENT + more
                + "</authenticate>";
    }

    private static byte[] byToken(String token, SSLSocket socket) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
        mac.update("Initiator".getBytes(StandardCharsets.US_ASCII));
        mac.update(MessageDigest.getInstance("SHA-256")
                .digest(socket.getSession().getPeerCertificates()[0].getEncoded()));
        byte[] head = "alice\0".getBytes(StandardCharsets.US_ASCII);
        byte[] proof = mac.doFinal();
        byte[] message = new byte[head.length + proof.length];
        System.arraycopy(head, 0, message, 0, head.length);
        System.arraycopy(proof, 0, message, head.length, proof.length);
        return message;
    }

    private Bill classic() {
        Bill bill = connect();
        bill.pays(RawClient.HEADER, "</stream:features>");
        Scram scram = Scram.awaiting(bill::reads, "n,,", "alice");
        bill.sends(Scram.auth("SCRAM-SHA-256", scram.first()));
        scram.challenged();
        bill.pays(Scram.response(scram.proof(RunningRedoubt.PASSWORD, new byte[0])), "</success>");
        bill.pays(RawClient.HEADER, "</stream:features>");
        bill.pays("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>", "</iq>");
        bill.pays("<enable xmlns='urn:xmpp:sm:3' resume='true'/>", "/>");
        bill.pays("<iq type='set' id='c'><enable xmlns='urn:xmpp:carbons:2'/></iq>", "id='c'");
        bill.pays(PRESENCE, "<presence");
        return bill;
    }

    @Test
    void aClientThatCameBeforeWaitsOnceInsteadOfEightTimes() throws Exception {
        Bill classic = classic().print("classic: SASL, bind, acknowledgements and copies one by one");
        classic.close();
        assertThat(classic.waits).isEqualTo(8);
        String token;
        try (Bill first = connect()) {
            byte[] plain = ("\0alice\0" + RunningRedoubt.PASSWORD).getBytes(StandardCharsets.UTF_8);
            first.pays(RawClient.HEADER, "</stream:features>");
            token = find(
                    first.pays(
                            authenticate(
                                    "PLAIN",
                                    plain,
                                    "<request-token xmlns='urn:xmpp:fast:0' mechanism='" + ENDP + "'/>"),
                            "</success>"),
                    "token='([^']+)'");
        }
        String fast = "<fast xmlns='urn:xmpp:fast:0'/>";
        String version;
        try (Bill bill = connect()) {
            version = find(bill.pays(RawClient.HEADER, "</stream:features>"), "(<config-version[^>]*>)");
            bill.pays(authenticate(ENDP, byToken(token, bill.socket), fast + BIND), "</success>");
            bill.reads("</stream:features>");
            bill.pays(PRESENCE, "<presence");
            bill.print("SASL2, Bind 2 and a token");
            assertThat(bill.waits).isEqualTo(3);
        }
        String stream;
        try (Bill bill = connect()) {
            bill.pays(
                    RawClient.HEADER + authenticate(ENDP, byToken(token, bill.socket), version + fast + BIND),
                    "</stream:features>");
            String success = bill.reads("</success>");
            stream = find(success, "<enabled[^>]* id='([^']+)'");
            bill.reads("</stream:features>");
            bill.pays(PRESENCE, "<presence");
            bill.print("the same in one flight (XEP-0509)");
            assertThat(bill.waits).isEqualTo(2);
        }
        try (Bill bill = connect()) {
            bill.pays(
                    RawClient.HEADER
                            + authenticate(
                                    ENDP,
                                    byToken(token, bill.socket),
                                    version + fast + "<resume xmlns='urn:xmpp:sm:3' h='1' previd='" + stream + "'/>"),
                    "</stream:features>");
            assertThat(bill.reads("</success>")).contains("<resumed ");
            bill.print("one flight that goes on with the session of before");
            assertThat(bill.waits).isEqualTo(1);
            assertThat(bill.sent).isLessThan(classic.sent);
            assertThat(bill.received).isLessThan(classic.received);
        }
    }
}
