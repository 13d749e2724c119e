package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Declarations in scope, and what a stream keeps of its header, alone and against a plain list. */
@Tag("S-5")
@Tag("LIB-01")
class ScopeTest {
    private static void declare(Scope scope, String prefix, String uri) {
        byte[] source = Reading.bytes("<" + prefix + "=" + uri + ">");
        int end = 1 + Reading.bytes(prefix).length;
        scope.declare(source, 1, end, end + 1, source.length - 1);
    }

    private static int find(Scope scope, String prefix) {
        byte[] source = Reading.bytes("<" + prefix + ":a");
        return scope.find(source, 1, source.length - 2);
    }

    private static String written(Scope scope, int number) {
        XmlBuffer out = new XmlBuffer(0);
        scope.writeUri(number, out);
        return out.toString();
    }

    @Test
    void nothingIsDeclaredAtFirst() {
        Scope scope = new Scope(Scope.EMPTY);

        assertThat(scope.size()).isZero();
        assertThat(find(scope, "")).isEqualTo(Scope.NONE);
        assertThat(find(scope, "xml")).isEqualTo(Scope.XML);
        assertThat(find(scope, "p")).isEqualTo(Scope.UNDECLARED);
        assertThat(find(scope, "xm")).isEqualTo(Scope.UNDECLARED);
        assertThat(find(scope, "xmlx")).isEqualTo(Scope.UNDECLARED);
        assertThat(scope.uri(Scope.NONE)).isEmpty();
        assertThat(scope.uri(Scope.XML)).isEqualTo(XmlName.XML_NAMESPACE);
        assertThat(written(scope, Scope.NONE)).isEmpty();
        assertThat(written(scope, Scope.XML)).isEmpty();
        assertThat(scope.frozen().size()).isZero();
        assertThat(scope.frozen().sameAs(Scope.EMPTY)).isTrue();
    }

    /** An inner declaration hides an outer one, an empty one undeclares the default, and both end where they began. */
    @Test
    void theInnermostDeclarationCountsUntilItIsDropped() {
        Scope outer = new Scope(Scope.EMPTY);
        declare(outer, "", "jabber:client");
        declare(outer, "p", "u");
        Scope scope = new Scope(outer.frozen());
        assertThat(scope.size()).isEqualTo(2);
        declare(scope, "", "");
        declare(scope, "p", "v");
        declare(scope, "q", "u");

        assertThat(scope.size()).isEqualTo(5);
        assertThat(find(scope, "")).isEqualTo(Scope.NONE);
        assertThat(scope.uri(find(scope, "p"))).isEqualTo("v");
        assertThat(find(scope, "q")).isEqualTo(4);
        scope.truncate(4);
        assertThat(find(scope, "q")).isEqualTo(Scope.UNDECLARED);
        assertThat(find(scope, "p")).isEqualTo(3);
        scope.truncate(2);
        assertThat(find(scope, "p")).isEqualTo(1);
        assertThat(scope.uri(find(scope, ""))).isEqualTo("jabber:client");
        declare(scope, "pp", "w");
        assertThat(scope.uri(find(scope, "pp"))).isEqualTo("w");
        assertThat(find(scope, "p")).isEqualTo(1);
    }

    /** Numbers are the same namespace by what they stand for, on both sides of the header's edge. */
    @Test
    void numbersAreComparedByWhatTheyStandFor() {
        Scope outer = new Scope(Scope.EMPTY);
        declare(outer, "p", "u");
        declare(outer, "q", "uu");
        declare(outer, "", "");
        Scope scope = new Scope(outer.frozen());
        declare(scope, "r", "u");
        declare(scope, "s", "u<'");

        assertThat(scope.same(0, 3)).isTrue();
        assertThat(scope.same(3, 0)).isTrue();
        assertThat(scope.same(0, 1)).isFalse();
        assertThat(scope.same(3, 4)).isFalse();
        assertThat(scope.same(4, 4)).isTrue();
        for (int special : new int[] {Scope.NONE, Scope.XML, Scope.UNDECLARED, Scope.DECLARATION}) {
            assertThat(scope.same(special, special)).isTrue();
            for (int number = 0; number < 5; number++) {
                assertThat(scope.same(special, number)).isFalse();
                assertThat(scope.same(number, special)).isFalse();
            }
            assertThat(scope.is(special, Reading.bytes(""))).isFalse();
        }
        assertThat(scope.same(Scope.NONE, Scope.XML)).isFalse();
        assertThat(scope.is(0, Reading.bytes("u"))).isTrue();
        assertThat(scope.is(3, Reading.bytes("u"))).isTrue();
        assertThat(scope.is(1, Reading.bytes("u"))).isFalse();
        assertThat(scope.is(2, Reading.bytes(""))).isTrue();
        assertThat(written(scope, 4)).isEqualTo("u&lt;&apos;");
        assertThat(written(scope, 0)).isEqualTo("u");
        assertThat(scope.uri(4)).isEqualTo("u<'");
    }

    /** A frozen scope is a copy of just what is declared, and does not follow the one it was made from. */
    @Test
    void aFrozenScopeStaysAsItIs() {
        Scope scope = new Scope(Scope.EMPTY);
        declare(scope, "p", "u");
        declare(scope, "gone", "soon");
        scope.truncate(1);
        Scope frozen = scope.frozen();
        declare(scope, "q", "v");

        assertThat(frozen.size()).isEqualTo(1);
        assertThat(find(frozen, "q")).isEqualTo(Scope.UNDECLARED);
        assertThat(find(frozen, "gone")).isEqualTo(Scope.UNDECLARED);
        assertThat(frozen.uri(find(frozen, "p"))).isEqualTo("u");
        Scope same = new Scope(Scope.EMPTY);
        declare(same, "p", "u");
        assertThat(frozen.sameAs(same.frozen())).isTrue();
    }

