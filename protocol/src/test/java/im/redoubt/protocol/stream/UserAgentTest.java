package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.xml.Element;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client says of itself (XEP-0388 section 2.3). */
class UserAgentTest {
    private static final String ID = "d4565fa7-4d72-4749-b3d3-740edbf87770";

    private static Element.Builder agent() {
        return Element.named(StreamNames.SASL2, "user-agent");
    }

    private static Element name(String local, String text) {
        return Element.named(StreamNames.SASL2, local).text(text).build();
    }

    @Test
    void allOfItMayBeThere() {
        Element element = agent().attribute("id", ID)
                .child(name("software", "AwesomeXMPP"))
                .child(name("device", "Kiva's Phone"))
                .build();
        assertThat(UserAgent.read(element))
                .contains(new UserAgent(
                        Optional.of(UUID.fromString(ID)), Optional.of("AwesomeXMPP"), Optional.of("Kiva's Phone")));
    }

    @Test
    void noneOfItNeedBeThere() {
        assertThat(UserAgent.read(agent().build())).contains(UserAgent.UNKNOWN);
        assertThat(UserAgent.read(agent().child(name("software", ""))
                        .child(name("device", ""))
                        .build()))
                .contains(UserAgent.UNKNOWN);
    }

    @Test
    void lettersOfAnIdAreTheSameInBothCases() {
        assertThat(UserAgent.read(agent().attribute("id", "D4565FA7-4D72-4749-B3D3-740EDBF87770")
                        .build()))
                .isEqualTo(UserAgent.read(agent().attribute("id", ID).build()))
                .isPresent();
    }

    /** An id is a UUID of version 4: one that two devices share would let one end the other's session. */
    @ParameterizedTest
    @Tag("A-58")
    @ValueSource(
            strings = {
                "",
                "phone",
                "d4565fa7-4d72-1749-b3d3-740edbf87770",
                "d4565fa7-4d72-4749-c3d3-740edbf87770",
                "d4565fa7-4d72-4749-b3d3-740edbf8777",
                "d4565fa7-4d72-4749-b3d3-740edbf877700",
                "d4565fa74-d72-4749-b3d3-740edbf87770",
                "{4565fa7-4d72-4749-b3d3-740edbf8777}",
                "\u0664\u0664565fa7-4d72-4749-b3d3-740edbf877",
                " d4565fa7-4d72-4749-b3d3-740edbf87770"
            })
    void anythingElseIsNoId(String id) {
        assertThat(UserAgent.read(agent().attribute("id", id).build())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"99, 99", "100, 100", "101, 100", "100000, 100"})
    void aNameIsCutWhereItIsTooLong(int length, int kept) {
        for (String character : new String[] {"a", "\ud83d\ude00"}) {
            UserAgent read = UserAgent.read(agent().child(name("device", character.repeat(length)))
                            .build())
                    .orElseThrow();
            assertThat(read.device()).contains(character.repeat(kept));
        }
    }

    @Test
    void namesOfAnotherNamespaceAreNotItsOwn() {
        Element element = agent().child(
                        Element.named("urn:example:x", "software").text("x").build())
                .build();
        assertThat(UserAgent.read(element)).contains(UserAgent.UNKNOWN);
    }
}
