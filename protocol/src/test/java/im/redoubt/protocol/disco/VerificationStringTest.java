package im.redoubt.protocol.disco;

import static im.redoubt.protocol.disco.Answers.feature;
import static im.redoubt.protocol.disco.Answers.query;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.xml.Element;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of XEP-0115 sections 5.2 and 5.3, and answers that could be read as others (section 8.3). */
@Tag("X-83")
class VerificationStringTest {
    private static final String FEATURES = feature("http://jabber.org/protocol/disco#items")
            + feature("http://jabber.org/protocol/caps")
            + feature("http://jabber.org/protocol/muc")
            + feature("http://jabber.org/protocol/disco#info");
    private static final String CLIENT = "<identity category='client' type='pc'/>";

    private static Optional<String> string(Element query) {
        return VerificationString.of(Disclosure.read(query).orElseThrow())
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private static String field(String name, String... values) {
        return "<field var='" + name + "'><value>" + String.join("</value><value>", values) + "</value></field>";
    }

    private static String form(String type, String fields) {
        return "<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'><value>" + type
                + "</value></field>" + fields + "</x>";
    }

    @Test
    void theSimpleExampleHasItsHash() {
        Element exodus = query("<identity category='client' name='Exodus 0.9.1' type='pc'/>" + FEATURES);
        assertThat(Answers.ver(exodus)).isEqualTo("QgayPKawpkPSDYmwT/WM94uAlu0=");
    }

    /** Its form can be read as features, so that it is not shared; see the next test. */
    @Test
    void theComplexExampleHasItsHash() {
        Disclosure psi = Disclosure.read(query("<identity xml:lang='en' category='client' name='Psi 0.11' type='pc'/>"
                        + "<identity xml:lang='el' category='client' name='\u03a8 0.11' type='pc'/>" + FEATURES
                        + form(
                                "urn:xmpp:dataforms:softwareinfo",
                                field("ip_version", "ipv6", "ipv4")
                                        + field("software_version", "0.11")
                                        + field("os", "Mac")
                                        + field("os_version", "10.5.1")
                                        + field("software", "Psi"))))
                .orElseThrow();
        assertThat(HashAlgorithm.SHA_1.hash(VerificationString.text(psi))).isEqualTo("q07IKJEyjvHSyhy//CH0CxmKi8w=");
        assertThat(VerificationString.of(psi)).isEmpty();
    }

    /** The attack that section 8.3 leaves open: the last features of an honest client are passed off as a form. */
    @Test
    void featuresCannotBePassedOffAsAForm() {
        Element honest = query(CLIENT + feature("a") + feature("urn:x+notify") + feature("urn:y+notify"));
        Element forged = query(CLIENT + feature("a") + form("urn:x+notify", "<field var='urn:y+notify'/>"));
        assertThat(string(honest)).contains("client/pc//<a<urn:x+notify<urn:y+notify<");
        assertThat(string(forged)).isEmpty();
    }

    /** A form whose type is less than the last feature can have been none. */
    @Test
    void aFormThatCannotBeFeaturesIsTaken() {
        String form = form("urn:form", field("b", "2", "1") + field("a"));
        assertThat(string(query(CLIENT + feature("urn:z") + form))).contains("client/pc//<urn:z<urn:form<a<<b<1<2<");
        assertThat(string(query(CLIENT + feature("urn:f") + form))).isEmpty();
        assertThat(string(query(CLIENT + feature("urn:form") + form))).isPresent();
        assertThat(string(query(CLIENT + form))).isEmpty();
    }

    /** Features at the beginning may be said to be identities, and the other way round. */
    @Test
    void identitiesAndFeaturesAreNotTakenForEachOther() {
        assertThat(string(query(CLIENT + feature("urn:x")))).contains("client/pc//<urn:x<");
        assertThat(string(query(feature("client/pc//") + feature("urn:x")))).isEmpty();
        assertThat(string(query("<identity category='http:' type='a' name='b'/>" + feature("urn:x"))))
                .contains("http:/a//b<urn:x<");
        assertThat(string(query(feature("http:/a//b") + feature("urn:x")))).isEmpty();
        assertThat(string(query(feature("http://a/b")))).contains("http://a/b<");
    }

    /** What parts names stands in none of them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<feature var='urn:x&lt;urn:y'/>",
                "<feature var='&lt;'/>",
                "<identity category='client' type='pc' name='a&lt;urn:x'/><feature var='urn:y'/>",
                "<identity category='client/pc' type='x'/><feature var='urn:y'/>",
                "<identity category='client' type='pc/x'/><feature var='urn:y'/>",
                "<identity category='client' type='pc' xml:lang='de/x'/><feature var='urn:y'/>",
                "<feature var='urn:z'/><x xmlns='jabber:x:data'><field var='FORM_TYPE' type='hidden'><value>a</value>"
                        + "</field><field var='b&lt;c'/></x>",
                "<feature var='urn:z'/><x xmlns='jabber:x:data'><field var='FORM_TYPE' type='hidden'><value>a</value>"
                        + "</field><field var='b'><value>c&lt;</value></field></x>"
            })
    void aBracketWithinANameIsNotTaken(String children) {
        assertThat(string(query(children))).isEmpty();
        assertThat(string(query(
                        children.replace("&lt;", "-").replace("/x'", "-x'").replace("client/pc", "client-pc"))))
                .isPresent();
    }

    /** The warning of section 5.1: these four characters are no bracket. */
    @Test
    void anEscapedBracketIsText() {
        assertThat(string(query(feature("a&amp;lt;b")))).contains("a&lt;b<");
    }

    /** By bytes, where Java would put what is beyond U+FFFF before the rest of what is beyond U+D7FF. */
    @Test
    void theOrderIsThatOfBytes() {
        assertThat(string(query(feature("\uD83D\uDE00") + feature("\uFF21") + feature("b") + feature("B"))))
                .contains("B<b<\uFF21<\uD83D\uDE00<");
    }

    /** By category, then type, then language: a slash is greater than a hyphen. */
    @Test
    void identitiesAreOrderedPartByPart() {
        assertThat(string(query("<identity category='a-b' type='x'/><identity category='a' type='x-y'/>"
                        + "<identity category='a' type='x' xml:lang='de'/><identity category='a' type='x'/>"
                        + feature("urn:f"))))
                .contains("a/x//<a/x/de/<a/x-y//<a-b/x//<urn:f<");
    }

    /** The guarantee itself: of all that few names can be put together to, what has one string says the same but for its forms. */
    @Test
    void noStringStandsForTwoSetsOfFeatures() {
        Random random = new Random(83);
        List<String> names = List.of("a", "b", "c", "d", "a/b/c/d", "b/a//", "c/d//x");
        Map<String, List<Set<?>>> features = new HashMap<>();
        int alike = 0;
        for (int round = 0; round < 50_000; round++) {
            List<String> drawn = new ArrayList<>();
            for (int count = random.nextInt(2, 6); count > 0; count--) {
                drawn.add(names.get(random.nextInt(names.size())));
            }
            Optional<Disclosure> answer = Disclosure.read(arranged(drawn, random));
            Optional<String> string =
                    answer.flatMap(VerificationString::of).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
            if (string.isPresent()) {
                List<Set<?>> now = List.of(
                        Set.copyOf(answer.get().identities()),
                        Set.copyOf(answer.get().features()));
                List<Set<?>> before = features.putIfAbsent(string.get(), now);
                alike += before == null ? 0 : 1;
                assertThat(before == null ? now : before).as(string.get()).isEqualTo(now);
            }
        }
        assertThat(features).hasSizeGreaterThan(100);
        assertThat(alike).isGreaterThan(2_000);
    }

    /** Some are identities, some features, and the rest is a form. */
    private static Element arranged(List<String> names, Random random) {
        int identities = random.nextInt(names.size() + 1);
        int features = random.nextInt(identities, names.size() + 1);
        StringBuilder children = new StringBuilder();
        for (String name : names.subList(0, identities)) {
            String[] parts = (name + "///").split("/", -1);
            children.append("<identity category='%s' type='%s' xml:lang='%s' name='%s'/>"
                    .formatted(parts[0], parts[1].isEmpty() ? "t" : parts[1], parts[2], parts[3]));
        }
        names.subList(identities, features).forEach(name -> children.append(feature(name)));
        List<String> rest = names.subList(features, names.size());
        if (!rest.isEmpty()) {
            StringBuilder fields = new StringBuilder();
            rest.stream().skip(1).forEach(name -> fields.append("<field var='" + name + "'/>"));
            children.append(form(rest.get(0), fields.toString()));
        }
        return query(children.toString());
    }
}
