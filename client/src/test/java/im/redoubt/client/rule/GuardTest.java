package im.redoubt.client.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.rule.Verdict.Refused.Reason;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import im.redoubt.xml.XmlName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardTest {
    private static final BareJid ME = BareJid.of("me@example.org");
    private static final XmlName PING = new XmlName("urn:xmpp:ping", "ping");
    private static final XmlName LAST = new XmlName("jabber:iq:last", "query");
    private static final XmlName RECEIPT = new XmlName("urn:xmpp:receipts", "request");
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Set<BareJid> roster = new HashSet<>(Set.of(BareJid.of("friend@example.net")));

    private static final Rules STANDARD = Rules.builder()
            .allow("own", Who.ownAccount(), What.anything())
            .allow("server", Who.ownServer(), What.anything())
            .refuse("pests", Who.domain("pest.example"), What.anything())
            .allow("room", Who.addresses(List.of(Jid.of("room@rooms.example"))), What.messages())
            .allow("one", Who.addresses(List.of(Jid.of("bot@example.com/1"))), What.requests(PING))
            .allow("contacts", Who.contacts(), What.messages())
            .allow("presence", Who.contacts(), What.presence())
            .allow("ping", Who.contacts(), What.requests(PING))
            .allow("asking", Who.anybody(), What.subscriptionRequests(), rate(1, 60, 3, 1))
            .build();

    private static Rate rate(int each, int eachSeconds, int together, int togetherSeconds) {
        return new Rate(
                Allowance.of(each, Duration.ofSeconds(eachSeconds)),
                Allowance.of(together, Duration.ofSeconds(togetherSeconds)));
    }

    private Guard guard(Rules rules) {
        return rules.guard(ME, roster::contains);
    }

    /** Who, what, and what becomes of it: the name of the rule that lets it in, or the reason. */
    @ParameterizedTest
    @Tag("R-63")
    @Tag("R-77")
    @Tag("LIB-03")
    @CsvSource(
            nullValues = "-",
            value = {
                // the own account, whichever device, and stanzas without a sender
                "-,message,own",
                "me@example.org,request:last,own",
                "me@example.org/phone,request:ping,own",
                "example.org,request:last,server",
                // neither others at the server, nor its subdomains, nor look-alikes
                "other@example.org,request:ping,NO_RULE",
                "other@example.org,message,NO_RULE",
                "example.org/x,request:ping,NO_RULE",
                "pubsub.example.org,message,NO_RULE",
                "me@example.org.evil.example,message,NO_RULE",
                "mе@example.org,message,NO_RULE",
                // contacts: what the application needs of them, and nothing else
                "friend@example.net,message,contacts",
                "friend@example.net/any,message,contacts",
                "friend@example.net/any,available,presence",
                "friend@example.net/any,unavailable,presence",
                "friend@example.net/any,request:ping,ping",
                "friend@example.net/any,request:last,NO_RULE",
                "friend@example.net/any,probe,NO_RULE",
                "friend@example.net/any,subscribed,NO_RULE",
                // strangers: may ask, and that is all
                "stranger@example.com,subscribe,asking",
                "stranger@example.com/x,request:ping,NO_RULE",
                "stranger@example.com/x,request:last,NO_RULE",
                "stranger@example.com/x,message,NO_RULE",
                "stranger@example.com/x,message:receipt,NO_RULE",
                "stranger@example.com/x,available,NO_RULE",
                "stranger@example.com,probe,NO_RULE",
                // the first rule that fits decides
                "a@pest.example,subscribe,RULE",
                "pest.example,message,RULE",
                "a@sub.pest.example,subscribe,asking",
                // addresses: with any resource, or with one
                "room@rooms.example,message,room",
                "room@rooms.example/nick,message,room",
                "room@rooms.example/nick,request:ping,NO_RULE",
                "rooms.example,message,NO_RULE",
                "bot@example.com/1,request:ping,one",
                "bot@example.com/2,request:ping,NO_RULE",
                "bot@example.com,request:ping,NO_RULE"
            })
    void theFirstRuleThatFitsDecides(String from, String what, String expected) {
        Stanza stanza = stanza(from, what);
        Verdict verdict = guard(STANDARD).judge(stanza, 0);
        if (verdict instanceof Verdict.Refused refused) {
            assertThat(refused.reason().name()).isEqualTo(expected);
            assertThat(refused.rule()).isEqualTo(refused.reason() == Reason.NO_RULE ? "" : "pests");
        } else {
            assertThat(verdict).isEqualTo(new Verdict.Allowed(expected));
        }
    }

    @Test
    @Tag("R-77")
    void withoutRulesEverythingIsRefused() {
        Guard guard = guard(Rules.builder().build());
        for (String what : List.of("message", "request:ping", "available", "subscribe", "message:receipt")) {
            for (String from :
                    new String[] {"me@example.org", "example.org", "friend@example.net", "stranger@example.com"}) {
                assertThat(guard.judge(stanza(from, what), 0)).isEqualTo(new Verdict.Refused(Reason.NO_RULE, ""));
            }
        }
    }

    /** RFC 6120 section 8.2.3: a request is answered; and in one way, whoever asks for what. */
    @Test
    @Tag("R-77")
    void whatIsRefusedIsRefusedInOneWay() {
        Guard guard = guard(STANDARD);
        Set<String> answers = new HashSet<>();
        for (String from :
                List.of("stranger@example.com/x", "friend@example.net/x", "a@pest.example/x", "other@example.org/x")) {
            Stanza request = stanza(from, "request:last");
            Verdict verdict = guard.judge(request, 0);
            assertThat(verdict.isAllowed()).isFalse();
            Stanza reply = verdict.reply(request).orElseThrow();
            assertThat(reply.to()).isEqualTo(request.from());
            assertThat(reply.id()).isEqualTo(request.id());
            answers.add(reply.content().elements().toString());
        }
        assertThat(answers).singleElement().asString().contains("service-unavailable");
        for (String what : List.of("message", "message:receipt", "available", "subscribed", "probe")) {
            Stanza stanza = stanza("stranger@example.com/x", what);
            assertThat(guard.judge(stanza, 0).reply(stanza)).as(what).isEmpty();
        }
        Stanza allowed = stanza("friend@example.net/x", "request:ping");
        assertThat(guard.judge(allowed, 0).reply(allowed)).isEmpty();
    }

    @Test
    @Tag("R-64")
    void answersAreNotJudgedHere() {
        IqRequest asked = (IqRequest) stanza("stranger@example.com", "request:ping");
        IqResponse answer = asked.result();
        assertThat(guard(STANDARD).judge(answer.withHeader(asked.header()), 0)).isEqualTo(new Verdict.Allowed(""));
    }

    @Test
    @Tag("R-63")
    void theRosterIsAskedEachTime() {
        Guard guard = guard(STANDARD);
        Stanza message = stanza("new@example.com", "message");
        assertThat(guard.judge(message, 0).isAllowed()).isFalse();
        roster.add(BareJid.of("new@example.com"));
        assertThat(guard.judge(message, 0).isAllowed()).isTrue();
        roster.clear();
        assertThat(guard.judge(message, 0).isAllowed()).isFalse();
    }

    @Test
    @Tag("R-77")
    void oneSenderGetsHisAllowanceAndOneMoreInTime() {
        Guard guard = guard(Rules.builder()
                .allow("messages", Who.anybody(), What.messages(), rate(3, 10, 100, 1))
                .build());
        long start = Long.MAX_VALUE - 5 * SECOND; // System.nanoTime may begin anywhere, and pass the end
        Stanza message = stanza("stranger@example.com/a", "message");
        Stanza sameFromElsewhere = stanza("stranger@example.com/b", "message");
        assertThat(allowed(guard, message, start)).isTrue();
        assertThat(allowed(guard, sameFromElsewhere, start)).isTrue();
        assertThat(allowed(guard, message, start)).isTrue();
        assertThat(guard.judge(sameFromElsewhere, start)).isEqualTo(new Verdict.Refused(Reason.RATE, "messages"));
        assertThat(allowed(guard, stanza("another@example.com", "message"), start))
                .isTrue();
        assertThat(allowed(guard, message, start + 10 * SECOND - 1)).isFalse();
        assertThat(allowed(guard, message, start + 10 * SECOND)).isTrue();
        assertThat(allowed(guard, message, start + 10 * SECOND)).isFalse();
        assertThat(allowed(guard, message, start + 9 * SECOND))
                .as("a clock that goes back gives nothing")
                .isFalse();
        long muchLater = start + Duration.ofDays(300).toNanos();
        for (int i = 0; i < 3; i++) {
            assertThat(allowed(guard, message, muchLater)).isTrue();
        }
        assertThat(allowed(guard, message, muchLater))
                .as("no more than the burst")
                .isFalse();
    }

    @Test
    @Tag("R-77")
    @Tag("D-105")
    void manyAddressesGetNoMoreThanAllTogetherMay() {
        Guard guard = guard(Rules.builder()
                .allow("contacts", Who.contacts(), What.messages())
                .allow("messages", Who.anybody(), What.messages(), rate(5, 1, 20, 1))
                .build());
        int let = 0;
        for (int i = 0; i < 100_000; i++) {
            let += allowed(guard, stanza("s" + i + "@evil.example", "message"), 0) ? 1 : 0;
        }
        assertThat(let).isEqualTo(20);
        assertThat(allowed(guard, stanza("friend@example.net", "message"), 0))
                .as("others pay nothing")
                .isTrue();
        assertThat(guard.remembered()).isLessThanOrEqualTo(20);
        assertThat(allowed(guard, stanza("late@example.com", "message"), SECOND))
                .isTrue();
        assertThat(guard.counts())
                .containsEntry("messages", new Counts(21, 0, 100_000 - 20))
                .containsEntry("contacts", new Counts(1, 0, 0));
    }

    @Test
    @Tag("D-105")
    @Tag("LIB-08")
    void whatIsRememberedIsBounded() {
        Guard guard = guard(Rules.builder()
                .allow("messages", Who.anybody(), What.messages(), rate(1, 3_600, Allowance.MOST_AT_ONCE, 1))
                .build());
        for (int i = 0; i < 5_000; i++) {
            assertThat(allowed(guard, stanza("s" + i + "@evil.example", "message"), i))
                    .isTrue();
            assertThat(guard.remembered()).isLessThanOrEqualTo(Meter.MOST_SENDERS);
        }
        assertThat(allowed(guard, stanza("s4999@evil.example", "message"), 5_000))
                .isFalse();
        assertThat(allowed(guard, stanza("s0@evil.example", "message"), 5_000))
                .as("forgotten")
                .isTrue();
    }

    @Test
    void countsWhatEachRuleDid() {
        Guard guard = guard(STANDARD);
        guard.judge(stanza("me@example.org", "message"), 0);
        guard.judge(stanza("a@pest.example", "message"), 0);
        guard.judge(stanza("stranger@example.com", "subscribe"), 0);
        guard.judge(stanza("stranger@example.com", "subscribe"), 0);
        guard.judge(stanza("stranger@example.com", "message"), 0);
        assertThat(guard.counts().keySet())
                .containsExactly(
                        "own",
                        "server",
                        "pests",
                        "room",
                        "one",
                        "contacts",
                        "presence",
                        "ping",
                        "asking",
                        Guard.NO_RULE);
        assertThat(guard.counts())
                .containsEntry("own", new Counts(1, 0, 0))
                .containsEntry("pests", new Counts(0, 1, 0))
                .containsEntry("asking", new Counts(1, 0, 1))
                .containsEntry(Guard.NO_RULE, new Counts(0, 1, 0));
    }

    @Test
    void messagesAreToldByWhatIsInThem() {
        Guard guard = guard(Rules.builder()
                .allow("receipts", Who.anybody(), What.messages(RECEIPT))
                .build());
        assertThat(allowed(guard, stanza("a@example.com", "message:receipt"), 0))
                .isTrue();
        assertThat(allowed(guard, stanza("a@example.com", "message"), 0)).isFalse();
        assertThat(allowed(guard, stanza("a@example.com", "request:ping"), 0)).isFalse();
    }

    @Test
    @Tag("LIB-08")
    void rulesAreBoundedAndHaveNames() {
        Rules.Builder rules = Rules.builder();
        for (int i = 0; i < Rules.MOST_RULES; i++) {
            rules.allow("rule-" + i, Who.anybody(), What.messages());
        }
        assertThatThrownBy(() -> rules.allow("more", Who.anybody(), What.messages()))
                .isInstanceOf(IllegalArgumentException.class);
        for (String name : new String[] {"", "Rule", "a b", "x\n", "a".repeat(41)}) {
            assertThatThrownBy(() -> Rules.builder().refuse(name, Who.anybody(), What.messages()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Rules.builder()
                        .refuse("a", Who.anybody(), What.messages())
                        .refuse("a", Who.anybody(), What.messages()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Who.addresses(List.of())).isInstanceOf(IllegalArgumentException.class);
        List<Jid> many = new ArrayList<>();
        for (int i = 0; i <= Rules.MOST_ADDRESSES; i++) {
            many.add(BareJid.of("u" + i, "example.org"));
        }
        assertThatThrownBy(() -> Who.addresses(many)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> What.requests()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Who.domain("a@b")).isInstanceOf(IllegalArgumentException.class);
        assertThat(STANDARD).hasToString("[own, server, pests, room, one, contacts, presence, ping, asking]");
    }

    @Test
    void allowancesAreBounded() {
        for (int burst : new int[] {0, -1, Allowance.MOST_AT_ONCE + 1}) {
            assertThatThrownBy(() -> Allowance.of(burst, Duration.ofSeconds(1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (Duration every :
                new Duration[] {Duration.ZERO, Duration.ofSeconds(-1), Duration.ofNanos(1), Duration.ofDays(2)}) {
            assertThatThrownBy(() -> Allowance.of(1, every)).isInstanceOf(IllegalArgumentException.class);
        }
        Bucket largest = new Bucket(Allowance.of(Allowance.MOST_AT_ONCE, Duration.ofDays(1)), 0);
        for (int i = 0; i < Allowance.MOST_AT_ONCE; i++) {
            assertThat(largest.has(Long.MAX_VALUE)).isTrue();
            largest.take();
        }
        assertThat(largest.has(Long.MAX_VALUE)).isFalse();
    }

    private static boolean allowed(Guard guard, Stanza stanza, long nanos) {
        return guard.judge(stanza, nanos).isAllowed();
    }

    private static Stanza stanza(@Nullable String from, String what) {
        StanzaHeader header = new StanzaHeader(
                Optional.of("1"), Optional.of(ME), Optional.ofNullable(from).map(Jid::of), Optional.empty());
        return switch (what) {
            case "message" -> new Message(header, MessageType.CHAT, XmlContent.empty(Stanza.CLIENT_NAMESPACE));
            case "message:receipt" ->
                new Message(
                        header, MessageType.CHAT, XmlContent.of(Stanza.CLIENT_NAMESPACE, List.of(element(RECEIPT))));
            case "request:ping" -> IqRequest.of(IqRequest.Action.GET, header, element(PING));
            case "request:last" -> IqRequest.of(IqRequest.Action.GET, header, element(LAST));
            case "available" -> Presence.of(PresenceType.AVAILABLE, header);
            default -> Presence.of(PresenceType.named(what).orElseThrow(), header);
        };
    }

    private static Element element(XmlName name) {
        return Element.named(name.namespace(), name.local()).build();
    }
}
