package im.redoubt.server;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.stanza.Message;
import im.redoubt.server.Cell.Blocked;
import im.redoubt.server.Cell.Relation;
import im.redoubt.server.Cell.Standing;
import im.redoubt.server.Cell.To;
import im.redoubt.server.House.Guest;
import im.redoubt.xml.Element;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * RFC 6121 section 8.5 for messages, one test for each cell: type × address × who is there × who
 * keeps whom away. What nobody gets now comes, or
 * does not, to the next session that comes on line.
 */
class MessageCellsTest {
    private static final List<String> TYPES = List.of("normal", "chat", "groupchat", "headline", "error");

    /** Patterns of type, address and standing; who gets it at once; {@code later} if it is kept. */
    private static final CellTable TABLE = new CellTable("""
            normal,chat          BARE NO_ACCOUNT                 | -
            normal,chat          BARE OFFLINE,CONNECTED,NEGATIVE | later
            normal,chat,headline BARE ONE,TWO                    | DELIVERED
            headline             BARE NO_ACCOUNT,OFFLINE,CONNECTED,NEGATIVE | -
            groupchat            BARE *                          | s:service-unavailable<bob
            error                BARE *                          | -
            *                    FULL *                          | DELIVERED
            normal               GONE *                          | s:service-unavailable<bob/gone
            chat                 GONE NO_ACCOUNT                 | -
            chat                 GONE OFFLINE,CONNECTED,NEGATIVE | later
            chat                 GONE ONE,TWO                    | DELIVERED
            groupchat            GONE *                          | s:service-unavailable<bob/gone
            headline,error       GONE *                          | -
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
    @Tag("R-79")
    @Tag("IOT-05")
    @Tag("I-150")
    @Tag("SRV-12")
    Stream<DynamicTest> everyCell() {
        List<DynamicTest> cells = new ArrayList<>();
        for (String type : TYPES) {
            for (To to : To.values()) {
                for (Standing standing : Standing.values()) {
                    for (Blocked blocked : Blocked.values()) {
                        if ((to != To.FULL || standing.hasSession()) && blocked.goesWith(standing)) {
                            String outcome = Cell.outcome(TABLE, blocked, to, standing, type);
                            String name = "m" + cells.size();
                            cells.add(DynamicTest.dynamicTest(
                                    "%s to %s, %s, blocked %s: %s".formatted(type, to, standing, blocked, outcome),
                                    () -> check(name, type, to, standing, blocked, outcome)));
                        }
                    }
                }
            }
        }
        return cells.stream();
    }

    private static void check(String name, String type, To to, Standing standing, Blocked blocked, String outcome) {
        Cell cell = new Cell(house, name, standing, Relation.STRANGER, blocked);
        Element.Builder message = Element.named("jabber:client", "message")
                .attribute("type", type)
                .attribute("id", "m-1")
                .attribute("to", cell.address(to))
                .child("jabber:client", "body", "hello");
        if (type.equals("error")) {
            message.child(Element.named("jabber:client", "error")
                    .attribute("type", "cancel")
                    .child(Element.named("urn:ietf:params:xml:ns:xmpp-stanzas", "undefined-condition")
                            .build())
                    .build());
        }
        String delivered = (type.equals("error") ? "c1:undefined-condition" : "c1:message-" + type) + "<alice/s";

        assertThat(cell.sends(message.build()))
                .isEqualTo(
                        switch (outcome) {
                            case "DELIVERED" -> delivered;
                            case "later" -> "-";
                            default -> outcome;
                        });
        if (standing != Standing.NO_ACCOUNT) {
            assertThat(comesLater(cell)).hasSize(outcome.equals("later") ? 1 : 0);
        }
    }

    /** What waits for bob comes to the next session with a priority that is not negative, marked with the time. */
    private static List<Message> comesLater(Cell cell) {
        Guest next = house.guest(cell.bob(), "next").comesOnline(1);
        assertThat(next.messages())
                .allSatisfy(message -> assertThat(message.content().has("urn:xmpp:delay", "delay"))
                        .isTrue());
        return next.messages();
    }
}
