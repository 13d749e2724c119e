package im.redoubt.server.presence;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.store.Blob;
import im.redoubt.server.store.RosterContact;
import im.redoubt.server.store.RosterItem;
import im.redoubt.server.store.Subscription;
import im.redoubt.server.store.SubscriptionRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The tables of RFC 6121 appendix A, cell by cell. A state is written as the appendix names it: {@code None+PO} is "None +
 * Pending Out", {@code PI} "Pending In", {@code POI} both; {@code ok} stands for an approval given beforehand (section 3.4).
 */
class SubscriptionRulesTest {
    private static final BareJid CONTACT = BareJid.of("juliet@example.net");
    private static final SubscriptionRequest WAITING =
            new SubscriptionRequest(Instant.EPOCH, Blob.of("<status>first</status>"));
    private static final SubscriptionRequest NEWER =
            new SubscriptionRequest(Instant.EPOCH.plusSeconds(9), Blob.of("<status>second</status>"));

    private static final String TABLE = """
            state        out-subscribe out-unsubscribe out-subscribed out-unsubscribed in-subscribe in-unsubscribe in-subscribed in-unsubscribed
            None         None+PO       None            None+ok        None             None+PI      None           None          None
            None+PO      None+PO       None            None+PO+ok     None+PO          None+POI     None+PO        To            None
            None+PI      None+POI      None+PI         From           None             None+PI      None           None+PI       None+PI
            None+POI     None+POI      None+PI         From+PO        None+PO          None+POI     None+PO        To+PI         None+PI
            To           To            None            To+ok          To               To+PI        To             To            None
            To+PI        To+PI         None+PI         Both           To               To+PI        To             To+PI         None+PI
            From         From+PO       From            From           None             From         None           From          From
            From+PO      From+PO       From            From+PO        None+PO          From+PO      None+PO        Both          From
            Both         Both          From            Both           To               Both         To             Both          From
            None+ok      None+PO+ok    None+ok         None+ok        None             From         None+ok        None+ok       None+ok
            None+PO+ok   None+PO+ok    None+ok         None+PO+ok     None+PO          From+PO      None+PO+ok     To+ok         None+ok
            To+ok        To+ok         None+ok         To+ok          To               Both         To+ok          To+ok         None+ok
            """;

    private static RosterContact contact(String state) {
        List<String> parts = Arrays.asList(state.split("\\+", -1));
        boolean asks = parts.contains("PO") || parts.contains("POI");
        boolean asked = parts.contains("PI") || parts.contains("POI");
        RosterItem item = new RosterItem(
                Optional.of("Juliet"),
                Subscription.valueOf(parts.getFirst().toUpperCase(java.util.Locale.ROOT)),
                asks,
                parts.contains("ok"),
                List.of("friends", "verona"));
        return new RosterContact(CONTACT, Optional.of(item), asked ? Optional.of(WAITING) : Optional.empty());
    }

    private static RosterContact apply(String stanza, RosterContact before) {
        return switch (stanza) {
            case "out-subscribe" -> SubscriptionRules.outboundSubscribe(before);
            case "out-unsubscribe" -> SubscriptionRules.outboundUnsubscribe(before);
            case "out-subscribed" -> SubscriptionRules.outboundSubscribed(before);
            case "out-unsubscribed" -> SubscriptionRules.outboundUnsubscribed(before);
            case "in-subscribe" -> SubscriptionRules.inboundSubscribe(before, WAITING);
            case "in-unsubscribe" -> SubscriptionRules.inboundUnsubscribe(before);
            case "in-subscribed" -> SubscriptionRules.inboundSubscribed(before);
            case "in-unsubscribed" -> SubscriptionRules.inboundUnsubscribed(before);
            default -> throw new AssertionError(stanza);
        };
    }

    /** Name, groups and address are the same after each step, since the whole contact is compared. */
    @TestFactory
    Stream<DynamicTest> everyCellOfTheAppendix() {
        List<String[]> rows =
                TABLE.lines().map(line -> line.trim().split(" +", -1)).toList();
        String[] stanzas = rows.getFirst();
        List<DynamicTest> cells = new ArrayList<>();
        for (String[] row : rows.subList(1, rows.size())) {
            for (int i = 1; i < stanzas.length; i++) {
                String stanza = stanzas[i];
                String after = row[i];
                cells.add(DynamicTest.dynamicTest(
                        row[0] + " " + stanza + " " + after,
                        () -> assertThat(apply(stanza, contact(row[0]))).isEqualTo(contact(after))));
            }
        }
        return cells.stream();
    }

