package im.redoubt.server.blocking;

import static im.redoubt.server.fixture.Station.ALICE;
import static im.redoubt.server.fixture.Station.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.feature.Request;
import im.redoubt.server.fixture.Client;
import im.redoubt.server.fixture.MemoryBlocks;
import im.redoubt.server.fixture.Station;
import im.redoubt.xml.Element;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command (XEP-0191 section 3), without a router: in what order a change takes effect, and what is refused. */
class BlockingCommandTest implements Concealment {
    private final Station station = new Station();
    private final Client phone = station.client(ALICE, "phone");
    private final Client desk = station.client(ALICE, "desk");
    private final List<String> told = new ArrayList<>();
    private final BlockingCommand command = new BlockingCommand(
            new BlockingCommand.Parts(
                    station.blocks(), station.queues(), station.blocklists(), station.sessions(), new SecureRandom()),
            this,
            (reporter, report) -> told.add("report by " + reporter.account() + " " + report + inForce()));

    /** When others are told, the list is in force, and the account's own sessions do not know of it yet. */
    @Override
    public void conceal(Blocklist before, Blocklist now) {
        told.add("conceal " + before.addresses() + now.addresses() + inForce()
                + desk.received().size());
    }

    @Override
    public void reveal(Blocklist before, Blocklist now) {
        told.add("reveal " + before.addresses() + now.addresses() + inForce()
                + desk.received().size());
    }

    private String inForce() {
        return station.blocklists().of(ALICE).join().addresses().toString();
    }

    private IqAnswer asks(String name, String... addresses) {
        Element.Builder payload = Element.named(BlockingCommand.NAMESPACE, name);
        for (String address : addresses) {
            payload.child(Element.named(BlockingCommand.NAMESPACE, "item")
                    .attribute("jid", address)
                    .build());
        }
        return asks(payload.build());
    }

