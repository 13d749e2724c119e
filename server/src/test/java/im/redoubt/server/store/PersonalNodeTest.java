package im.redoubt.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a node is for in all. */
class PersonalNodeTest {
    @ParameterizedTest
    @CsvSource({
        "OPEN,NONE,false,true",
        "PRESENCE,NONE,false,true",
        "ROSTER,NONE,false,false",
        "WHITELIST,NONE,true,false",
        "OPEN,MEMBER,false,true",
        "PRESENCE,MEMBER,false,true",
        "ROSTER,MEMBER,false,false",
        "WHITELIST,MEMBER,false,false",
        "OPEN,OUTCAST,false,false",
        "PRESENCE,OUTCAST,false,false",
        "ROSTER,OUTCAST,false,false",
        "WHITELIST,OUTCAST,true,false"
    })
    @Tag("R-67")
    @Tag("R-68")
    void isForItsOwnerAloneOrForAllContactsOrNeither(
            AccessModel access, String affiliation, boolean owner, boolean contacts) {
        Map<BareJid, Affiliation> affiliations = affiliation.equals("NONE")
                ? Map.of()
                : Map.of(BareJid.of("bob@example.org"), Affiliation.valueOf(affiliation));
        PersonalNode node = new PersonalNode("urn:tune", NodeConfiguration.DEFAULT.withAccess(access), 0, affiliations);
        assertThat(node.isForItsOwnerAlone()).isEqualTo(owner);
        assertThat(node.isForAllContacts()).isEqualTo(contacts);
    }
}
