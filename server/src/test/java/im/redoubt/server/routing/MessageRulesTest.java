package im.redoubt.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.server.routing.MessageRules.Verdict;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every cell of RFC 6121 section 8.5.4 for messages: type × address × who is there. */
class MessageRulesTest {
    private static final String TABLE = """
            BARE          NORMAL    ABSENT        KEEP
            BARE          NORMAL    NEGATIVE_ONLY KEEP
            BARE          NORMAL    AVAILABLE     DELIVER
            BARE          CHAT      ABSENT        KEEP
            BARE          CHAT      NEGATIVE_ONLY KEEP
            BARE          CHAT      AVAILABLE     DELIVER
            BARE          GROUPCHAT ABSENT        REFUSE
            BARE          GROUPCHAT NEGATIVE_ONLY REFUSE
            BARE          GROUPCHAT AVAILABLE     REFUSE
            BARE          HEADLINE  ABSENT        IGNORE
            BARE          HEADLINE  NEGATIVE_ONLY IGNORE
            BARE          HEADLINE  AVAILABLE     DELIVER
            BARE          ERROR     ABSENT        IGNORE
            BARE          ERROR     NEGATIVE_ONLY IGNORE
            BARE          ERROR     AVAILABLE     IGNORE
            FULL_NO_MATCH NORMAL    ABSENT        REFUSE
            FULL_NO_MATCH NORMAL    NEGATIVE_ONLY REFUSE
            FULL_NO_MATCH NORMAL    AVAILABLE     REFUSE
            FULL_NO_MATCH CHAT      ABSENT        KEEP
            FULL_NO_MATCH CHAT      NEGATIVE_ONLY KEEP
            FULL_NO_MATCH CHAT      AVAILABLE     DELIVER
            FULL_NO_MATCH GROUPCHAT ABSENT        REFUSE
            FULL_NO_MATCH GROUPCHAT NEGATIVE_ONLY REFUSE
            FULL_NO_MATCH GROUPCHAT AVAILABLE     REFUSE
            FULL_NO_MATCH HEADLINE  ABSENT        IGNORE
            FULL_NO_MATCH HEADLINE  NEGATIVE_ONLY IGNORE
            FULL_NO_MATCH HEADLINE  AVAILABLE     IGNORE
            FULL_NO_MATCH ERROR     ABSENT        IGNORE
            FULL_NO_MATCH ERROR     NEGATIVE_ONLY IGNORE
            FULL_NO_MATCH ERROR     AVAILABLE     IGNORE
            """;

    @TestFactory
    Stream<DynamicTest> everyCellOfTheTable() {
        assertThat(TABLE.lines()).hasSize(2 * MessageType.values().length * Standing.values().length);
        return TABLE.lines().map(line -> {
            String[] cell = line.trim().split(" +", -1);
            return DynamicTest.dynamicTest(
                    line,
                    () -> assertThat(MessageRules.decide(
                                    MessageType.valueOf(cell[1]),
                                    Addressing.valueOf(cell[0]),
                                    Standing.valueOf(cell[2])))
                            .isEqualTo(Verdict.valueOf(cell[3])));
        });
    }
}