    private IqAnswer asks(Element payload) {
        IqRequest.Action action =
                payload.name().local().equals("blocklist") ? IqRequest.Action.GET : IqRequest.Action.SET;
        IqRequest request = IqRequest.of(action, StanzaHeader.EMPTY.withId("q"), payload);
        return command.routes().stream()
                .filter(route -> route.payload().equals(payload.name())
                        && route.actions().contains(action))
                .map(route -> station.done(route.handler().handle(new Request(request, phone.session(), ALICE))))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Tag("R-79")
    void aChangeIsInForceBeforeOthersAreToldAndBeforeItIsPushed() {
        desk.session().followBlocklist();
        assertThat(asks("block", "bob@localhost", "spam.example", "bob@localhost"))
                .isEqualTo(IqAnswer.done());
        assertThat(asks("unblock", "spam.example")).isEqualTo(IqAnswer.done());
        assertThat(asks("unblock")).isEqualTo(IqAnswer.done());
        assertThat(told)
                .containsExactly(
                        "conceal [][bob@localhost, spam.example][bob@localhost, spam.example]0",
                        "reveal [bob@localhost, spam.example][bob@localhost][bob@localhost]1",
                        "reveal [bob@localhost][][]2");
    }

    /** Pushes go to those who asked for the list, with an id that nobody guesses. */
    @Test
    void changesArePushedToThoseWhoAskedForTheList() {
        assertThat(asks("blocklist")).isEqualTo(IqAnswer.of(BlockingPush.items("blocklist", List.of())));
        asks("block", "bob@localhost");
        asks("unblock");
        assertThat(desk.received()).isEmpty();
        assertThat(phone.received())
                .extracting(push -> push.to().orElseThrow())
                .containsOnly(phone.session().address());
        assertThat(phone.received()).extracting(push -> push.id().orElseThrow()).doesNotHaveDuplicates();
        assertThat(phone.received())
                .extracting(push -> ((IqRequest) push).payload())
                .containsExactly(BlockingPush.items("block", List.of(BOB)), BlockingPush.items("unblock", List.of()));
        assertThat(asks("blocklist")).isEqualTo(IqAnswer.of(BlockingPush.items("blocklist", List.of())));
    }

    /** Section 2 of XEP-0377: who reports somebody hears him no more; section 5: a report is about one address. */
    @Test
    void aReportIsFiledWhenItsAddressIsBlocked() {
        Element spam = Element.named(Report.NAMESPACE, "report")
                .attribute("reason", "urn:xmpp:reporting:spam")
                .child(Element.named("urn:xmpp:sid:0", "stanza-id").build())
                .build();
        Element payload = Element.named(BlockingCommand.NAMESPACE, "block")
                .child(item("bob@localhost", spam, spam))
                .child(item("bob@localhost", spam))
                .child(item("carol@localhost"))
                .build();
        assertThat(asks(payload)).isEqualTo(IqAnswer.done());
        assertThat(told)
                .last()
                .isEqualTo("report by alice@localhost Report[about=bob@localhost, reason=SPAM, messages=1]"
                        + "[bob@localhost, carol@localhost]");
        assertThat(told.stream().filter(line -> line.startsWith("report"))).hasSize(1);
    }

    @Test
    void whoCannotBeBlockedIsNotReported() {
        Element.Builder many = Element.named(BlockingCommand.NAMESPACE, "block");
        for (int number = 0; number <= MemoryBlocks.MOST; number++) {
            many.child(item(
                    "n" + number + "@localhost",
                    Element.named(Report.NAMESPACE, "report").build()));
        }
        assertThat(((IqAnswer.Refusal) asks(many.build())).error().condition())
                .isEqualTo(StanzaCondition.RESOURCE_CONSTRAINT);
        assertThat(told).isEmpty();
    }

    private static Element item(String address, Element... inside) {
        return Element.named(BlockingCommand.NAMESPACE, "item")
                .attribute("jid", address)
                .children(List.of(inside))
                .build();
    }

    @Test
    @Tag("D-105")
    void whatDoesNotFitChangesNothing() {
        phone.session().followBlocklist();
        String[] many = IntStream.rangeClosed(0, MemoryBlocks.MOST)
                .mapToObj(number -> "n" + number + "@localhost")
                .toArray(String[]::new);
        assertThat(((IqAnswer.Refusal) asks("block", many)).error().condition())
                .isEqualTo(StanzaCondition.RESOURCE_CONSTRAINT);
        assertThat(told).isEmpty();
        assertThat(phone.received()).isEmpty();
        assertThat(inForce()).isEqualTo("[]");
    }

    @ParameterizedTest
    @Tag("R-79")
    @CsvSource({
        "block,   item, jid, a@b@localhost, JID_MALFORMED",
        "unblock, item, jid, '',            JID_MALFORMED",
        "block,   item, jib, bob@localhost, BAD_REQUEST",
        "unblock, item, jib, bob@localhost, BAD_REQUEST",
        "unblock, itm,  jid, bob@localhost, BAD_REQUEST",
    })
    void whatIsNotUnderstoodIsRefusedAndUnblocksNobody(
            String name, String item, String attribute, String value, StanzaCondition condition) {
        asks("block", "eve@localhost");
        Element payload = Element.named(BlockingCommand.NAMESPACE, name)
                .child(Element.named(BlockingCommand.NAMESPACE, "item")
                        .attribute("jid", "carol@localhost")
                        .build())
                .child(Element.named(BlockingCommand.NAMESPACE, item)
                        .attribute(attribute, value)
                        .build())
                .build();
        assertThat(((IqAnswer.Refusal) asks(payload)).error().condition()).isEqualTo(condition);
        assertThat(inForce()).isEqualTo("[eve@localhost]");
        assertThat(((IqAnswer.Refusal) asks("block")).error().condition()).isEqualTo(StanzaCondition.BAD_REQUEST);
    }

    @Test
    @Tag("R-79")
    void theSenderLearnsOfHisOwnBlockAndOfNobodyElses() {
        assertThat(Barrier.NONE.refusal()).isEmpty();
        assertThat(Barrier.OF_RECIPIENT.refusal()).isEmpty();
        assertThat(Barrier.UNKNOWN.refusal().map(error -> error.condition()))
                .isEqualTo(Optional.of(StanzaCondition.INTERNAL_SERVER_ERROR));
        assertThat(Barrier.OF_SENDER.refusal().orElseThrow().toElement("jabber:client"))
                .hasToString("<error xmlns='jabber:client' type='cancel'>"
                        + "<not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                        + "<blocked xmlns='urn:xmpp:blocking:errors'/></error>");
    }
}
