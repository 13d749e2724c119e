package im.redoubt.client.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.text.UrlReading.Refused.Reason;
import java.net.URI;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "https://example.org,https://example.org/,example.org",
                "HTTPS://Example.ORG/Path?Query#Part,https://example.org/Path?Query#Part,example.org",
                "http://example.org:8080/a,http://example.org:8080/a,example.org",
                "https://example.org?a=b,https://example.org/?a=b,example.org",
                "https://example.org./a,https://example.org/a,example.org",
                "https://192.0.2.1/,https://192.0.2.1/,192.0.2.1",
                "https://[2001:DB8::1]:443/,https://[2001:db8::1]:443/,[2001:db8::1]",
                // Look-alikes show: Cyrillic, full-width, what is no ASCII at all.
                "https://\\u0440\\u0430ypal.example/,https://xn--ypal-43d9g.example/,xn--ypal-43d9g.example",
                "https://b\\u00FCcher.example/,https://xn--bcher-kva.example/,xn--bcher-kva.example",
                "https://xn--bcher-kva.example/,https://xn--bcher-kva.example/,xn--bcher-kva.example",
                "https://\\uFF45xample.org/,https://example.org/,example.org",
                // What is not ASCII in a path, quotes and brackets are encoded; what is encoded stays.
                "https://example.org/\\u00FC\\u202E,https://example.org/%C3%BC%E2%80%AE,example.org",
                "https://example.org/\\uD83D\\uDE00,https://example.org/%F0%9F%98%80,example.org",
                "https://example.org/\"'<>`{}|^,https://example.org/%22%27%3C%3E%60%7B%7D%7C%5E,example.org",
                "https://example.org/%41%zz%,https://example.org/%41%25zz%25,example.org",
                "https://example.org/@user:pass,https://example.org/@user:pass,example.org",
                "xmpp:Alice@Example.org,xmpp:alice@example.org,example.org",
                "xmpp:room@rooms.example.org?join,xmpp:room@rooms.example.org?join,rooms.example.org",
                "xmpp:a@example.org?message;body=hi%20there,xmpp:a@example.org?message;body=hi%20there,example.org",
                "xmpp:example.org/a%20b%3F,xmpp:example.org/a%20b%3F,example.org",
                "xmpp:nasty!%23$%25()*+%2C-.;=%3F%5B%5C%5D%5E_%60%7B%7C%7D~node@example.com,"
                        + "xmpp:nasty!%23$%25()*+%2C-.;=%3F%5B%5C%5D%5E_%60%7B%7C%7D~node@example.com,example.com",
                "mailto:alice@example.org,mailto:alice@example.org,example.org",
                "mailto:a+b@b\\u00FCcher.example?subject=Hello&body=a%0D%0Ab,"
                        + "mailto:a+b@xn--bcher-kva.example?subject=Hello&body=a%0D%0Ab,xn--bcher-kva.example",
            })
    void isWrittenInOneWay(String text, String url, String domain) {
        SafeUrl safe = read(HtmlTest.characters(text)).accepted().orElseThrow();
        // The table has no commas.
        assertThat(safe.text()).isEqualTo(url);
        assertThat(safe.domain()).isEqualTo(domain);
        assertThat(read(safe.text()).accepted()).contains(safe);
    }

    @ParameterizedTest
    @Tag("X-92")
    @Tag("W-137")
    @Tag("R-75")
    @Tag("APP-03")
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "javascript:alert(1),SCHEME",
                "JaVaScRiPt:alert(1),SCHEME",
                "javascript://example.org/%0aalert(1),SCHEME",
                "data:text/html;base64.PHNjcmlwdD4=,SCHEME",
                "vbscript:x,SCHEME",
                "file:///etc/passwd,SCHEME",
                "blob:https://example.org/1,SCHEME",
                "intent://x#Intent;end,SCHEME",
                "ftp://example.org/,SCHEME",
                "view-source:https://example.org,SCHEME",
                "jar:https://example.org!/x,SCHEME",
                // What browsers drop before they look for a scheme.
                "java\\u0009script:alert(1),FORBIDDEN_CHARACTER",
                "java\\u000Ascript:alert(1),FORBIDDEN_CHARACTER",
                "java\\u000Dscript:alert(1),FORBIDDEN_CHARACTER",
                "\\u0001javascript:alert(1),FORBIDDEN_CHARACTER",
                "\\u0020javascript:alert(1),FORBIDDEN_CHARACTER",
                "\\u00A0https://example.org,FORBIDDEN_CHARACTER",
                "https://example.org/a b,FORBIDDEN_CHARACTER",
                "https://example.org/\\u2028,FORBIDDEN_CHARACTER",
                "https://example.org/\\u0085,FORBIDDEN_CHARACTER",
                "https://example.org/\\uD800,FORBIDDEN_CHARACTER",
                "https://example.org/\\uDC00\\uD800,FORBIDDEN_CHARACTER",
                "https://example.org\\\\@evil.example,FORBIDDEN_CHARACTER",
                "https:\\\\\\\\example.org,FORBIDDEN_CHARACTER",
                "java\\u200Bscript:alert(1),NO_SCHEME",
                "j\\u0430vascript:alert(1),NO_SCHEME",
                "~~,NO_SCHEME",
                ":,NO_SCHEME",
                "//evil.example/,NO_SCHEME",
                "/login,NO_SCHEME",
                "evil.example,NO_SCHEME",
                "1https://example.org,NO_SCHEME",
                "&#106;avascript:alert(1),NO_SCHEME",
                "https://bank.example@evil.example/,CREDENTIALS",
                "https://bank.example:443@evil.example/,CREDENTIALS",
                "https://user:pass@example.org/,CREDENTIALS",
                "https://@example.org/,CREDENTIALS",
                "https://bank.example\\uFF20evil.example/,CREDENTIALS",
                "xmpp://me@example.org/you@example.org,CREDENTIALS",
                "https:example.org,ADDRESS",
                "https:/example.org,ADDRESS",
                "https:///example.org,ADDRESS",
                "https://,ADDRESS",
                "https:,ADDRESS",
                "https://exa%6Dple.org/,ADDRESS",
                "https://example..org/,ADDRESS",
                "https://example.org:/,ADDRESS",
                "https://example.org:0/,ADDRESS",
                "https://example.org:65536/,ADDRESS",
                "https://example.org:99999999999/,ADDRESS",
                "https://example.org:80:80/,ADDRESS",
                "https://example.org:8\\u0660/,ADDRESS",
                "https://[::1/,ADDRESS",
                "https://[::1%25eth0]/,ADDRESS",
                "https://0x7f.1/,ADDRESS",
                "https://2130706433/,ADDRESS",
                "https://0177.0.0.1/,ADDRESS",
                "https://127.1/,ADDRESS",
                "https://exam\\u202Eple.org/,ADDRESS",
                "https://exam\\u200Bple.org/,ADDRESS",
                "https://xn--paypal-.example/,ADDRESS",
                "xmpp:,ADDRESS",
                "xmpp:a@@example.org,ADDRESS",
                "xmpp:a%00@example.org,ADDRESS",
                "xmpp:a%zz@example.org,ADDRESS",
                "xmpp:a%ff@example.org,ADDRESS",
                "mailto:,ADDRESS",
                "mailto:example.org,ADDRESS",
                "mailto:@example.org,ADDRESS",
                "mailto:a@,ADDRESS",
                "mailto:a@example.org;b@example.org,ADDRESS",
                "mailto:a%0D%0ABcc:b@example.org,ADDRESS",
                "mailto:%22a%20b%22@example.org,ADDRESS",
                "mailto:a@example.org?attach=/etc/passwd,QUERY",
                "mailto:a@example.org?bcc=b@example.org,QUERY",
                "mailto:a@example.org?subject=x&bcc=b@example.org,QUERY",
                "mailto:a@example.org?subject=x%0D%0ABcc:b@example.org,QUERY",
                "mailto:a@example.org?Subject=x,QUERY",
                "xmpp:a@example.org?,QUERY",
                "xmpp:a@example.org?message;body=a;=b,QUERY",
                "xmpp:a@example.org?join#part,QUERY",
            })
    void isRefused(String text, Reason reason) {
        UrlReading reading = read(HtmlTest.characters(text.replace("\\\\", "\\u005C")));
        assertThat(reading.on(new UrlReading.Cases<Optional<Reason>>() {
                    @Override
                    public Optional<Reason> safe(SafeUrl url) {
                        return Optional.empty();
                    }

                    @Override
                    public Optional<Reason> refused(Reason why) {
                        return Optional.of(why);
                    }
                }))
                .contains(reason);
        assertThat(reading.accepted()).isEmpty();
    }

    @Test
    void isBounded() {
        StringBuilder path = new StringBuilder("https://example.org/");
        while (path.length() < Url.MOST_CHARS) {
            path.append('a');
        }
        assertThat(read(path.toString()).accepted()).isPresent();
        assertThat(read(path.append('a').toString())).isEqualTo(new UrlReading.Refused(Reason.TOO_LONG));
    }

    @Test
    void fewerSchemesMayBeTaken() {
        Url web = Url.only(EnumSet.of(UrlScheme.HTTPS));
        assertThat(web.read(Unverified.of("https://example.org")).accepted()).isPresent();
        assertThat(web.read(Unverified.of("http://example.org"))).isEqualTo(new UrlReading.Refused(Reason.SCHEME));
        assertThatThrownBy(() -> Url.only(EnumSet.noneOf(UrlScheme.class)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Tag("APP-03")
    void anAttributeHoldsIt() {
        SafeUrl url = read("https://example.org/?a=1&b='\"").accepted().orElseThrow();
        assertThat(url.attribute().value()).isEqualTo("https://example.org/?a=1&amp;b=%27%22");
        assertThat(url.scheme()).isEqualTo(UrlScheme.HTTPS);
        assertThat(url)
                .hasSameHashCodeAs(
                        read("https://example.org/?a=1&b='\"").accepted().orElseThrow());
        assertThat(url).isNotEqualTo(read("https://example.org/").accepted().orElseThrow());
    }

    /** What is accepted is plain ASCII, and the platform reads scheme and host as we do. */
    @Test
    @Tag("X-92")
    @Tag("APP-03")
    void othersReadWhatIsAcceptedAsWeDo() {
        String[] pieces = {
            "https:", "http:", "javascript:", "//", "/", "\\", "@", ":", "?", "#", "[", "]", "%", "%2F", "%00",
                    "example.org", "evil",
            ".", "..", "\u0430", "\u202E", " ", "\t", "a", "80", "'", "\"", "<", "&", ";", "=", "xmpp:", "mailto:",
                    "a@b"
        };
        Random random = new Random(137);
        int accepted = 0;
        for (int round = 0; round < 50_000; round++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "https://" : "");
            int length = 1 + random.nextInt(6);
            for (int i = 0; i < length; i++) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            Optional<SafeUrl> url = read(text.toString()).accepted();
            if (url.isPresent()) {
                accepted++;
                String written = url.get().text();
                assertThat(written).matches("(https?|xmpp|mailto):[!-~&&[^\"'<>\\\\^`{|}]]+");
                assertThat(written).startsWith(url.get().scheme().wireName() + ":");
                if (written.startsWith("http")
                        && written.indexOf('#') == written.lastIndexOf('#')
                        && !written.contains("[")
                        && !written.contains("]")) {
                    URI uri = URI.create(written);
                    assertThat(uri.getHost()).isEqualTo(url.get().domain());
                    assertThat(uri.getUserInfo()).isNull();
                }
                assertThat(read(written).accepted()).contains(url.get());
            }
        }
        assertThat(accepted).isGreaterThan(500);
    }

    private static UrlReading read(String text) {
        return Url.encode(Unverified.of(text));
    }
}
