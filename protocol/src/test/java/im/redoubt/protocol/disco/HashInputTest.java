package im.redoubt.protocol.disco;

import static im.redoubt.protocol.disco.Answers.query;
import static im.redoubt.protocol.disco.Answers.xml;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.xml.Element;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of XEP-0390 section 4.5, and where its section 4.1 says to abort. */
class HashInputTest {
    private static final String SIMPLE = """
            <query xmlns="http://jabber.org/protocol/disco#info">
            <identity category="client" name="BombusMod" type="mobile"/>
            <feature var="http://jabber.org/protocol/si"/>
            <feature var="http://jabber.org/protocol/bytestreams"/>
            <feature var="http://jabber.org/protocol/chatstates"/>
            <feature var="http://jabber.org/protocol/disco#info"/>
            <feature var="http://jabber.org/protocol/disco#items"/>
            <feature var="urn:xmpp:ping"/>
            <feature var="jabber:iq:time"/>
            <feature var="jabber:iq:privacy"/>
            <feature var="jabber:iq:version"/>
            <feature var="http://jabber.org/protocol/rosterx"/>
            <feature var="urn:xmpp:time"/>
            <feature var="jabber:x:oob"/>
            <feature var="http://jabber.org/protocol/ibb"/>
            <feature var="http://jabber.org/protocol/si/profile/file-transfer"/>
            <feature var="urn:xmpp:receipts"/>
            <feature var="jabber:iq:roster"/>
            <feature var="jabber:iq:last"/>
            </query>
            """;

    private static final String COMPLEX = """
            <query xmlns="http://jabber.org/protocol/disco#info">
            <identity category="client" name="Tkabber" type="pc" xml:lang="en"/>
            <identity category="client" name="Ткаббер" type="pc" xml:lang="ru"/>
            <feature var="games:board"/>
            <feature var="http://jabber.org/protocol/activity"/>
            <feature var="http://jabber.org/protocol/activity+notify"/>
            <feature var="http://jabber.org/protocol/bytestreams"/>
            <feature var="http://jabber.org/protocol/chatstates"/>
            <feature var="http://jabber.org/protocol/commands"/>
            <feature var="http://jabber.org/protocol/disco#info"/>
            <feature var="http://jabber.org/protocol/disco#items"/>
            <feature var="http://jabber.org/protocol/evil"/>
            <feature var="http://jabber.org/protocol/feature-neg"/>
            <feature var="http://jabber.org/protocol/geoloc"/>
            <feature var="http://jabber.org/protocol/geoloc+notify"/>
            <feature var="http://jabber.org/protocol/ibb"/>
            <feature var="http://jabber.org/protocol/iqibb"/>
            <feature var="http://jabber.org/protocol/mood"/>
            <feature var="http://jabber.org/protocol/mood+notify"/>
            <feature var="http://jabber.org/protocol/rosterx"/>
            <feature var="http://jabber.org/protocol/si"/>
            <feature var="http://jabber.org/protocol/si/profile/file-transfer"/>
            <feature var="http://jabber.org/protocol/tune"/>
            <feature var="http://www.facebook.com/xmpp/messages"/>
            <feature var="http://www.xmpp.org/extensions/xep-0084.html#ns-metadata+notify"/>
            <feature var="jabber:iq:avatar"/>
            <feature var="jabber:iq:browse"/>
            <feature var="jabber:iq:dtcp"/>
            <feature var="jabber:iq:filexfer"/>
            <feature var="jabber:iq:ibb"/>
            <feature var="jabber:iq:inband"/>
            <feature var="jabber:iq:jidlink"/>
            <feature var="jabber:iq:last"/>
            <feature var="jabber:iq:oob"/>
            <feature var="jabber:iq:privacy"/>
            <feature var="jabber:iq:roster"/>
            <feature var="jabber:iq:time"/>
            <feature var="jabber:iq:version"/>
            <feature var="jabber:x:data"/>
            <feature var="jabber:x:event"/>
            <feature var="jabber:x:oob"/>
            <feature var="urn:xmpp:avatar:metadata+notify"/>
            <feature var="urn:xmpp:ping"/>
            <feature var="urn:xmpp:receipts"/>
            <feature var="urn:xmpp:time"/>
            <x xmlns="jabber:x:data" type="result">
            <field type="hidden" var="FORM_TYPE">
            <value>urn:xmpp:dataforms:softwareinfo</value>
            </field>
            <field var="software">
            <value>Tkabber</value>
            </field>
            <field var="software_version">
            <value>0.11.1-svn-20111216-mod (Tcl/Tk 8.6b2)</value>
            </field>
            <field var="os">
            <value>Windows</value>
            </field>
            <field var="os_version">
            <value>XP</value>
            </field>
            </x>
            </query>
            """;

