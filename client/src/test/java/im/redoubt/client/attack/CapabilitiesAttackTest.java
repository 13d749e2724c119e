package im.redoubt.client.attack;

import static im.redoubt.client.capabilities.Clients.PC;
import static im.redoubt.client.capabilities.Clients.caps;
import static im.redoubt.client.capabilities.Clients.features;
import static im.redoubt.client.capabilities.Clients.ver;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.ClientException;
import im.redoubt.client.Feature;
import im.redoubt.client.Pending;
import im.redoubt.client.Session;
import im.redoubt.client.SessionState;
import im.redoubt.client.capabilities.Capabilities;
import im.redoubt.client.capabilities.Clients;
import im.redoubt.client.disco.DiscoInfo;
import im.redoubt.client.roster.Roster;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.testkit.hostile.Bend;
import im.redoubt.testkit.hostile.Bending;
import im.redoubt.testkit.hostile.HonestService;
import im.redoubt.testkit.hostile.Manner.Opening;
import im.redoubt.testkit.hostile.Moment;
import im.redoubt.testkit.stream.Tree;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What contacts announce and answer to make a client believe something of others, ask for ever, or keep everything. */
@Tag("X-83")
@Tag("LIB-08")
class CapabilitiesAttackTest {
    private static final String LIAR = "romeo@example.org/orchard";
    private static final String HONEST = "romeo@example.org/balcony";
    private static final String SAYS = PC + features("urn:a", "urn:x+notify", "urn:y+notify");
    private static final String VER = ver(SAYS);
    private static final Feature<Capabilities> FEATURE = Capabilities.FEATURE;

    private final HonestService service = Range.service(Range.CLASSIC);

    private void comes(Session session, String client, String ver) {
        service.push("<presence from='" + client + "'>" + caps(ver) + "</presence>");
        Range.ping(session).await(Range.PATIENCE);
        Range.ping(session).await(Range.PATIENCE);
    }

    /** What these clients answer; they say that it is about what they were asked. */
    private static Bend saying(Map<String, String> answers) {
        return (honest, scene) -> {
            String start = honest.substring(0, honest.indexOf('>') + 1);
            return answers.entrySet().stream()
                    .filter(answer -> start.contains("from='" + answer.getKey() + "'"))
                    .findFirst()
                    .map(answer -> start + "<query xmlns='" + Clients.INFO + "' node='urn:psi#" + VER + "'>"
                            + answer.getValue() + "</query></iq>")
                    .orElse(honest);
        };
    }

    private List<Tree> questions() {
        return service.heard().stream()
                .filter(stanza -> stanza.attribute("to").startsWith("romeo@")
                        && stanza.toString().contains(Clients.INFO))
                .toList();
    }

    private Session session(Range range) {
        Session session = range.client().with(FEATURE).build().open();
        session.get(Roster.FEATURE).loaded().await(Range.PATIENCE);
        return session;
    }

    private static Pending<DiscoInfo> ask(Session session, String client) {
        return session.get(FEATURE).of(FullJid.of(client));
    }

    /** Another answer, answers that have the same string (XEP-0115 section 8.3), and those that are ill-formed (section 5.4). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<identity category='client' type='pc' name='Psi'/><feature var='urn:poison'/>",
                "<identity category='client' type='pc' name='Psi'/><feature var='urn:a&lt;urn:x+notify'/><feature var='urn:y+notify'/>",
                "<identity category='client' type='pc' name='Psi&lt;urn:a'/><feature var='urn:x+notify'/><feature var='urn:y+notify'/>",
                "<identity category='client' type='pc' name='Psi'/><feature var='urn:a'/><x xmlns='jabber:x:data' type='result'>"
                        + "<field type='hidden' var='FORM_TYPE'><value>urn:x+notify</value></field><field var='urn:y+notify'/></x>",
                "<feature var='client/pc//Psi'/><feature var='urn:a'/><feature var='urn:x+notify'/><feature var='urn:y+notify'/>",
                "<identity category='client' type='pc' name='Psi'/><feature var='urn:a'/><feature var='urn:a'/>",
                "<identity category='client' type='pc' name='Psi'/><identity category='client' type='pc' name='Psi'/>"
            })
    void whatALiarSaysIsBelievedOfNobodyElse(String lie) {
        service.bends(Bending.at(Moment.DISCO, saying(Map.of(LIAR, lie, HONEST, SAYS))));
        try (Range range = Range.of(service, Opening.STARTTLS);
                Session session = session(range)) {
            comes(session, LIAR, VER);
            comes(session, HONEST, VER);
            Pending<DiscoInfo> liar = ask(session, LIAR);
            liar.handle((info, failure) -> 0).join();
            assertThat(session.get(FEATURE).known(FullJid.of(HONEST))).isEmpty();
            DiscoInfo info = ask(session, HONEST).await(Range.PATIENCE);
            assertThat(List.of("urn:a", "urn:x+notify", "urn:y+notify")).allMatch(info::has);
            assertThat(info.is("client", "pc")).isTrue();
            assertThat(info.has("urn:poison")).isFalse();
            assertThat(questions()).hasSize(2);
        }
    }

    /** What is too much for an answer is none, though it is within a stanza's bounds: too many features, or too long ones. */
    @ParameterizedTest
    @CsvSource({"1001, 8", "4000, 8", "500, 100"})
    void anAnswerWithoutEndIsNotKept(int count, int length) {
        StringBuilder endless = new StringBuilder();
        for (int i = 0; i < count; i++) {
            endless.append("<feature var='")
                    .append("f".repeat(length))
                    .append(i)
                    .append("'/>");
        }
        service.bends(Bending.at(Moment.DISCO, saying(Map.of(LIAR, endless.toString(), HONEST, SAYS))));
        try (Range range = Range.of(service, Opening.STARTTLS);
                Session session = session(range)) {
            comes(session, LIAR, VER);
            Pending<DiscoInfo> liar = ask(session, LIAR);
            assertThatThrownBy(() -> liar.await(Range.PATIENCE)).isInstanceOf(ClientException.class);
            assertThat(session.get(FEATURE).known(FullJid.of(LIAR))).isEmpty();
            Range.ping(session).await(Range.PATIENCE);
            comes(session, HONEST, VER);
            assertThat(ask(session, HONEST).await(Range.PATIENCE).has("urn:a")).isTrue();
            assertThat(session.state()).isInstanceOf(SessionState.Online.class);
        }
    }

    /** Nobody is asked because of what is announced. */
    @Test
    @Tag("D-101")
    void aFloodOfHashesMakesNobodyAsk() {
        try (Range range = Range.of(service, Opening.STARTTLS);
                Session session = session(range)) {
            for (int i = 0; i < 20_000; i++) {
                service.push("<presence from='romeo@example.org/" + i % 100 + "'>" + caps(ver(features("urn:" + i)))
                        + "</presence>");
                if (i % 500 == 0) {
                    Range.ping(session).await(Range.PATIENCE);
                }
            }
            Range.ping(session).await(Range.PATIENCE);
            assertThat(questions().size()).as("questions").isZero();
            assertThat(session.state()).isInstanceOf(SessionState.Online.class);
        }
    }
}
