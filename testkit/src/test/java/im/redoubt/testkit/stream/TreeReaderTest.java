package im.redoubt.testkit.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TreeReaderTest {
    @Test
    void readsExpandedNames() {
        List<Tree> all = TreeReader.read("<a/><p:b xmlns:p='urn:p' p:c='1' c='2' xml:lang='de'/><c xmlns=''/>");

        assertThat(all).extracting(Tree::name).containsExactly("{jabber:client}a", "{urn:p}b", "{}c");
        assertThat(all.get(1).attributes())
                .containsOnlyKeys("{urn:p}c", "c", "{http://www.w3.org/XML/1998/namespace}lang");
    }

    @Test
    void equalTreesAreEqualHoweverTheyAreWritten() {
        assertThat(TreeReader.read("<p:a xmlns:p='urn:p' b='&#x31;'><p:c/>x<![CDATA[<]]></p:a>"))
                .isEqualTo(TreeReader.read("<a xmlns='urn:p' b=\"1\"><c></c>x&lt;</a>"));
    }

    @Test
    void refusesWhatIsNoXml() {
        assertThatThrownBy(() -> TreeReader.read("<a>")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TreeReader.read("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void printsForPeople() {
        assertThat(TreeReader.read("<a b='1'>x<c xmlns='urn:c'/></a>").get(0))
                .hasToString("<{jabber:client}a b='1'>x\n  <{urn:c}c>");
    }
}
