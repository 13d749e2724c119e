package im.redoubt.testkit.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.testkit.hostile.Manner.Opening;
import im.redoubt.testkit.peer.Backend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That each fault reaches the client as bytes which an honest service would not have sent, or not so. */
class ServerFaultTest {
    /** How long something may take to happen, and how long nothing is waited for that happens behind it. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration BEHIND = Duration.ofMillis(400);
    private static final Set<Moment> OF_SASL2 = EnumSet.of(Moment.TOKEN);
    private static final Set<Moment> IN_CLEAR = EnumSet.of(Moment.CLEAR_HEADER, Moment.CLEAR_FEATURES, Moment.PROCEED);
    private static final Set<Moment> ANSWERS =
            EnumSet.of(Moment.PONG, Moment.ROSTER, Moment.DISCO, Moment.ARCHIVE, Moment.PUBSUB, Moment.CARD);
    private static final Set<Moment> IN_BASE64 = EnumSet.of(Moment.CHALLENGE, Moment.SIGNATURE);

    @TempDir
    static Path directory;

    private static KeyTool localhost;
    private static KeyTool other;

    @BeforeAll
    static void certify() {
        localhost = KeyTool.certify(directory, "localhost");
        other = KeyTool.certify(directory, "other.example");
    }

    /** What was said honestly, and instead of it. */
    private record Said(String honest, String instead) {}

    private static String run(Bending bending, List<Said> said) throws IOException {
        boolean modern = OF_SASL2.contains(bending.at());
        HonestService service = HonestService.of("juliet@localhost", Backend.PASSWORD, localhost.identity())
                .orAs(other.identity())
                .like(modern ? Manner.MODERN.opening(Opening.STARTTLS) : Manner.CLASSIC)
                .bends(new Bending(
                        bending.at(),
                        (honest, scene) -> {
                            String instead = bending.bend().bend(honest, scene);
                            said.add(new Said(honest, instead));
                            return instead;
                        },
                        bending.delivery()));
        Duration behind = bending.delivery() == Delivery.DRIPPED ? Duration.ofMillis(100) : BEHIND;
        Supplier<Duration> patience = () -> said.isEmpty() ? PATIENCE : behind;
        try (HostileServer server = HostileServer.playing(service)) {
            String id = "";
            StringBuilder told = new StringBuilder();
            try (Witness witness = new Witness(server.port(), localhost.trust(), patience)) {
                try {
                    witness.startTls();
                    id = modern ? tokens(witness) : everything(witness);
                } catch (IOException | IllegalArgumentException ended) {
                    // a fault ends it, here or there
                }
                told.append(witness.told());
            }
            try (Witness witness = new Witness(server.port(), localhost.trust(), patience)) {
                if (bending.at() == Moment.RESUMED) {
                    witness.startTls();
                    witness.open();
                    witness.ask("<resume xmlns='urn:xmpp:sm:3' h='0' previd='" + id + "'/>", ">");
                }
                told.append(witness.told());
            }
            return told.toString();
        }
    }

    private static String tokens(Witness witness) throws IOException {
        return witness.signInAtOnce(
                "juliet", Backend.PASSWORD, "<request-token xmlns='urn:xmpp:fast:0' mechanism='HT-SHA-256-ENDP'/>");
    }

    private static String everything(Witness witness) throws IOException {
        witness.signIn("juliet", Backend.PASSWORD);
        String enabled = witness.ask("<enable xmlns='urn:xmpp:sm:3' resume='true'/>", "/>");
        witness.ask("<iq type='get' id='1'><query xmlns='jabber:iq:roster'/></iq>", "romeo");
        witness.ask("<iq type='get' id='2'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>", "</iq>");
        witness.ask("<iq type='set' id='3'><query xmlns='urn:xmpp:mam:2'/></iq>", "</fin>");
        witness.ask("<r xmlns='urn:xmpp:sm:3'/>", "/>");
        witness.ask("<iq type='get' id='4'><ping xmlns='urn:xmpp:ping'/></iq>", "id='4'");
        return Witness.find(enabled, " id='([^']*)'");
    }

    @ParameterizedTest
    @EnumSource(ServerFault.class)
    void isOnTheWire(ServerFault fault) throws IOException {
        List<Said> said = new CopyOnWriteArrayList<>();
        String told = run(fault.bending(), said);
        assertThat(said).as("it was committed").isNotEmpty();
        Said first = said.get(0);
        if (fault.bending().delivery() == Delivery.WHOLE) {
            assertThat(first.instead()).isNotEqualTo(first.honest());
        }
        if (fault.bending().at() == Moment.CERTIFICATE) {
            assertThat(told).contains("<proceed").doesNotContain("mechanism");
        } else {
            assertThat(told).contains(expected(fault.bending(), first.instead()));
        }
        if (IN_CLEAR.contains(fault.bending().at()) && fault.bending().delivery() == Delivery.WHOLE) {
            assertThat(told).startsWith("<?xml");
        }
    }

    private static String expected(Bending bending, String instead) {
        byte[] bytes = Octets.of(instead);
        if (IN_BASE64.contains(bending.at())) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return switch (bending.delivery()) {
            case WHOLE, DEAF, LAST ->
                ANSWERS.contains(bending.at()) ? Markup.apart(text).get(0) : text;
            case WITHOUT_END -> text.replace(Delivery.ROUND, "0") + text.replace(Delivery.ROUND, "1");
            case GROWING -> text + text.substring(text.length() - 8_192);
            case HALF -> text.substring(0, 1);
            case NEVER, DRIPPED -> "";
        };
    }

    @ParameterizedTest
    @EnumSource(HostileXml.class)
    void isOnTheWire(HostileXml fault) throws IOException {
        List<Said> said = new CopyOnWriteArrayList<>();
        Bending bending = fault.before(Moment.PONG);
        assertThat(run(bending, said)).contains(expected(bending, said.get(0).instead()));
    }
}