    /** Of somebody who is not in the roster, only what one says oneself makes an item (section 3.1.2 and 3.4.1). */
    @ParameterizedTest
    @CsvSource({
        "out-subscribe, true, NONE",
        "out-unsubscribe, false, NONE",
        "out-subscribed, true, NONE",
        "out-unsubscribed, false, NONE",
        "in-subscribe, false, NONE",
        "in-unsubscribe, false, NONE",
        "in-subscribed, false, NONE",
        "in-unsubscribed, false, NONE"
    })
    void aStrangerEntersTheRosterByWhatTheOwnerSaysOnly(String stanza, boolean enters, Subscription subscription) {
        RosterContact after = apply(stanza, RosterContact.unknown(CONTACT));
        assertThat(after.item().isPresent()).isEqualTo(enters);
        after.item().ifPresent(item -> {
            assertThat(item.subscription()).isEqualTo(subscription);
            assertThat(item.name()).isEmpty();
            assertThat(item.groups()).isEmpty();
            assertThat(item.ask()).isEqualTo(stanza.equals("out-subscribe"));
            assertThat(item.approved()).isEqualTo(stanza.equals("out-subscribed"));
        });
        assertThat(after.request().isPresent()).isEqualTo(stanza.equals("in-subscribe"));
    }

    /** A request of somebody who is in no roster waits outside of it until it is answered (section 3.1.3). */
    @Test
    void aStrangersRequestIsAnsweredWithAnItemOrWithNothing() {
        RosterContact asked = RosterContact.unknown(CONTACT).withRequest(Optional.of(WAITING));

        RosterContact granted = SubscriptionRules.outboundSubscribed(asked);
        assertThat(granted.request()).isEmpty();
        assertThat(granted.item())
                .contains(new RosterItem(Optional.empty(), Subscription.FROM, false, false, List.of()));
        assertThat(SubscriptionRules.outboundUnsubscribed(asked)).isEqualTo(RosterContact.unknown(CONTACT));
        assertThat(SubscriptionRules.inboundUnsubscribe(asked)).isEqualTo(RosterContact.unknown(CONTACT));
        assertThat(SubscriptionRules.inboundUnsubscribed(asked)).isEqualTo(asked);
    }

    /** Section 3.1.3: a request is kept once; asking again is not a way to change what the account reads. */
    @Test
    void theFirstRequestStaysWhenAnotherComes() {
        RosterContact asked = contact("To+PI");
        assertThat(SubscriptionRules.inboundSubscribe(asked, NEWER).request()).contains(WAITING);
        assertThat(SubscriptionRules.inboundSubscribe(contact("To"), NEWER).request())
                .contains(NEWER);
    }

    /** An approval is used up by the request that it was for (section 3.4.2). */
    @Test
    void anApprovalServesOnce() {
        RosterContact seen = SubscriptionRules.inboundSubscribe(contact("None+ok"), WAITING);
        RosterContact left = SubscriptionRules.inboundUnsubscribe(seen);
        RosterContact again = SubscriptionRules.inboundSubscribe(left, NEWER);
        assertThat(again.item().orElseThrow().subscription()).isEqualTo(Subscription.NONE);
        assertThat(again.request()).contains(NEWER);
    }

    @ParameterizedTest
    @EnumSource(Subscription.class)
    void whoSeesWhomIsReadFromTheSubscription(Subscription subscription) {
        RosterItem item = new RosterItem(Optional.empty(), subscription, true, true, List.of());
        assertThat(SubscriptionRules.seesContact(item))
                .isEqualTo(subscription == Subscription.TO || subscription == Subscription.BOTH);
        assertThat(SubscriptionRules.seenByContact(item))
                .isEqualTo(subscription == Subscription.FROM || subscription == Subscription.BOTH);
    }
}
