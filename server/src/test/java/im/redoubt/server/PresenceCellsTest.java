package im.redoubt.server;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.server.Cell.Blocked;
import im.redoubt.server.Cell.Relation;
import im.redoubt.server.Cell.Standing;
import im.redoubt.server.Cell.To;
import im.redoubt.xml.Element;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** RFC 6121 section 8.5 for presence, one test for each cell: type × address × who is there × who knows whom × who blocks whom. */
class PresenceCellsTest {
    private static final List<String> TYPES = List.of(
            "available", "unavailable", "error", "probe", "subscribe", "subscribed", "unsubscribe", "unsubscribed");

    /** Patterns of type, address, standing and relation; then who receives what from whom. */
    private static final CellTable TABLE = new CellTable("""
            available             BARE *                            *                   | BARE
            available             FULL *                            *                   | FULL
            available             GONE *                            *                   | -
            unavailable           BARE *                            *                   | BARE
            unavailable           FULL *                            *                   | FULL
            unavailable           GONE *                            *                   | -
            error                 FULL *                            *                   | c1:undefined-condition<alice/s
            error                 BARE,GONE *                       *                   | -
            probe                 *    *                            STRANGER,SEEN       | -
            probe                 *    NO_ACCOUNT                   DIRECTED            | -
            probe                 *    OFFLINE                      DIRECTED            | -
            probe                 *    CONNECTED                    DIRECTED            | -
            probe                 BARE,FULL NEGATIVE,ONE,TWO        DIRECTED            | s:available<bob/c1
            probe                 GONE NEGATIVE,ONE,TWO             DIRECTED            | -
            probe                 *    NO_ACCOUNT                   FRIEND,SEES         | s:push< s:unsubscribed<bob
            probe                 BARE OFFLINE,CONNECTED            FRIEND,SEES         | s:unavailable<bob
            probe                 FULL CONNECTED                    FRIEND,SEES         | s:unavailable<bob/c1
            probe                 GONE OFFLINE,CONNECTED,NEGATIVE,ONE,TWO FRIEND,SEES   | s:unavailable<bob/gone
            probe                 BARE,FULL NEGATIVE,ONE            FRIEND,SEES         | s:available<bob/c1
            probe                 BARE TWO                          FRIEND,SEES         | s:available<bob/c1 s:available<bob/c2
            probe                 FULL TWO                          FRIEND,SEES         | s:available<bob/c1
            subscribe             *    NO_ACCOUNT,OFFLINE,CONNECTED STRANGER,DIRECTED,SEEN | s:push<
            subscribe             *    NEGATIVE,ONE                 STRANGER,DIRECTED,SEEN | c1:subscribe<alice s:push<
            subscribe             *    TWO                          STRANGER,DIRECTED,SEEN | c1:subscribe<alice c2:subscribe<alice s:push<
            subscribe             *    NO_ACCOUNT,OFFLINE,CONNECTED FRIEND,SEES         | -
            subscribe             *    NEGATIVE,ONE                 FRIEND,SEES         | s:available<bob/c1
            subscribe             *    TWO                          FRIEND,SEES         | s:available<bob/c1 s:available<bob/c2
            subscribed            *    *                            STRANGER,DIRECTED,SEES | s:push<
            subscribed            *    *                            FRIEND,SEEN         | -
            unsubscribe           *    *                            STRANGER,SEEN,DIRECTED | -
            unsubscribe           *    NO_ACCOUNT,OFFLINE           FRIEND,SEES         | s:push<
            unsubscribe           *    CONNECTED                    FRIEND,SEES         | c1:push< c1:unsubscribe<alice s:push<
            unsubscribe           *    NEGATIVE,ONE                 FRIEND,SEES         | c1:push< c1:unsubscribe<alice s:push< s:unavailable<bob/c1
            unsubscribe           *    TWO                          FRIEND,SEES         | c1:push< c1:unsubscribe<alice c2:push< c2:unsubscribe<alice s:push< s:unavailable<bob/c1 s:unavailable<bob/c2
            unsubscribed          *    *                            STRANGER,SEES,DIRECTED | -
            unsubscribed          *    NO_ACCOUNT,OFFLINE           FRIEND,SEEN         | s:push<
            unsubscribed          *    CONNECTED                    FRIEND,SEEN         | c1:push< c1:unsubscribed<alice s:push<
            unsubscribed          *    NEGATIVE,ONE                 FRIEND,SEEN         | c1:push< c1:unavailable<alice/s c1:unsubscribed<alice s:push<
            unsubscribed          *    TWO                          FRIEND,SEEN         | c1:push< c1:unavailable<alice/s c1:unsubscribed<alice c2:push< c2:unavailable<alice/s c2:unsubscribed<alice s:push<
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
    @Tag("R-77")
    @Tag("R-79")
    @Tag("IOT-05")
    @Tag("I-150")
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
                                            cells.add(cell("p" + cells.size(), type, to, standing, relation, blocked)));
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
            Element.Builder presence = Element.named("jabber:client", "presence")
                    .attribute("type", type.equals("available") ? Optional.empty() : Optional.of(type))
                    .attribute("to", cell.address(to));
            if (type.equals("error")) {
                presence.child(Element.named("jabber:client", "error")
                        .attribute("type", "cancel")
                        .child(Element.named("urn:ietf:params:xml:ns:xmpp-stanzas", "undefined-condition")
                                .build())
                        .build());
            }
            assertThat(cell.sends(presence.build())).isEqualTo(expanded(outcome, type, standing));
        });
    }

    /** To a bare address all available sessions, whatever their priority; to a full one that session. */
    private static String expanded(String outcome, String type, Standing standing) {
        String first = "c1:" + type + "<alice/s";
        return switch (outcome) {
            case "FULL" -> first;
            case "BARE" ->
                switch (standing) {
                    case NO_ACCOUNT, OFFLINE, CONNECTED -> "-";
                    case NEGATIVE, ONE -> first;
                    case TWO -> first + " c2:" + type + "<alice/s";
                };
            default -> outcome;
        };
    }
}
