package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.sasl.ChannelBindings;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whole negotiations to the letter, as they stand on the wire: {@code C:} what the client says, {@code S:} what the server
 * says, {@code TLS} the handshake. What is made by chance is named in capitals.
 */
class BytesOnTheWireTest {
    private static final String HEADER = "<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
            + "xmlns:stream='http://etherx.jabber.org/streams' ";
    private static final Pattern DATA = Pattern.compile(
            "(<(?:auth|challenge|response|success|initial-response|additional-data)[^>]*>)[A-Za-z0-9+/=]+<");
    private static final Pattern ID = Pattern.compile(" id='[A-Za-z0-9_-]{22}'");

    private final StringBuilder transcript = new StringBuilder();

    private void says(String who, String text) {
        String named = ID.matcher(text).replaceAll(" id='ID'");
        Matcher data = DATA.matcher(named);
        named = data.replaceAll("$1DATA<").replace(HEADER, "HEADER ").replaceAll(" value='[^']*'", " value='VERSION'");
        for (String line : named.replace("><", ">\n<").split("\n", -1)) {
            if (!line.isEmpty()) {
                transcript.append(who).append(": ").append(line).append('\n');
            }
        }
    }

    private void exchange(ClientEnd client, ServerEnd server, UnaryOperator<String> road) {
        for (int turn = 0; turn < 30; turn++) {
            String toServer = client.written();
            says("C", toServer);
            server.takes(toServer);
            String toClient = road.apply(server.written());
            says("S", toClient);
            client.takes(toClient);
            if (client.wantsTls() && server.wantsTls()) {
                transcript.append("TLS\n");
                server.secured(Pair.BINDINGS);
                client.secured(Pair.BINDINGS);
            }
        }
    }

    @Test
    @Tag("LIB-02")
    void fromTheFirstByteToTheSessionInOneRoundTripLess() {
        exchange(
                new ClientEnd(ClientContexts.wishing()),
                new ServerEnd(new Negotiator().context()),
                UnaryOperator.identity());

        assertThat(transcript.toString()).isEqualTo("""
                C: HEADER to='example.org' version='1.0'>
                S: HEADER from='example.org' id='ID' version='1.0'>
                S: <stream:features>
                S: <starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'>
                S: <required/>
                S: </starttls>
                S: </stream:features>
                C: <starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>
                S: <proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>
                TLS
                C: HEADER from='alice@example.org' to='example.org' version='1.0'>
                S: HEADER from='example.org' to='alice@example.org' id='ID' version='1.0'>
                S: <stream:features>
                S: <mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>
                S: <mechanism>SCRAM-SHA-512-PLUS</mechanism>
                S: <mechanism>SCRAM-SHA-512</mechanism>
                S: <mechanism>SCRAM-SHA-256-PLUS</mechanism>
                S: <mechanism>SCRAM-SHA-256</mechanism>
                S: <mechanism>SCRAM-SHA-1-PLUS</mechanism>
                S: <mechanism>SCRAM-SHA-1</mechanism>
                S: </mechanisms>
                S: <authentication xmlns='urn:xmpp:sasl:2'>
                S: <mechanism>SCRAM-SHA-512-PLUS</mechanism>
                S: <mechanism>SCRAM-SHA-512</mechanism>
                S: <mechanism>SCRAM-SHA-256-PLUS</mechanism>
                S: <mechanism>SCRAM-SHA-256</mechanism>
                S: <mechanism>SCRAM-SHA-1-PLUS</mechanism>
                S: <mechanism>SCRAM-SHA-1</mechanism>
                S: <inline>
                S: <fast xmlns='urn:xmpp:fast:0'>
                S: <mechanism>HT-SHA-256-EXPR</mechanism>
                S: <mechanism>HT-SHA-256-NONE</mechanism>
                S: </fast>
                S: <sm xmlns='urn:xmpp:sm:3'/>
                S: <bind xmlns='urn:xmpp:bind:0'>
                S: <inline>
                S: <feature var='urn:xmpp:carbons:2'/>
                S: <feature var='urn:xmpp:sm:3'/>
                S: </inline>
                S: </bind>
                S: </inline>
                S: <upgrade xmlns='urn:xmpp:sasl:upgrade:0'>UPGR-SCRAM-SHA-256</upgrade>
                S: <upgrade xmlns='urn:xmpp:sasl:upgrade:0'>UPGR-SCRAM-SHA-512</upgrade>
                S: </authentication>
                S: <sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'>
                S: <channel-binding type='tls-exporter'/>
                S: </sasl-channel-binding>
                S: <register xmlns='urn:xmpp:ibr-token:0'/>
                S: <register xmlns='http://jabber.org/features/iq-register'/>
                S: <limits xmlns='urn:xmpp:stream-limits:0'>
                S: <max-bytes>10000</max-bytes>
                S: <idle-seconds>30</idle-seconds>
                S: </limits>
                S: <config-version xmlns='urn:xmpp:iap:0' scheme='opaque' value='VERSION'/>
                S: </stream:features>
                C: <authenticate xmlns='urn:xmpp:sasl:2' mechanism='SCRAM-SHA-512-PLUS'>
                C: <initial-response>DATA</initial-response>
                C: <user-agent id='d4565fa7-4d72-4749-b3d3-740edbf87770'>
                C: <software>Redoubt</software>
                C: <device>bench</device>
                C: </user-agent>
                C: <request-token xmlns='urn:xmpp:fast:0' mechanism='HT-SHA-256-EXPR'/>
                C: <bind xmlns='urn:xmpp:bind:0'>
                C: <tag>tag</tag>
                C: <enable xmlns='urn:xmpp:sm:3' resume='true'/>
                C: <enable xmlns='urn:xmpp:carbons:2'/>
                C: </bind>
                C: </authenticate>
                S: <challenge xmlns='urn:xmpp:sasl:2'>DATA</challenge>
                C: <response xmlns='urn:xmpp:sasl:2'>DATA</response>
                S: <success xmlns='urn:xmpp:sasl:2'>
                S: <additional-data>DATA</additional-data>
                S: <authorization-identifier>alice@example.org/r</authorization-identifier>
                S: <token xmlns='urn:xmpp:fast:0' token='secret' expiry='2030-01-01T00:00:00Z'/>
                S: <bound xmlns='urn:xmpp:bind:0'>
                S: <enabled xmlns='urn:xmpp:sm:3' id='sm-1' resume='true' max='300'/>
                S: </bound>
                S: </success>
                S: <stream:features>
                S: <ver xmlns='urn:xmpp:features:rosterver'/>
                S: <sub xmlns='urn:xmpp:features:pre-approval'/>
                S: <limits xmlns='urn:xmpp:stream-limits:0'>
                S: <max-bytes>10000</max-bytes>
                S: <idle-seconds>30</idle-seconds>
                S: </limits>
                S: </stream:features>
                """);
    }

