package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.sasl.ChannelBindings;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stream headers as they come in bytes, to the server and to the client (RFC 6120 sections 4.7 to 4.9). */
class HeaderRulesTest {
    private static final String XMLNS = "xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' ";

    /** A server at each of the moments when a header is due. */
    private static List<ServerEnd> servers() {
        ServerContext context = new Negotiator().context();
        return List.of(
                new ServerEnd(new AwaitingHeader(context)),
                new ServerEnd(new AwaitingSecureHeader(context, ChannelBindings.none())),
                new ServerEnd(new AwaitingAuthenticatedHeader(context, Pair.ALICE)));
    }

    /** The root of a header, and what it is answered with; {@code -} for a stream. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            stream:stream NS to='example.org' version='1.0'                          | -
            stream:stream NS to='EXAMPLE.org' version='1.0'                          | -
            stream:stream NS to='example.org.' version='1.0'                         | -
            stream:stream NS version='1.0' to='example.org'                          | -
            stream:stream NS to='example.org' version='1.1'                          | -
            stream:stream NS to='example.org' version='2.0'                          | -
            stream:stream NS to='example.org' version='1.0' xml:lang='de'            | -
            stream:stream NS to='example.org' version='1.0' unknown='x'              | -
            stream:stream NS to='example.org' version='1.0' id='chosen'              | -
            s:stream xmlns='jabber:client' xmlns:s='http://etherx.jabber.org/streams' to='example.org' version='1.0' | -
            stream:stream NS to='example.org'                                        | unsupported-version
            stream:stream NS to='example.org' version=''                             | unsupported-version
            stream:stream NS to='example.org' version='0.9'                          | unsupported-version
            stream:stream NS to='example.org' version='1'                            | unsupported-version
            stream:stream NS to='example.org' version='1.'                           | unsupported-version
            stream:stream NS to='example.org' version='.0'                           | unsupported-version
            stream:stream NS to='example.org' version='+1.0'                         | unsupported-version
            stream:stream NS to='example.org' version='-1.0'                         | unsupported-version
            stream:stream NS to='example.org' version='1.0.0'                        | unsupported-version
            stream:stream NS to='example.org' version='10000.0'                      | unsupported-version
            stream:stream NS to='example.org' version='1.00000'                      | unsupported-version
            stream:stream NS to='example.org' version='x'                            | unsupported-version
            stream:stream NS version='1.0'                                           | host-unknown
            stream:stream NS to='' version='1.0'                                     | host-unknown
            stream:stream NS to='example.net' version='1.0'                          | host-unknown
            stream:stream NS to='sub.example.org' version='1.0'                      | host-unknown
            stream:stream NS to='example.org.evil.example' version='1.0'             | host-unknown
            stream:stream NS to='alice@example.org' version='1.0'                    | host-unknown
            stream:stream NS to='example.org/x' version='1.0'                        | host-unknown
            stream:stream NS to='ex ample.org' version='1.0'                         | host-unknown
            stream:stream NS to='@@' version='1.0'                                   | host-unknown
            stream:stream NS to='example.org' from='@' version='1.0'                 | invalid-from
            stream:stream NS to='example.org' from='a@b@c/' version='1.0'            | invalid-from
            stream:stream xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams' to='example.org' version='1.0' | invalid-namespace
            stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams' to='example.org' version='1.0' | invalid-namespace
            stream:stream xmlns:stream='http://etherx.jabber.org/streams' to='example.org' version='1.0' | invalid-namespace
            stream:stream xmlns='jabber:client' xmlns:stream='urn:other' to='example.org' version='1.0' | invalid-namespace
            stream xmlns='jabber:client' to='example.org' version='1.0'              | invalid-namespace
            stream:streams NS to='example.org' version='1.0'                         | bad-format
            stream:features NS to='example.org' version='1.0'                        | bad-format
            message xmlns='jabber:client' to='example.org'                           | invalid-namespace
            """)
    @Tag("S-12")
    void theServerTakesAHeaderOrSaysWhatIsWrong(String root, String expected) {
        String header = "<" + root.replace("NS ", XMLNS) + ">";
        for (ServerEnd server : servers()) {
            ServerState before = server.state();
            String answer = server.takes(header).written();

            assertThat(answer).as(header).startsWith("<?xml version='1.0'?><stream:stream xmlns='jabber:client'");
            if (expected.equals("-")) {
                assertThat(answer).contains("<stream:features>").doesNotContain("<stream:error>");
                assertThat(server.state()).isNotInstanceOf(Ended.class);
            } else {
                assertThat(answer).contains("<stream:error><" + expected + " ").endsWith("</stream:stream>");
                assertThat(server.state()).as(before.toString()).isInstanceOf(Ended.class);
            }
        }
    }

    @Test
    @Tag("S-12")
    void theAnswerIsFromTheDomainInVersion10WithAnIdOfItsOwn() {
        String one = new ServerEnd(new Negotiator().context())
                .takes(header("to='example.org' version='1.1' id='mine'"))
                .written();
        String two = new ServerEnd(new Negotiator().context())
                .takes(header("to='example.org' version='1.1' id='mine'"))
                .written();

        assertThat(one).contains("from='example.org'").contains("version='1.0'").doesNotContain("mine");
        assertThat(id(one)).hasSize(22).isNotEqualTo(id(two));
    }

    @Test
    @Tag("S-12")
    void everyStreamOfAConnectionHasAnotherId() {
        ServerEnd clear = new ServerEnd(new Negotiator().context());
        String first = id(clear.takes(header("to='example.org' version='1.0'")).written());
        ServerEnd server = new ServerEnd(new AwaitingSecureHeader(new Negotiator().context(), ChannelBindings.none()));
        String second =
                id(server.takes(header("to='example.org' version='1.0'")).written());

        assertThat(first).hasSize(22).isNotEqualTo(second);
    }

    @ParameterizedTest
    @CsvSource({"alice@example.org,true", "bob@example.org/x,true", ",false"})
    void overTlsTheServerAnswersWhoSaysWhoItIs(String from, boolean answered) {
        ServerEnd server = new ServerEnd(new AwaitingSecureHeader(new Negotiator().context(), ChannelBindings.none()));
        String claim = from == null ? "" : "from='" + from + "' ";
        String answer =
                server.takes(header(claim + "to='example.org' version='1.0'")).written();

        assertThat(answer.contains("to='" + from + "'")).isEqualTo(answered);
    }

    /** XEP-0388 section 2.1; whether there is such an account is not looked at. */
    @ParameterizedTest
    @ValueSource(strings = {"alice@example.net", "example.net", "alice@sub.example.org/r"})
    @Tag("S-12")
    void whoeverIsOfAnotherDomainIsRefused(String from) {
        String header = header("from='" + from + "' to='example.org' version='1.0'");
        for (ServerState state : List.of(
                new AwaitingHeader(new Negotiator().context()),
                new AwaitingSecureHeader(new Negotiator().context(), ChannelBindings.none()))) {
            assertThat(new ServerEnd(state).takes(header).written()).contains("<invalid-from ");
        }
    }

