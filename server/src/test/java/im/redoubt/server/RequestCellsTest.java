package im.redoubt.server;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.server.Cell.Blocked;
import im.redoubt.server.Cell.Relation;
import im.redoubt.server.Cell.Standing;
import im.redoubt.server.Cell.To;
import im.redoubt.server.store.Blob;
import im.redoubt.server.store.Store;
import im.redoubt.xml.Element;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** RFC 6121 section 8.5 for requests and answers, one test for each cell: type × address × who is there × who knows whom × who
 * keeps whom away. */
class RequestCellsTest {
    private static final List<String> TYPES = List.of("get", "set", "result", "error");
    private static final Element UNKNOWN =
            Element.named("urn:example:unknown", "query").build();
    private static final Element ERROR = Element.named("jabber:client", "error")
            .attribute("type", "cancel")
            .child(Element.named("urn:ietf:params:xml:ns:xmpp-stanzas", "undefined-condition")
                    .build())
            .build();

    /** Patterns of type, address, standing and relation; then who receives what from whom. */
    private static final CellTable TABLE = new CellTable("""
            get,set BARE *                  *                    | s:service-unavailable<bob
            get,set GONE *                  *                    | s:service-unavailable<bob/gone
            get     FULL *                  FRIEND,SEES,DIRECTED | c1:iq-get<alice/s
            set     FULL *                  FRIEND,SEES,DIRECTED | c1:iq-set<alice/s
            get,set FULL *                  STRANGER,SEEN        | s:service-unavailable<bob/c1
            result  FULL *                  *                    | c1:iq-result<alice/s
            error   FULL *                  *                    | c1:undefined-condition<alice/s
            result,error BARE,GONE *        *                    | -
            """);

    @TempDir
    static Path directory;

    private static House house;