    @Test
    @Tag("LIB-02")
    void fromTheFirstByteToTheSessionInTheProfileOfRfc6120() {
        exchange(new ClientEnd(Pair.context()), new ServerEnd(new Negotiator().context()), Line::withoutExtensible);

        assertThat(transcript.toString()).isEqualTo("""
                C: HEADER to='example.org' version='1.0'>
                S: HEADER from='example.org' id='ID' version='1.0'>
                S: <stream:features>
                S: <starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'>
                S: <required/>
                S: </starttls>
                S: </stream:features>
                C: <starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>
                S: <proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>
                TLS
                C: HEADER from='alice@example.org' to='example.org' version='1.0'>
                S: HEADER from='example.org' to='alice@example.org' id='ID' version='1.0'>
                S: <stream:features>
                S: <mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>
                S: <mechanism>SCRAM-SHA-512-PLUS</mechanism>
                S: <mechanism>SCRAM-SHA-512</mechanism>
                S: <mechanism>SCRAM-SHA-256-PLUS</mechanism>
                S: <mechanism>SCRAM-SHA-256</mechanism>
                S: <mechanism>SCRAM-SHA-1-PLUS</mechanism>
                S: <mechanism>SCRAM-SHA-1</mechanism>
                S: </mechanisms>
                S: <sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'>
                S: <channel-binding type='tls-exporter'/>
                S: </sasl-channel-binding>
                S: <register xmlns='urn:xmpp:ibr-token:0'/>
                S: <register xmlns='http://jabber.org/features/iq-register'/>
                S: <limits xmlns='urn:xmpp:stream-limits:0'>
                S: <max-bytes>10000</max-bytes>
                S: <idle-seconds>30</idle-seconds>
                S: </limits>
                S: <config-version xmlns='urn:xmpp:iap:0' scheme='opaque' value='VERSION'/>
                S: </stream:features>
                C: <auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-512-PLUS'>DATA</auth>
                S: <challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>DATA</challenge>
                C: <response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>DATA</response>
                S: <success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>DATA</success>
                C: HEADER from='alice@example.org' to='example.org' version='1.0'>
                S: HEADER from='example.org' to='alice@example.org' id='ID' version='1.0'>
                S: <stream:features>
                S: <bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>
                S: <session xmlns='urn:ietf:params:xml:ns:xmpp-session'>
                S: <optional/>
                S: </session>
                S: <ver xmlns='urn:xmpp:features:rosterver'/>
                S: <sub xmlns='urn:xmpp:features:pre-approval'/>
                S: <limits xmlns='urn:xmpp:stream-limits:0'>
                S: <max-bytes>10000</max-bytes>
                S: <idle-seconds>30</idle-seconds>
                S: </limits>
                S: <sm xmlns='urn:xmpp:sm:3'/>
                S: </stream:features>
                C: <iq type='set' id='ID'>
                C: <bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>
                C: </iq>
                S: <iq type='result' id='ID'>
                S: <bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>
                S: <jid>alice@example.org/r</jid>
                S: </bind>
                S: </iq>
                """);
    }

