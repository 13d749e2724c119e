package im.redoubt.client;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.rule.Rules;
import im.redoubt.client.rule.What;
import im.redoubt.client.rule.Who;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What comes in is what the application's rules let in. */
@Tag("IOT-05")
final class ObeyedRulesTest {
    private static final Rules CONTACTS_ONLY = Rules.builder()
            .allow("own", Who.ownAccount(), What.anything())
            .allow("contacts", Who.contacts(), What.messages())
            .build();

    private final Rig rig = new Rig().counting().obeying(CONTACTS_ONLY);
    private final List<Incoming> heard = new ArrayList<>();

    @BeforeEach
    void begin() {
        rig.host().contacts(BareJid.of("bob@example.org")::equals);
        rig.host().onMessage(heard::add);
        rig.host()
                .onRequest(
                        IqRequest.Action.GET,
                        new XmlName("urn:example:asked", "query"),
                        Audience.ANYBODY,
                        IqRequest::result);
        rig.connect();
        rig.sent();
    }

    @Test
    void whomARuleLetsInIsHeardAndNobodyElse() {
        rig.says("<message from='bob@example.org/x'/><message from='mallory@example.org/x'/>");
        assertThat(heard).hasSize(1);
        assertThat(rig.counters().of(Counters.Kind.REFUSED_BY_RULE)).isEqualTo(1);
        assertThat(rig.sent()).isEmpty();
    }

    @Test
    @Tag("R-77")
    void refusedRequestIsAnsweredAsByAClientThatDoesNotKnowIt() {
        rig.says("<iq type='get' id='1' from='bob@example.org/x'><query xmlns='urn:example:asked'/></iq>");
        assertThat(rig.sent()).anySatisfy(text -> assertThat(text).contains("service-unavailable", "id='1'"));
    }

    /** To leave it out of the count would have the server send it again, or end the stream. */
    @Test
    @Tag("N-118")
    void whatIsRefusedIsCountedAsHandled() {
        rig.says("<message from='mallory@example.org/x'/><r xmlns='urn:xmpp:sm:3'/>");
        assertThat(rig.sent()).containsExactly("<a xmlns='urn:xmpp:sm:3' h='1'/>");
    }

    @Test
    void answersAreMatchedWithWhatWasAskedAndNotJudged() {
        Pending<IqResponse> result = rig.host()
                .request(
                        IqRequest.Action.GET,
                        Optional.of(BareJid.of("rooms.example.org")),
                        Element.named("urn:example:asked", "query").build());
        rig.answers("");
        assertThat(result).isCompleted();
    }
}
