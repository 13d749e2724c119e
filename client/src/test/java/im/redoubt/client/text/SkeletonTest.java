package im.redoubt.client.text;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkeletonTest {
    @ParameterizedTest
    @Tag("R-75")
    @Tag("W-142")
    @Tag("APP-03")
    @CsvSource({
        "Alice,аlice",
        "Alice,ALICE",
        "Alice,Ａｌｉｃｅ",
        "Alice,𝐀𝐥𝐢𝐜𝐞",
        "Alice,Al\u200Bice",
        "Alice,A\u200Dlice",
        "Alice,AIice",
        "Alice,A|ice",
        "Alice,'  Alice '",
        "'Alice Smith','Alice  Smith'",
        "'Alice Smith',Alice\u00A0Smith",
        "Ivor,Ⅳor",
        "Muller,Muller",
        "paypal,раураӏ",
        "cloud,doud",
        "warner,vvamer"
    })
    void looksAlike(String name, String other) {
        assertThat(skeleton(name)).isEqualTo(skeleton(other)).hasSameHashCodeAs(skeleton(other));
    }

    @ParameterizedTest
    @CsvSource({"Alice,Alina", "Müller,Muller", "Alice,'Al ice'", "日本,日木", "Иван,Игорь"})
    void looksDifferent(String name, String other) {
        assertThat(skeleton(name)).isNotEqualTo(skeleton(other));
    }

    @Test
    void ofAnAddressEachPartCounts() {
        assertThat(Skeleton.of(BareJid.of("example.org"))).isEqualTo(Skeleton.of(BareJid.of("еxample.org")));
        assertThat(Skeleton.of(BareJid.of("a@example.org"))).isNotEqualTo(Skeleton.of(BareJid.of("example.org")));
        assertThat((Object) Skeleton.of(BareJid.of("a@example.org"))).isNotEqualTo("a@exarnple.org");
    }

    private static Skeleton skeleton(String name) {
        return Skeleton.of(Unverified.of(name));
    }
}
