package im.redoubt.server.roster;

import static im.redoubt.server.fixture.Station.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.xml.Element;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a roster set may say (RFC 6121 sections 2.1.5 and 2.3.3). Names have eight bytes at most here, items two groups. */
class RosterSetTest {
    private static final RosterFeature.Limits LIMITS = new RosterFeature.Limits(2, 8);

    private static Element.Builder item(String jid) {
        return Element.named("jabber:iq:roster", "item").attribute("jid", jid);
    }

    private static RosterSet read(Element... items) {
        return RosterSet.read(
                Element.named("jabber:iq:roster", "query")
                        .children(List.of(items))
                        .build(),
                ALICE,
                LIMITS);
    }

    private static RosterSet wrong(StanzaCondition condition) {
        return new RosterSet.Wrong(condition);
    }

    private static Element grouped(String... groups) {
        Element.Builder item = item("bob@localhost");
        for (String group : groups) {
            item.child("jabber:iq:roster", "group", group);
        }
        return item.build();
    }

    /** Section 2.1.5: exactly one item, and nothing beside it. */
    @Test
    void thereIsExactlyOneItem() {
        Element bob = item("bob@localhost").build();
        Element foreign = Element.named("urn:example", "item")
                .attribute("jid", "bob@localhost")
                .build();
        assertThat(read()).isEqualTo(wrong(StanzaCondition.BAD_REQUEST));
        assertThat(read(bob, bob)).isEqualTo(wrong(StanzaCondition.BAD_REQUEST));
        assertThat(read(bob, foreign)).isEqualTo(wrong(StanzaCondition.BAD_REQUEST));
        assertThat(read(foreign)).isEqualTo(wrong(StanzaCondition.BAD_REQUEST));
        assertThat(read(Element.named("jabber:iq:roster", "item").build()))
                .isEqualTo(wrong(StanzaCondition.BAD_REQUEST));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@localhost", "bob@", "a b@localhost", "bob@localhost/"})
    void anAddressThatIsNoneIsMalformed(String jid) {
        assertThat(read(item(jid).build())).isEqualTo(wrong(StanzaCondition.JID_MALFORMED));
        assertThat(read(item(jid).attribute("subscription", "remove").build()))
                .isEqualTo(wrong(StanzaCondition.JID_MALFORMED));
    }

    /** Section 2.1.2.3: a roster holds bare addresses, in their prepared form. */
    @Test
    void anItemIsForTheBareAddress() {
        RosterSet expected = new RosterSet.Put(BareJid.of("bob@localhost"), Optional.empty(), List.of());
        assertThat(read(item("BOB@LocalHost/Home").build())).isEqualTo(expected);
    }

    /** Whatever a client says of the subscription is ignored, but for its removal (section 2.1.2.5). */
    @ParameterizedTest
    @CsvSource({"remove,true", "both,false", "REMOVE,false", "'remove ',false", "'',false"})
    void onlyRemoveIsARemoval(String subscription, boolean removes) {
        RosterSet read = read(
                item("bob@localhost/x").attribute("subscription", subscription).build());
        assertThat(read)
                .isEqualTo(
                        removes
                                ? new RosterSet.Remove(BareJid.of("bob@localhost"))
                                : new RosterSet.Put(BareJid.of("bob@localhost"), Optional.empty(), List.of()));
    }

    /** Nobody puts itself into its roster, but it may be taken out of there, whatever else the item says. */
    @Test
    void oneselfCanOnlyBeRemoved() {
        assertThat(read(item("alice@localhost/phone").build())).isEqualTo(wrong(StanzaCondition.NOT_ALLOWED));
        assertThat(read(item("alice@localhost")
                        .attribute("subscription", "remove")
                        .attribute("name", "far too long a name")
                        .build()))
                .isEqualTo(new RosterSet.Remove(ALICE));
    }

    /** The limit is in bytes of UTF-8: {@code ä} has two, and the face four in two Java characters. */
    @ParameterizedTest
    @CsvSource({
        "12345678,true",
        "123456789,false",
        "ääää,true",
        "ääää1,false",
        "äääää,false",
        "\uD83D\uDE00\uD83D\uDE00,true",
        "\uD83D\uDE00\uD83D\uDE001,false"
    })
    void namesAndGroupsAreMeasuredInBytes(String text, boolean fits) {
        assertThat(read(item("bob@localhost").attribute("name", text).build()))
                .isEqualTo(
                        fits
                                ? new RosterSet.Put(BareJid.of("bob@localhost"), Optional.of(text), List.of())
                                : wrong(StanzaCondition.NOT_ACCEPTABLE));
        assertThat(read(grouped(text)))
                .isEqualTo(
                        fits
                                ? new RosterSet.Put(BareJid.of("bob@localhost"), Optional.empty(), List.of(text))
                                : wrong(StanzaCondition.NOT_ACCEPTABLE));
    }

    /** Section 2.3.3: duplicate groups are a bad request, an empty one not acceptable; the order is kept. */
    @Test
    void groupsAreFewDifferentAndNamed() {
        assertThat(read(grouped("b", "a")))
                .isEqualTo(new RosterSet.Put(BareJid.of("bob@localhost"), Optional.empty(), List.of("b", "a")));
        assertThat(read(grouped("a", "b", "c"))).isEqualTo(wrong(StanzaCondition.NOT_ACCEPTABLE));
        assertThat(read(grouped("a", "a"))).isEqualTo(wrong(StanzaCondition.BAD_REQUEST));
        assertThat(read(grouped("a", "b", "a"))).isEqualTo(wrong(StanzaCondition.BAD_REQUEST));
        assertThat(read(grouped("a", ""))).isEqualTo(wrong(StanzaCondition.NOT_ACCEPTABLE));
        assertThat(read(grouped("a", "A")))
                .isEqualTo(new RosterSet.Put(BareJid.of("bob@localhost"), Optional.empty(), List.of("a", "A")));
    }

    /** Section 2.1.2.4: an empty name is the same as none. */
    @Test
    void anEmptyNameIsNone() {
        assertThat(read(item("bob@localhost").attribute("name", "").build()))
                .isEqualTo(new RosterSet.Put(BareJid.of("bob@localhost"), Optional.empty(), List.of()));
    }
}