    @BeforeAll
    static void open() {
        house = new House(directory);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @TestFactory
    @Tag("R-76")
    @Tag("R-77")
    @Tag("R-79")
    @Tag("IOT-05")
    @Tag("I-150")
    @Tag("R-80")
    @Tag("SRV-12")
    Stream<DynamicTest> everyCell() {
        List<DynamicTest> cells = new ArrayList<>();
        for (String type : TYPES) {
            for (To to : To.values()) {
                for (Standing standing : Standing.values()) {
                    for (Relation relation : Relation.values()) {
                        if (to != To.FULL || standing.hasSession()) {
                            Stream.of(Blocked.values())
                                    .filter(blocked -> blocked.goesWith(standing))
                                    .forEach(blocked ->
                                            cells.add(cell("q" + cells.size(), type, to, standing, relation, blocked)));
                        }
                    }
                }
            }
        }
        return cells.stream();
    }

    private static DynamicTest cell(
            String name, String type, To to, Standing standing, Relation relation, Blocked blocked) {
        String outcome = Cell.outcome(TABLE, blocked, to, standing, type, relation.name());
        String title = "%s to %s, %s, %s, blocked %s: %s".formatted(type, to, standing, relation, blocked, outcome);
        return DynamicTest.dynamicTest(title, () -> {
            Cell cell = new Cell(house, name, standing, relation, blocked);
            assertThat(cell.sends(iq(type, Optional.of(cell.address(to)), type.equals("error") ? ERROR : UNKNOWN)))
                    .isEqualTo(outcome);
            cell.alices().received().forEach(RequestCellsTest::carriesTheRequestBack);
        });
    }

    /** A refusal has the identifier and the payload of the request, and goes to who asked (RFC 6120 section 8.3.1). */
    private static void carriesTheRequestBack(Stanza answer) {
        assertThat(answer.id()).contains("q-1");
        assertThat(answer.content().has("urn:example:unknown", "query")).isTrue();
        assertThat(answer.to().map(Object::toString).orElse("")).endsWith("/s");
    }

    private static Element iq(String type, Optional<String> to, Element payload) {
        return Element.named("jabber:client", "iq")
                .attribute("type", type)
                .attribute("id", "q-1")
                .attribute("to", to)
                .child(payload)
                .build();
    }

    /** What is addressed to the server, to nobody, to oneself and to another domain. */
    @TestFactory
    Stream<DynamicTest> everyOtherAddress() {
        CellTable table = new CellTable("""
                get,set      NOBODY,OWN_BARE  unknown | s:service-unavailable<alice
                get          NOBODY,OWN_BARE  ping    | s:iq-result<alice
                set          NOBODY,OWN_BARE  ping    | s:service-unavailable<alice
                get,set      SERVER           unknown | s:service-unavailable<localhost
                get          SERVER           ping    | s:iq-result<localhost
                set          SERVER           ping    | s:service-unavailable<localhost
                get          OWN_FULL         *       | s:iq-get<alice/s
                set          OWN_FULL         *       | s:iq-set<alice/s
                get,set      ELSEWHERE        *       | s:remote-server-not-found<bob@example.net
                result       OWN_FULL         *       | s:iq-result<alice/s
                result       NOBODY,OWN_BARE,SERVER,ELSEWHERE * | -
                """);
        List<DynamicTest> cells = new ArrayList<>();
        for (String type : List.of("get", "set", "result")) {
            for (String to : List.of("NOBODY", "OWN_BARE", "OWN_FULL", "SERVER", "ELSEWHERE")) {
                for (String payload : List.of("unknown", "ping")) {
                    String name = "o" + cells.size();
                    cells.add(DynamicTest.dynamicTest(
                            type + " " + payload + " to " + to,
                            () -> assertThat(other(name, type, to, payload))
                                    .isEqualTo(table.outcome(type, to, payload))));
                }
            }
        }
        return cells.stream();
    }

    private static String other(String name, String type, String to, String payload) {
        Cell cell = new Cell(house, name, Standing.NO_ACCOUNT, Relation.STRANGER);
        String alice = cell.alices().session().account().toString();
        Optional<String> address = switch (to) {
            case "OWN_BARE" -> Optional.of(alice);
            case "OWN_FULL" -> Optional.of(alice + "/s");
            case "SERVER" -> Optional.of("localhost");
            case "ELSEWHERE" -> Optional.of("bob@example.net");
            default -> Optional.empty();
        };
        Element child =
                payload.equals("ping") ? Element.named("urn:xmpp:ping", "ping").build() : UNKNOWN;
        // An answer without sender comes from the account itself (RFC 6120 section 8.1.2.1).
        return cell.sends(iq(type, address, child)).replaceAll("<$", "<alice");
    }

    /** To who may not see bob, the answers are the same whether he is there, gone, or was never born, or blocks his friend. */
    @TestFactory
    @Tag("R-76")
    @Tag("R-79")
    @Tag("A-53")
    @Tag("SRV-12")
    Stream<DynamicTest> nobodyLearnsWhoIsThereByAsking() {
        List<Element> questions = List.of(
                Element.named("jabber:iq:version", "query").build(),
                Element.named("jabber:iq:last", "query").build(),
                Element.named("urn:xmpp:time", "time").build(),
                Element.named("http://jabber.org/protocol/disco#info", "query").build(),
                Element.named("http://jabber.org/protocol/disco#items", "query").build(),
                Element.named("vcard-temp", "vCard").build(),
                Element.named("urn:xmpp:ping", "ping").build(),
                Element.named("jabber:iq:roster", "query").build(),
                Element.named("jabber:iq:private", "query").build(),
                Element.named("http://jabber.org/protocol/commands", "command").build());
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            Element question = questions.get(i);
            String name = "v" + i;
            tests.add(DynamicTest.dynamicTest(
                    question.name() + " to the account", () -> same(name + "b", question, To.BARE)));
            tests.add(DynamicTest.dynamicTest(
                    question.name() + " to a session", () -> same(name + "f", question, To.FULL)));
        }
        return tests.stream();
    }

    private static void same(String name, Element question, To to) {
        for (String type : List.of("get", "set")) {
            Set<String> answers = new TreeSet<>();
            for (Standing standing : Standing.values()) {
                String unique = name + type + standing.name().toLowerCase(Locale.ROOT);
                answers.add(answers(new Cell(house, unique, standing, Relation.STRANGER), type, question, to));
                if (standing != Standing.NO_ACCOUNT) {
                    Cell blocked = new Cell(house, unique + "b", standing, Relation.FRIEND, Blocked.BY_RECIPIENT);
                    Store.await(house.store().vCards().put(blocked.bob(), Blob.of("<vCard xmlns='vcard-temp'/>")));
                    answers.add(answers(blocked, type, question, to));
                }
            }
            assertThat(answers).hasSize(1);
        }
    }

    private static String answers(Cell cell, String type, Element question, To to) {
        cell.alices().sends(iq(type, Optional.of(cell.address(to)), question));
        return cell.alices().received().stream()
                .map(stanza -> stanza.kind()
                        + stanza.typeAttribute()
                        + new String(stanza.content().toByteArray(), StandardCharsets.UTF_8))
                .toList()
                .toString();
    }

    @Test
    void aRequestThatCannotBeWrittenIsRefusedInTheSessionsPlace() {
        Cell cell = new Cell(house, "w", Standing.ONE, Relation.FRIEND);
        cell.alices().sends(iq("get", Optional.of(cell.address(To.FULL)), UNKNOWN));
        house.router().returned((IqRequest) cell.bobs().received().get(0));

        assertThat(cell.alices().received())
                .singleElement()
                .satisfies(answer -> assertThat(Errors.condition(answer)).isEqualTo("service-unavailable"));
    }
}
