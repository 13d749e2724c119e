package im.redoubt.protocol.disco;

import static im.redoubt.protocol.disco.Answers.feature;
import static im.redoubt.protocol.disco.Answers.xml;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.disco.CapabilityHash.Scheme;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer is worth: for everybody with the same hash, for whoever gave it, or nothing. */
@Tag("X-83")
class CapabilityAnswerTest {
    private static final int MOST = 2_000;
    private static final String INSIDE =
            "<identity category='client' type='pc'/>" + feature("urn:a") + feature("urn:b");
    private static final CapabilityHash HASH = CapabilityHash.of(
                    Scheme.ENTITY,
                    HashAlgorithm.SHA_1,
                    Disclosure.read(Answers.query(INSIDE)).orElseThrow())
            .orElseThrow();
    private static final Announcement ANNOUNCED = new Announcement.Hashed(HASH, "n#" + HASH.value());

    private static Optional<CapabilityAnswer> read(Announcement about, String payload) {
        Element query = xml(payload);
        IqResponse response = new IqResponse(
                StanzaHeader.EMPTY.withId("1"), false, XmlContent.of(Stanza.CLIENT_NAMESPACE, List.of(query)));
        return CapabilityAnswer.read(about, response, MOST);
    }

    private static String query(String attributes, String children) {
        return "<query xmlns='http://jabber.org/protocol/disco#info' " + attributes + ">" + children + "</query>";
    }

    @Test
    void whatTheHashIsOfIsVerified() {
        assertThat(read(ANNOUNCED, query("node='n#" + HASH.value() + "'", INSIDE)))
                .hasValueSatisfying(answer -> {
                    assertThat(answer.verified()).isTrue();
                    assertThat(answer.disclosure().features()).containsExactly("urn:a", "urn:b");
                });
    }

    @Test
    void whatTheHashIsNotOfHoldsForWhoSaidIt() {
        assertThat(read(ANNOUNCED, query("node='n#" + HASH.value() + "'", INSIDE + feature("urn:c"))))
                .hasValueSatisfying(answer -> assertThat(answer.verified()).isFalse());
    }

    /** It may be the answer to another question. */
    @Test
    void whatDoesNotNameItsNodeHoldsForWhoSaidIt() {
        assertThat(read(ANNOUNCED, query("", INSIDE)))
                .hasValueSatisfying(answer -> assertThat(answer.verified()).isFalse());
        assertThat(read(new Announcement.Nothing(), query("", INSIDE)))
                .hasValueSatisfying(answer -> assertThat(answer.verified()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"node='n'", "node=''", "node='n#AAAA'"})
    void whatNamesAnotherNodeIsNoAnswer(String attributes) {
        assertThat(read(ANNOUNCED, query(attributes, INSIDE))).isEmpty();
        assertThat(read(new Announcement.Nothing(), query(attributes, INSIDE))).isEmpty();
        assertThat(read(new Announcement.Unverifiable(1), query(attributes, INSIDE)))
                .isEmpty();
    }

    @Test
    void whatIsIllFormedOrTooLargeIsNoAnswer() {
        assertThat(read(ANNOUNCED, query("node='n#" + HASH.value() + "'", INSIDE + INSIDE)))
                .isEmpty();
        assertThat(read(ANNOUNCED, query("", feature("x".repeat(MOST))))).isEmpty();
        assertThat(read(ANNOUNCED, "<query xmlns='urn:other'/>")).isEmpty();
    }
}
