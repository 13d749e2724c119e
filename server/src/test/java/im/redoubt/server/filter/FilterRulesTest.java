package im.redoubt.server.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.filter.FilterRule.Action;
import im.redoubt.server.filter.FilterRules.Bounds;
import im.redoubt.server.filter.FilterRules.Verdict;
import im.redoubt.server.settings.FilterSettings;
import im.redoubt.xml.XmlLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which rule decides about a stanza: every condition by itself, all together, and what is too large or too costly to judge. */
@Tag("SRV-08")
class FilterRulesTest {
    private static final Bounds BOUNDS = new Bounds(262_144, 5_000_000);
    private static final BareJid SOMEBODY = BareJid.of("somebody@example.org");

    private final AtomicLong clock = new AtomicLong();

    static FilterRule rule(Object... keysAndValues) {
        Map<String, Object> table = new HashMap<>(Map.of("name", "a", "then", "block"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            table.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return FilterSettings.RULES.read(List.of(table), Path.of("/")).getFirst();
    }

    private static Trial.Result result(Bounds bounds, String xml, FilterRule... rules) {
        return new Trial(List.of(rules), bounds, XmlLimits.AUTHENTICATED, SOMEBODY)
                .run(xml.getBytes(StandardCharsets.UTF_8))
                .getFirst();
    }

    private static boolean fits(String xml, FilterRule... rules) {
        return result(BOUNDS, xml, rules).first().isPresent();
    }

    private static String message(String inside) {
        return "<message from='mallory@example.net/x' to='alice@example.org/y' type='chat'>" + inside + "</message>";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from | *@example.net | true",
                "from | example.org | false",
                "to | alice@example.org | true",
                "to | *@example.net | false",
                "kind | message | true",
                "kind | presence | false",
                "namespace | urn:x | true",
                "namespace | jabber:client | true",
                "namespace | urn:y | false",
                "body | pi.ls | true",
                "body | bills | false",
                "subject | ^buy | true",
                "subject | pills | false"
            })
    void asksEachCondition(String key, String value, boolean fits) {
        String xml = message("<subject>buy</subject><body>pills</body><x xmlns='urn:x'><y xmlns='urn:y'/></x>");
        assertThat(fits(xml, rule(key, value))).isEqualTo(fits);
        assertThat(fits(xml, rule(key, value, "more_than_bytes", 5L)))
                .as("with another")
                .isEqualTo(fits);
        if (!key.equals("body") && !key.equals("subject")) {
            Object several = key.equals("kind") ? List.of(value, "iq") : List.of("nobody.example", value);
            assertThat(fits(xml, rule(key, several))).as("one of several").isEqualTo(fits);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<message to='a@b.example'/> | message | normal",
                "<message type='invented' to='a@b.example'/> | message | normal",
                "<message type='headline' to='a@b.example'/> | message | headline",
                "<message type='error' to='a@b.example'/> | message | error",
                "<presence/> | presence | available",
                "<presence type='subscribe' to='a@b.example'/> | presence | subscribe",
                "<presence type='error' to='a@b.example'/> | presence | error",
                "<iq type='get' id='1'><x xmlns='urn:x'/></iq> | iq | get",
                "<iq type='set' id='1'><x xmlns='urn:x'/></iq> | iq | set",
                "<iq type='result' id='1'/> | iq | result",
                "<iq type='error' id='1'/> | iq | error"
            })
    void knowsEveryKindAndType(String xml, String kind, String type) {
        assertThat(fits(xml, rule("kind", kind, "type", type))).isTrue();
        assertThat(result(BOUNDS, xml).kind()).isEqualTo(kind + " " + type);
        for (StanzaType other : StanzaType.values()) {
            assertThat(fits(xml, rule("kind", other.word())))
                    .isEqualTo(other.word().equals(kind));
            other.types()
                    .filter(word -> !word.equals(type) || !other.word().equals(kind))
                    .forEach(word -> assertThat(fits(xml, rule("kind", other.word(), "type", word)))
                            .isFalse());
        }
    }

    @Test
    void asksAllThatARuleSays() {
        FilterRule all = rule(
                "from",
                "*@example.net",
                "to",
                "example.org",
                "kind",
                "message",
                "type",
                "chat",
                "namespace",
                "urn:x",
                "more_than_bytes",
                10L,
                "body",
                "pills",
                "subject",
                "buy");
        assertThat(fits(message("<subject>buy</subject><body>pills</body><x xmlns='urn:x'/>"), all))
                .isTrue();
        assertThat(fits(message("<subject>buy</subject><body>pills</body>"), all))
                .isFalse();
        assertThat(fits(message("<body>pills</body><x xmlns='urn:x'/>"), all)).isFalse();
        assertThat(fits(message("<subject>buy</subject><x xmlns='urn:x'/>"), all))
                .isFalse();
    }

    @Test
    void countsTheCanonicalBytesInside() {
        FilterRule more = rule("more_than_bytes", 26L);
        assertThat(fits(message("<body></body><x xmlns='urn:x'></x>"), more))
                .as("25")
                .isFalse();
        assertThat(fits(message("<body>&#97;</body><y xmlns = 'urn:x' />"), more))
                .as("32")
                .isTrue();
        assertThat(fits("<message  to='a@b.example'   ><body  >1234567890123</body ></message>", more))
                .as("26")
                .isFalse();
        assertThat(fits("<message to='a@b.example'><body>12345678901234</body></message>", more))
                .as("27")
                .isTrue();
        assertThat(fits(
                        "<message to='a@b.example'><body>\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9</body></message>",
                        more))
                .as("27 in UTF-8")
                .isTrue();
    }

    @Test
    void takesWhatHasNoAddressForTheSendersAccount() {
        assertThat(fits("<presence/>", rule("to", "somebody@example.org"))).isTrue();
        assertThat(fits("<presence from='bob@example.net'/>", rule("to", "example.org")))
                .isFalse();
    }

    @Test
    void letsTheFirstThatFitsDecide() {
        FilterRule staff = rule("name", "staff", "from", "mallory@example.net", "then", "pass");
        FilterRule adverts = rule("name", "adverts", "body", "pills", "then", "bounce");
        Trial.Result result = result(BOUNDS, message("<body>pills</body>"), rule("body", "bills"), staff, adverts);
        assertThat(result.first().orElseThrow()).isEqualTo(new Verdict(1, staff, Fit.WHOLE));
        assertThat(result.next().orElseThrow()).isEqualTo(new Verdict(2, adverts, Fit.WHOLE));
        assertThat(result.recipient()).isEqualTo(BareJid.of("alice@example.org"));
        assertThat(result(BOUNDS, message("<body>x</body>"), adverts).first()).isEmpty();
    }

    /** What nobody sees is no hiding place, and where it stands does not matter. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<body>pills</body>",
                "<body>p&#105;lls</body>",
                "<body><![CDATA[pi]]>lls</body>",
                "<body>pi<x xmlns='urn:x'/>lls</body>",
                "<body>pi<x xmlns='urn:x'>l</x>ls</body>",
                "<body>pi\u200Blls</body>",
                "<body>p\u00ADi\u2060l\uFE0Fl\u034Fs</body>",
                "<body>\u202Epi\u202Clls</body>",
                "<body>a</body><body xml:lang='de'>pills</body>",
                "<body>a</body><body>b</body><body>pills</body>",
                "<body xmlns='urn:other'>pills</body>",
                "<html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'><p>pi<b>lls</b></p></body></html>",
                "<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client'><body>pills</body></message></forwarded>",
                "<sent xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client'><body>pills</body></message></forwarded></sent>",
                "<body>a<body>^pills</body></body>"
            })
    void looksIntoEveryBody(String inside) {
        assertThat(fits(message(inside), rule("body", "pills"))).isTrue();
        assertThat(fits(message(inside), rule("body", "bills"))).isFalse();
    }

    @Test
    void looksIntoABodyWithinABodyAlsoByItself() {
        assertThat(fits(message("<body>a<body>pills</body></body>"), rule("body", "^pills$")))
                .isTrue();
        assertThat(fits(message("<subject>pills</subject>"), rule("body", "pills")))
                .isFalse();
        assertThat(fits(message("<x xmlns='urn:x'>pills</x>"), rule("body", "pills")))
                .isFalse();
    }

    /** Fail closed: what cannot be judged fits, unless that would let it pass. */
    @Test
    @Tag("D-103")
    void takesWhatIsTooLongOrTooCostlyForWhatItIsAbout() {
        String padded = message("<body>" + "x".repeat(2_000) + "pills</body>");
        Bounds short1 = new Bounds(1_000, 5_000_000);
        assertThat(result(short1, padded, rule("body", "pills"))
                        .first()
                        .orElseThrow()
                        .fit())
                .isEqualTo(Fit.TOO_LONG);
        assertThat(result(short1, padded, rule("body", "pills", "then", "pass")).first())
                .isEmpty();
        assertThat(result(short1, message("<body>" + "x".repeat(1_000) + "</body>"), rule("body", "pills"))
                        .first())
                .isEmpty();
        assertThat(result(short1, message("<body>" + "\u00E9".repeat(501) + "</body>"), rule("body", "pills"))
                        .first())
                .as("bytes, not characters")
                .isPresent();
        String costly = message("<body>" + "a".repeat(100_000) + "</body>");
        FilterRule bomb = rule("body", "(a?){100}a{100}b");
        assertThat(result(BOUNDS, costly, bomb).first().orElseThrow().fit()).isEqualTo(Fit.TOO_COSTLY);
        assertThat(result(BOUNDS, costly, rule("body", "(a?){100}a{100}b", "then", "pass"))
                        .first())
                .isEmpty();
        assertThat(result(BOUNDS, costly, rule("body", "(a?){100}a{100}b", "from", "x@y.example"))
                        .first())
                .as("other conditions count all the same")
                .isEmpty();
    }

    /** The attack: text within text within text, each read for each of the elements around it. */
    @Test
    @Tag("D-103")
    void readsNestedTextsOnlyAsFarAsTheBoundGoes() {
        String nested = "<body>" + "x".repeat(200_000) + "<body>".repeat(60) + "y".repeat(4_000) + "</body>".repeat(61);
        assertThat(result(BOUNDS, message(nested), rule("body", "pills"))
                        .first()
                        .orElseThrow()
                        .fit())
                .isEqualTo(Fit.TOO_LONG);
    }

    /** All rules together may cost so much, not each. */
    @Test
    @Tag("D-103")
    void spendsWhatOneStanzaMayCostOnce() {
        FilterRule[] many = new FilterRule[FilterRules.MOST_RULES];
        for (int i = 0; i < many.length; i++) {
            many[i] = rule("name", "r" + i, "body", "(a+)+b");
        }
        Bounds one = new Bounds(262_144, 1_000_000);
        Verdict verdict = result(one, message("<body>" + "a".repeat(100_000) + "</body>"), many)
                .first()
                .orElseThrow();
        assertThat(verdict.fit()).isEqualTo(Fit.TOO_COSTLY);
        assertThat(verdict.place()).isBetween(0, 10);
    }

    @Test
    @Tag("SRV-06")
    void countsForEachAccountWhatTheRestOfTheRuleFits() {
        FilterRule rule = rule("body", "hi", "more_than_per_minute", 6L, "burst", 2L);
        FilterRules rules = new FilterRules(List.of(rule), BOUNDS, clock::get);
        String hi = "<body>hi</body>";
        assertThat(judged(rules, "a@example.org", hi)).isEmpty();
        assertThat(judged(rules, "a@example.org", "<body>ho</body>"))
                .as("not what the rule is about")
                .isEmpty();
        assertThat(judged(rules, "a@example.org", hi)).isEmpty();
        assertThat(judged(rules, "a@example.org", hi))
                .as("the burst is used up")
                .isPresent();
        assertThat(judged(rules, "b@example.org", hi)).as("another account").isEmpty();
        clock.addAndGet(TimeUnit.SECONDS.toNanos(10) - 1);
        assertThat(judged(rules, "a@example.org", hi)).isPresent();
        clock.addAndGet(1);
        assertThat(judged(rules, "a@example.org", hi))
                .as("six in a minute are one in ten seconds")
                .isEmpty();
        assertThat(judged(rules, "a@example.org", hi)).isPresent();
        clock.addAndGet(TimeUnit.HOURS.toNanos(1));
        assertThat(judged(rules, "a@example.org", hi)).isEmpty();
        assertThat(judged(rules, "a@example.org", hi)).isEmpty();
        assertThat(judged(rules, "a@example.org", hi))
                .as("a rest saves no more than the burst")
                .isPresent();
    }

    private static Optional<Verdict> judged(FilterRules rules, String from, String inside) {
        return rules.judge(
                result(BOUNDS, "<message from='" + from + "' to='x@example.org'>" + inside + "</message>")
                        .stanza(),
                0);
    }

    @Test
    @Tag("SRV-06")
    void forgetsTheBucketThatWasNotUsedForLongest() {
        SenderRates rates = new SenderRates(clock::get);
        FilterRule.Rate one = new FilterRule.Rate(1, 1);
        for (int i = 0; i < SenderRates.MOST_BUCKETS; i++) {
            assertThat(rates.isExceeded("a", one, BareJid.of("u" + i + "@example.org")))
                    .isFalse();
        }
        assertThat(rates.isExceeded("a", one, BareJid.of("u0@example.org"))).isTrue();
        assertThat(rates.isExceeded("b", one, BareJid.of("u0@example.org")))
                .as("another rule")
                .isFalse();
        assertThat(rates.size()).isEqualTo(SenderRates.MOST_BUCKETS);
        assertThat(rates.isExceeded("a", one, BareJid.of("u0@example.org")))
                .as("used a moment ago")
                .isTrue();
        assertThat(rates.isExceeded("a", one, BareJid.of("u1@example.org")))
                .as("forgotten")
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<message | there is no whole stanza",
                "'' | there is no whole stanza",
                "<message><body></message> | no server takes this: not-well-formed",
                "<!DOCTYPE x><message/> | no server takes this: restricted-xml",
                "<x xmlns='urn:x'/> | this is no message, presence or iq of a client",
                "<iq type='get'/> | the service refuses this by itself, with bad-request",
                "<message to='@'/> | the service refuses this by itself, with jid-malformed",
                "<iq type='result'/> | the service ignores this by itself",
                "</s:stream> | the end of a stream is no stanza"
            })
    void triesNothingThatTheServiceWouldNotTake(String xml, String why) {
        Trial trial = new Trial(List.of(), BOUNDS, XmlLimits.AUTHENTICATED, SOMEBODY);
        assertThatThrownBy(() -> trial.run(xml.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(why);
    }

    @Test
    void hasAWordForEveryAction() {
        assertThat(List.of(
                        new Action.Pass(),
                        new Action.Block(),
                        new Action.Bounce(Optional.empty()),
                        new Action.Quarantine(),
                        new Action.Mark()))
                .extracting(Action::word)
                .containsExactly("pass", "block", "bounce", "quarantine", "mark");
    }
}