    /** {@code pu} in one piece could be cut in two places; scopes of the same bytes cut otherwise are not the same. */
    @Test
    void scopesAreTheSameByPrefixAndNamespaceOnly() {
        List<String> all = List.of("", "p=uv", "pu=v", "=puv", "p=u v=w", "v=w p=u", "p=uvw");
        for (int i = 0; i < all.size(); i++) {
            for (int j = 0; j < all.size(); j++) {
                assertThat(frozen(all.get(i)).sameAs(frozen(all.get(j)))).isEqualTo(i == j);
            }
        }
    }

    private static Scope frozen(String declarations) {
        Scope scope = new Scope(Scope.EMPTY);
        for (String declaration : declarations.isEmpty() ? new String[0] : declarations.split(" ", -1)) {
            int equals = declaration.indexOf('=');
            declare(scope, declaration.substring(0, equals), declaration.substring(equals + 1));
        }
        return scope.frozen();
    }

    /** Against a plain list that is searched from its end, with all that can be done to a scope. */
    @Test
    void findsWhatAPlainListHas() {
        List<String> prefixes = List.of("", "p", "q", "pq", "é", "a-long-prefix-that-makes-room-needed");
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            List<String[]> plain = new ArrayList<>();
            Scope outer = new Scope(Scope.EMPTY);
            int base = random.nextInt(4);
            Scope scope = null;
            for (int step = 0; step < 60; step++) {
                if (step == base) {
                    scope = new Scope(outer.frozen());
                }
                if (scope != null && random.nextInt(4) == 0) {
                    int size = base + random.nextInt(plain.size() - base + 1);
                    scope.truncate(size);
                    plain.subList(size, plain.size()).clear();
                } else {
                    String prefix = prefixes.get(random.nextInt(prefixes.size()));
                    String uri = "u".repeat(1 + random.nextInt(30)) + step;
                    declare(scope == null ? outer : scope, prefix, uri);
                    plain.add(new String[] {prefix, uri});
                }
                if (scope != null) {
                    agrees(scope, plain, prefixes);
                }
            }
        }
    }

    private static void agrees(Scope scope, List<String[]> plain, List<String> prefixes) {
        assertThat(scope.size()).isEqualTo(plain.size());
        for (String prefix : prefixes) {
            int expected = prefix.isEmpty() ? Scope.NONE : Scope.UNDECLARED;
            for (int i = 0; i < plain.size(); i++) {
                expected = plain.get(i)[0].equals(prefix) ? i : expected;
            }
            assertThat(find(scope, prefix)).isEqualTo(expected);
            assertThat(scope.uri(expected)).isEqualTo(expected < 0 ? "" : plain.get(expected)[1]);
        }
    }

    /** The headers that nearly everybody sends leave one object behind; others leave their own. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' | true
            stream:stream xmlns:stream='http://etherx.jabber.org/streams' xmlns='jabber:client' | true
            stream:stream to='a' xmlns='jabber:server' b='' xmlns:stream='http://etherx.jabber.org/streams' | true
            stream:stream xmlns:stream='http://etherx.jabber.org/streams' xmlns='jabber:server' | true
            stream:stream xmlns:stream='http://etherx.jabber.org/streams' | false
            stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams' | false
            s:stream xmlns='jabber:client' xmlns:s='http://etherx.jabber.org/streams' | false
            stream:strean xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' | false
            stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' xmlns:p='u' | false
            stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streamz' | false
            """)
    @Tag("LIB-08")
    void theUsualHeadersShareWhatIsKept(String tag, boolean shared) {
        StreamRoot one = root(tag);
        StreamRoot other = root(tag);

        assertThat(one == other).isEqualTo(shared);
        assertThat(new String(one.name(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(tag.substring(0, tag.indexOf(' ')));
        assertThat(one.scope().sameAs(other.scope())).isTrue();
    }

    private static StreamRoot root(String tag) {
        ElementReader reader = new ElementReader(ElementReader.Kind.HEADER, StreamRoot.NONE, Reading.LIMITS);
        byte[] bytes = Reading.bytes(tag + ">");
        assertThat(reader.read(bytes, 0, bytes.length)).isEqualTo(bytes.length);
        assertThat(reader.event()).isInstanceOf(XmlEvent.Opened.class);
        assertThat(reader.ended()).isFalse();
        return reader.root();
    }

    /** Whatever header shares its root with others, its end must still be its own and its prefixes mean what it said. */
    @Test
    @Tag("S-6")
    void aSharedRootChangesNoMeaning() {
        String streams = "http://etherx.jabber.org/streams";
        for (String content : List.of("jabber:client", "jabber:server", "urn:x")) {
            for (String header : List.of(
                    "<stream:stream xmlns='" + content + "' xmlns:stream='" + streams + "'>",
                    "<stream:stream xmlns:stream='" + streams + "' xmlns='" + content + "'>")) {
                List<XmlEvent> events = Reading.stream(header + "<m/><stream:error/></stream:stream>");
                assertThat(events).hasSize(4);
                assertThat(events.get(0))
                        .isEqualTo(new XmlEvent.Opened(new XmlName(streams, "stream"), content, List.of()));
                assertThat(((XmlEvent.Complete) events.get(1)).element().name()).isEqualTo(new XmlName(content, "m"));
                assertThat(((XmlEvent.Complete) events.get(2)).element().name())
                        .isEqualTo(new XmlName(streams, "error"));
                assertThat(Reading.stream(header + "</stream>").get(1)).isInstanceOf(XmlEvent.Refused.class);
            }
        }
    }
}
