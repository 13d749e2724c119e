package im.redoubt.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whether docs/interop.md lists the tests as they are. */
class PageTest {
    private static final String PROGRAMS = "programs";

    private static List<String> programs() {
        return List.of(
                "| program | what it does, each a test |",
                "|---|---|",
                row("slixmpp 1.8.3 (Debian 12)", SlixmppTest.class),
                row("go-sendxmpp 0.5.6 (Debian 12)", GoSendxmppTest.class),
                row("Strophe 5.0.0 (npm)", StropheTest.class),
                row("profanity 0.13.1 (Debian 12)", ProfanityTest.class),
                row("xmpp.js 0.14.0 (npm)", XmppJsTest.class),
                row("Smack 4.4.8 (Central)", SmackTest.class),
                row("rsyslog 8.2302.0 (Debian 12)", RsyslogTest.class),
                row("testssl 3.0.8 (Debian 12)", TestsslTest.class));
    }

    private static final String SERVERS = "servers";

    /** What our client does on each server: a row for each test. */
    private static List<String> servers() {
        Map<String, Class<?>> servers = new LinkedHashMap<>();
        servers.put("Redoubt", OurClientOnRedoubtTest.class);
        servers.put("Prosody 0.12.3, SCRAM-SHA-1", OurClientOnProsodyTest.class);
        servers.put("Prosody, SCRAM-SHA-256", OurClientOnProsodySha256Test.class);
        servers.put("Prosody without XEP-0198", OurClientOnUncountingProsodyTest.class);
        servers.put("ejabberd 23.01, SCRAM-SHA-1", OurClientOnEjabberdTest.class);
        servers.put("ejabberd, SCRAM-SHA-512", OurClientOnEjabberdSha512Test.class);
        List<String> rows = new ArrayList<>();
        rows.add("| our client | " + String.join(" | ", servers.keySet()) + " |");
        rows.add("|---|" + "---|".repeat(servers.size()));
        Stream.<Class<?>>iterate(OurClientContract.class, type -> type != Object.class, Class::getSuperclass)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Test.class))
                .sorted(Comparator.comparing(Method::getName))
                .forEach(method ->
                        rows.add("| " + Sentences.of(method).findFirst().orElseThrow() + " | "
                                + servers.values().stream()
                                        .map(server -> OurClientFixture.isMissing(server, method) ? "missing" : "yes")
                                        .collect(Collectors.joining(" | "))
                                + " |"));
        return rows;
    }

    private static String row(String program, Class<?> tests) {
        return "| " + program + " | " + String.join("; ", Sentences.of(tests)) + " |";
    }

    @Test
    void pageListsTheTestsOfEachProgram() {
        Page page = Page.read();
        String copy = page.with(PROGRAMS, programs()).offer() + " is what docs/interop.md should be";

        assertThat(page.section(PROGRAMS)).as(copy).isEqualTo(programs());
    }

    @Test
    void pageSaysWhatOurClientDoesOnEachServer() {
        Page page = Page.read();
        String copy = page.with(SERVERS, servers()).offer() + " is what docs/interop.md should be";

        assertThat(page.section(SERVERS)).as(copy).isEqualTo(servers());
    }

    @Test
    void sectionIsWhatStandsBetweenItsMarks() {
        Page page = new Page(List.of("a", "<!-- x: from the tests -->", "b", "<!-- end of x -->", "c"));

        assertThat(page.section("x")).containsExactly("b");
        assertThat(page.with("x", List.of("d", "e")).lines())
                .containsExactly("a", "<!-- x: from the tests -->", "d", "e", "<!-- end of x -->", "c");
        assertThatThrownBy(() -> page.section("y")).hasMessageContaining("<!-- y: from the tests -->");
    }

    @Test
    void namesOfTestsBecomeSentences() {
        assertThat(Sentences.of(TestsslTest.class)).contains("finds the weakened twin");
        assertThat(Sentences.of(SlixmppTest.class)).contains("signs in by direct TLS");
    }
}