    private void scripted(ServerEnd server, String... words) {
        for (String word : words) {
            server.takes(word);
            says("S", server.written());
        }
    }

    @Test
    @Tag("S-12")
    void aHeaderForAnotherDomainIsAnsweredWithAHeaderAnErrorAndTheEnd() {
        scripted(new ServerEnd(new Negotiator().context()), HEADER + "to='example.net' version='1.0'>");

        assertThat(transcript.toString()).isEqualTo("""
                S: HEADER from='example.org' id='ID' version='1.0'>
                S: <stream:error>
                S: <host-unknown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>
                S: <text xmlns='urn:ietf:params:xml:ns:xmpp-streams' xml:lang='en'>that domain is not served here</text>
                S: </stream:error>
                S: </stream:stream>
                """);
    }

    @Test
    @Tag("S-14")
    void aStanzaBeforeTlsEndsTheStream() {
        scripted(
                new ServerEnd(new Negotiator().context()),
                HEADER + "to='example.org' version='1.0'>" + "<message to='bob@example.org'><body>hi</body></message>");

        assertThat(transcript.toString()).endsWith("""
                S: <stream:error>
                S: <not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>
                S: <text xmlns='urn:ietf:params:xml:ns:xmpp-streams' xml:lang='en'>STARTTLS is required first</text>
                S: </stream:error>
                S: </stream:stream>
                """);
    }

    @Test
    @Tag("A-49")
    @Tag("A-54")
    void threeMechanismsThatDoNotExistAreThreeFailuresAndTheEnd() {
        String auth = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'/>";
        ServerEnd server = new ServerEnd(new AwaitingSecureHeader(new Negotiator().context(), ChannelBindings.none()));
        server.takes(HEADER + "to='example.org' version='1.0'>");
        server.written();
        scripted(server, auth, auth, auth);

        assertThat(transcript.toString()).isEqualTo("""
                S: <failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>
                S: <invalid-mechanism/>
                S: </failure>
                S: <failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>
                S: <invalid-mechanism/>
                S: </failure>
                S: <failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>
                S: <invalid-mechanism/>
                S: </failure>
                S: <stream:error>
                S: <policy-violation xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>
                S: <text xmlns='urn:ietf:params:xml:ns:xmpp-streams' xml:lang='en'>too many failed attempts</text>
                S: </stream:error>
                S: </stream:stream>
                """);
    }

    @Test
    void anEndIsAnsweredWithAnEnd() {
        scripted(
                new ServerEnd(new Negotiator().context()),
                HEADER + "to='example.org' version='1.0'>",
                "</stream:stream>");

        assertThat(transcript.toString()).endsWith("S: </stream:features>\nS: </stream:stream>\n");
    }

    @Test
    void whatFollowsTheEndIsNotAnswered() {
        ServerEnd server = new ServerEnd(new Negotiator().context());
        scripted(
                server,
                HEADER + "to='example.org' version='1.0'>",
                "</stream:stream>",
                "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>",
                HEADER + "to='example.org' version='1.0'>");

        assertThat(transcript.toString()).endsWith("S: </stream:stream>\n");
        assertThat(server.closed()).isTrue();
    }

    @Test
    @Tag("T-21")
    @Tag("LIB-04")
    void aServerWithoutTlsLearnsTheDomainAndNothingElse() {
        ClientEnd client = new ClientEnd(Pair.context());
        says("C", client.written());
        client.takes(HEADER + "from='example.org' id='1' version='1.0'><stream:features>"
                + "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism></mechanisms>"
                + "</stream:features>");
        says("C", client.written());

        assertThat(transcript.toString()).isEqualTo("""
                C: HEADER to='example.org' version='1.0'>
                C: </stream:stream>
                """);
    }

    @Test
    @Tag("A-43")
    void aServerThatCannotProveItselfLearnsNothingMore() {
        ClientEnd client = Line.byBytes().untilClient(ExpectingSuccess.class).client;
        client.written();
        client.takes("<success xmlns='urn:xmpp:sasl:2'/>");
        says("C", client.written());

        assertThat(transcript.toString()).isEqualTo("C: </stream:stream>\n");
        assertThat(client.failure())
                .hasValueSatisfying(why -> assertThat(why).isInstanceOf(ClientFailure.Unproven.class));
    }
}
