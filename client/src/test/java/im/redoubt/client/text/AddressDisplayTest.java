package im.redoubt.client.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressDisplayTest {
    private static final AddressDisplay DISPLAY = AddressDisplay.knowing(List.of(
            BareJid.of("alice@example.org"),
            BareJid.of("paypal@bank.example"),
            BareJid.of("modern@example.org"),
            BareJid.of("иван@пример.example")));

    @ParameterizedTest
    @Tag("R-75")
    @Tag("W-142")
    @Tag("APP-03")
    @CsvSource({
        "аlice@example.org,alice@example.org", // Cyrillic а
        "alíce@example.org,", // an accent is seen
        "alice@еxample.org,alice@example.org",
        "αlice@example.org,alice@example.org", // Greek
        "a1ice@example.org,alice@example.org",
        "аӏісе@example.org,alice@example.org", // all Cyrillic
        "раураӏ@bank.example,paypal@bank.example",
        "paypa1@bank.example,paypal@bank.example",
        "paypal@ьank.example,paypal@bank.example",
        "modem@example.org,modern@example.org",
        "modeгn@example.org,modern@example.org",
        "bob@еxample.org,example.org", // a stranger at a look-alike of a known domain
        "bob@examp1e.org,example.org",
        "еxample.org,example.org",
        "ivan@пример.example,",
        "bob@example.org,"
    })
    void whatLooksLikeSomethingKnownIsToldWithIt(String address, String known) {
        ShownAddress shown = DISPLAY.show(Jid.of(address));
        Optional<AddressWarning> expected =
                known == null ? Optional.empty() : Optional.of(new AddressWarning.LooksLike(BareJid.of(known)));
        assertThat(shown.warning()).isEqualTo(expected);
        assertThat(shown.jid()).isEqualTo(Jid.of(address));
    }

    @ParameterizedTest
    @Tag("R-75")
    @Tag("APP-03")
    @ValueSource(
            strings = {
                "bоb@other.example",
                "bob@оther.example",
                "βob@other.example",
                "bob@a.gгоuр.example",
                "ბob@other.example"
            })
    void mixedScriptsAreTold(String address) {
        assertThat(DISPLAY.show(Jid.of(address)).warning()).contains(new AddressWarning.MixesScripts());
    }

    @ParameterizedTest
    @Tag("R-75")
    @ValueSource(strings = {"сосо@other.example", "bob@аррӏе.example", "ос@other.example"})
    void whatOnlyLooksLatinIsTold(String address) {
        assertThat(DISPLAY.show(Jid.of(address)).warning()).contains(new AddressWarning.LooksLatin());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bob@other.example",
                "bob@bücher.example",
                "борис@other.example",
                "борис@почта.example",
                "山田たろう@other.example",
                "田中taro@other.example",
                "김민수@other.example",
                "νίκος@other.example",
                "bob-2@192.0.2.1",
                "bob@[2001:db8::1]",
                "other.example",
                "bob@other.example/Öffice ☺",
                "alice@example.org/phone",
                "иван@пример.example"
            })
    void nobodyIsToldOfWhatIsUsual(String address) {
        ShownAddress shown = DISPLAY.show(Jid.of(address));
        assertThat(shown.warning()).isEmpty();
        assertThat(shown.terminal(200).line()).isEqualTo(Jid.of(address).toString());
    }

    @Test
    @Tag("R-75")
    @Tag("W-137")
    void aDomainOfWhichIsWarnedIsShownInLettersThatLookLikeNothing() {
        ShownAddress shown = DISPLAY.show(Jid.of("bob@еxample.org/<b>"));
        assertThat(shown.terminal(200).line()).isEqualTo("bob@xn--xample-2of.org/<b>");
        assertThat(shown.html().markup()).isEqualTo("bob@xn--xample-2of.org/&lt;b&gt;");
        assertThat(shown.terminal(6).line()).isEqualTo("bob@x…");
    }

    @Test
    void theFirstReasonIsTheStrongest() {
        List<String> told = new ArrayList<>();
        AddressWarning.Cases<String> cases = new AddressWarning.Cases<>() {
            @Override
            public String looksLike(BareJid known) {
                return known.toString();
            }

            @Override
            public String mixesScripts() {
                return "mixed";
            }

            @Override
            public String looksLatin() {
                return "latin";
            }
        };
        for (String address : List.of("аlice@example.org", "bоb@other.example", "сосо@other.example")) {
            told.add(DISPLAY.show(Jid.of(address)).warning().orElseThrow().on(cases));
        }
        assertThat(told).containsExactly("alice@example.org", "mixed", "latin");
    }

    @Test
    void soManyMayBeKnown() {
        List<BareJid> many = new ArrayList<>();
        for (int i = 0; i < AddressDisplay.MOST_KNOWN; i++) {
            many.add(BareJid.of("user" + i, "example.org"));
        }
        assertThat(AddressDisplay.knowing(many)
                        .show(Jid.of("uѕer7@example.org"))
                        .warning())
                .contains(new AddressWarning.LooksLike(BareJid.of("user7@example.org")));
        many.add(BareJid.of("one@example.org"));
        assertThatThrownBy(() -> AddressDisplay.knowing(many)).isInstanceOf(IllegalArgumentException.class);
    }
}