    @Test
    void inClearTheServerRepeatsNoName() {
        ServerEnd server = new ServerEnd(new Negotiator().context());

        assertThat(server.takes(header("from='alice@example.org' to='example.org' version='1.0'"))
                        .written())
                .doesNotContain("alice");
    }

    @ParameterizedTest
    @CsvSource({
        "alice@example.org,true",
        "alice@example.org/r,true",
        "ALICE@example.org,true",
        "bob@example.org,false",
        "alice@example.net,false",
        "example.org,false"
    })
    @Tag("S-13")
    @Tag("A-50")
    void afterSigningInOnlyTheSameAccountGoesOn(String from, boolean taken) {
        ServerEnd server = new ServerEnd(new AwaitingAuthenticatedHeader(new Negotiator().context(), Pair.ALICE));
        String answer = server.takes(header("from='" + from + "' to='example.org' version='1.0'"))
                .written();

        assertThat(answer.contains("<bind ")).isEqualTo(taken);
        assertThat(answer.contains("<invalid-from ")).isEqualTo(!taken);
    }

    /** The server's header as a client gets it, and whether the client goes on. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            NS from='example.org' id='1' version='1.0'                                | -
            NS from='EXAMPLE.ORG' id='1' version='1.0'                                | -
            NS from='example.org' id='1' version='1.1'                                | -
            NS from='example.org' to='alice@example.org' id='1' version='1.0'         | -
            NS from='example.org' to='alice@example.org/r' id='1' version='1.0'       | -
            NS from='example.org' id='1' version='1.0' xml:lang='de'                  | -
            NS id='1' version='1.0'                                                   | invalid-from
            NS from='example.net' id='1' version='1.0'                                | invalid-from
            NS from='sub.example.org' id='1' version='1.0'                            | invalid-from
            NS from='alice@example.org' id='1' version='1.0'                          | invalid-from
            NS from='example.org/x' id='1' version='1.0'                              | invalid-from
            NS from='@' id='1' version='1.0'                                          | invalid-from
            NS from='example.org' to='bob@example.org' id='1' version='1.0'           | invalid-from
            NS from='example.org' to='@' id='1' version='1.0'                         | invalid-from
            NS from='example.org' version='1.0'                                       | invalid-xml
            NS from='example.org' id='' version='1.0'                                 | invalid-xml
            NS from='example.org' id='1'                                              | unsupported-version
            NS from='example.org' id='1' version='0.9'                                | unsupported-version
            NS from='example.org' id='1' version='2.0'                                | unsupported-version
            NS from='example.org' id='1' version='1'                                  | unsupported-version
            xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams' from='example.org' id='1' version='1.0' | invalid-namespace
            xmlns='jabber:client' xmlns:stream='urn:other' from='example.org' id='1' version='1.0' | invalid-namespace
            """)
    @Tag("S-12")
    @Tag("T-38")
    void theClientTakesAHeaderOrSaysWhatIsWrong(String attributes, String expected) {
        String header = "<stream:stream " + attributes.replace("NS ", XMLNS) + ">";
        for (Class<?> moment :
                List.of(ExpectingHeader.class, ExpectingSecureHeader.class, ExpectingAuthenticatedHeader.class)) {
            ClientEnd client = Line.through(moment).untilClient(moment).client;
            client.takes(header);

            assertThat(client.failure()
                            .flatMap(ClientFailure::told)
                            .map(error -> error.condition().wire()))
                    .as(moment.getSimpleName())
                    .isEqualTo(expected.equals("-") ? Optional.empty() : Optional.of(expected));
            assertThat(client.closed()).isEqualTo(!expected.equals("-"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n", "\r\n\t ", "                                        "})
    @Tag("S-12")
    void whiteSpaceBeforeAHeaderIsPassedOver(String space) {
        ServerEnd server = new ServerEnd(new Negotiator().context());
        String plain = "<stream:stream " + XMLNS + "to='example.org' version='1.0'>";

        assertThat(server.takes(space + plain).written()).contains("<starttls ");
    }

    @Test
    @Tag("S-6")
    @Tag("S-12")
    void aSecondHeaderIsNoElement() {
        ServerEnd server = new ServerEnd(new Negotiator().context());
        server.takes(header("to='example.org' version='1.0'"));
        server.written();

        assertThat(server.takes("<stream:stream to='example.org' version='1.0'>")
                        .written())
                .contains("<bad-format ");
    }

    private static String header(String attributes) {
        return "<?xml version='1.0'?><stream:stream " + XMLNS + attributes + ">";
    }

    private static String id(String header) {
        return header.replaceFirst("(?s).* id='([^']*)'.*", "$1");
    }
}