    private static final String FORM = "<x xmlns='jabber:x:data' type='result'>"
            + "<field var='FORM_TYPE' type='hidden'><value>urn:x</value></field><field var='a'><value>1</value></field>%s</x>";

    private static Optional<byte[]> input(Element query) {
        return HashInput.of(query, Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "SHA_256, kzBZbkqJ3ADrj7v08reD1qcWUwNGHaidNUgD7nHpiw8=",
        "SHA3_256, 79mdYAfU9rEdTOcWDO7UEAt6E56SUzk/g6TnqUeuD9Q="
    })
    void theSimpleExampleHasItsHashes(HashAlgorithm algorithm, String hash) {
        assertThat(algorithm.hash(input(xml(SIMPLE.trim())).orElseThrow())).isEqualTo(hash);
    }

    @ParameterizedTest
    @CsvSource({
        "SHA_256, u79ZroNJbdSWhdSp311mddz44oHHPsEBntQ5b1jqBSY=",
        "SHA3_256, XpUJzLAc93258sMECZ3FJpebkzuyNXDzRNwQog8eycg="
    })
    void theComplexExampleHasItsHashes(HashAlgorithm algorithm, String hash) {
        assertThat(algorithm.hash(input(xml(COMPLEX.trim())).orElseThrow())).isEqualTo(hash);
    }

    /** Points 3 to 5. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<other xmlns='urn:other'/>",
                "<item xmlns='http://jabber.org/protocol/disco#items' jid='a'/>",
                "<x xmlns='jabber:x:data' type='result'/>",
                "<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE'><value>urn:x</value></field></x>",
                "<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'/></x>"
            })
    void whatIsNotAllowedHasNoInput(String child) {
        assertThat(input(query("<feature var='a'/>" + child))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<reported/>", "<item/>"})
    void aFormOfSeveralRowsHasNoInput(String child) {
        assertThat(input(query(FORM.formatted("")))).isPresent();
        assertThat(input(query(FORM.formatted(child)))).isEmpty();
    }

    /** The first remark: an identity has the language of what it stands in, the nearest first. */
    @Test
    void aLanguageIsInherited() {
        Element plain = query("<identity category='client' type='pc' name='x'/>");
        Element said = query("<identity category='client' type='pc' name='x' xml:lang='de'/>");
        Element around = xml("<query xmlns='http://jabber.org/protocol/disco#info' xml:lang='de'>"
                + "<identity category='client' type='pc' name='x'/></query>");
        assertThat(HashInput.of(plain, Optional.of("de"))).contains(input(said).orElseThrow());
        assertThat(HashInput.of(around, Optional.of("en"))).contains(input(said).orElseThrow());
        assertThat(input(plain).orElseThrow()).isNotEqualTo(input(said).orElseThrow());
    }

    /** What poisons XEP-0115 is told apart here: features at the end, or a form; a bracket within a name, or two names. */
    @Test
    void whatSaysSomethingElseHasAnotherInput() {
        byte[] honest = input(query("<feature var='a'/><feature var='urn:x'/><feature var='b'/>"))
                .orElseThrow();
        assertThat(input(query("<feature var='a'/>" + FORM.formatted(""))).orElseThrow())
                .isNotEqualTo(honest);
        assertThat(input(query("<feature var='a&lt;b'/><feature var='urn:x'/>")).orElseThrow())
                .isNotEqualTo(honest);
    }
}
