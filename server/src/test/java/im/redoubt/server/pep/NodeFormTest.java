package im.redoubt.server.pep;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.payload.DataForm;
import im.redoubt.protocol.payload.DataForm.Field;
import im.redoubt.server.store.AccessModel;
import im.redoubt.server.store.LastItem;
import im.redoubt.server.store.NodeConfiguration;
import im.redoubt.xml.Element;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What forms about nodes ask for (XEP-0060 section 16.4.4). */
class NodeFormTest {
    private static final NodeConfiguration OTHER = new NodeConfiguration(
            AccessModel.OPEN, false, 7, LastItem.ON_SUBSCRIPTION, false, false, false, List.of("Friends", "Work"));

    private final NodeForm form = new NodeForm(10);

    private static Element around(DataForm form) {
        return Element.named(PubSub.OWNER, "configure")
                .child(form.toElement(""))
                .build();
    }

    private static Element around(String name, String... values) {
        return around(new DataForm("submit", List.of(Field.of(name, "", List.of(values)))));
    }

    private NodeForm.Reading read(Element around) {
        return form.read(around, PubSub.NODE_CONFIG);
    }

    private NodeConfiguration applied(Element around, NodeConfiguration to) {
        return ((NodeForm.Reading.Change) read(around)).to().apply(to);
    }

    private static DataForm shown(NodeConfiguration one) {
        return new DataForm("submit", NodeForm.of(one, List.of("Friends")).fields());
    }

    @Test
    void whatIsShownIsWhatIsReadBack() {
        for (NodeConfiguration one : List.of(NodeConfiguration.DEFAULT, NodeConfiguration.PRIVATE, OTHER)) {
            Element shown = around(shown(one));
            assertThat(applied(shown, NodeConfiguration.DEFAULT)).isEqualTo(one);
            assertThat(applied(shown, OTHER)).isEqualTo(one);
        }
    }

    @Test
    void whatIsNotNamedStaysAsItIs() {
        assertThat(applied(around("pubsub#access_model", "whitelist"), OTHER))
                .isEqualTo(OTHER.withAccess(AccessModel.WHITELIST));
        assertThat(applied(Element.named(PubSub.OWNER, "configure").build(), OTHER))
                .isEqualTo(OTHER);
        assertThat(applied(around("pubsub#max_items", "max"), OTHER).maxItems())
                .isEqualTo(NodeConfiguration.AS_MANY_AS_FIT);
        assertThat(applied(around("pubsub#persist_items", "true"), OTHER).persistent())
                .isTrue();
    }

    /** Groups are several, or none. */
    @Test
    void isForAsManyGroupsOfTheRosterAsAreNamed() {
        NodeConfiguration two = applied(around("pubsub#roster_groups_allowed", "a", "b", "a"), OTHER);
        assertThat(two.groups()).containsExactly("a", "b");
        assertThat(applied(around("pubsub#roster_groups_allowed"), OTHER).groups())
                .isEmpty();
        assertThat(read(around("pubsub#roster_groups_allowed", ""))).isInstanceOf(NodeForm.Reading.Wrong.class);
        assertThat(read(around("pubsub#roster_groups_allowed", "g".repeat(1_024))))
                .isInstanceOf(NodeForm.Reading.Wrong.class);
        String[] many = IntStream.range(0, 101).mapToObj(Integer::toString).toArray(String[]::new);
        assertThat(read(around("pubsub#roster_groups_allowed", many))).isInstanceOf(NodeForm.Reading.Wrong.class);
    }

    @ParameterizedTest
    @CsvSource({
        "pubsub#max_items,0",
        "pubsub#max_items,11",
        "pubsub#max_items,-1",
        "pubsub#max_items,2147483648",
        "pubsub#max_items,''",
        "pubsub#max_items,+5",
        "pubsub#max_items,٥",
        "pubsub#persist_items,yes",
        "pubsub#notify_delete,''",
        "pubsub#send_last_published_item,always",
        "pubsub#children_max,5",
        "max_items,5",
        "'',5",
        "FORM_TYPE,urn:other"
    })
    @Tag("R-68")
    @Tag("X-86")
    void whatIsNotKnownIsRefused(String name, String value) {
        assertThat(read(around(name, value))).isInstanceOf(NodeForm.Reading.Wrong.class);
    }

    @Test
    @Tag("R-68")
    void whatIsNotOneFormWithOneValueEachIsRefused() {
        assertThat(read(around("pubsub#max_items"))).isInstanceOf(NodeForm.Reading.Wrong.class);
        assertThat(read(around("pubsub#max_items", "1", "2"))).isInstanceOf(NodeForm.Reading.Wrong.class);
        assertThat(read(around(new DataForm("result", List.of())))).isInstanceOf(NodeForm.Reading.Wrong.class);
        assertThat(read(around("FORM_TYPE", PubSub.NODE_CONFIG, PubSub.NODE_CONFIG)))
                .isInstanceOf(NodeForm.Reading.Wrong.class);
        for (String model : List.of("authorize", "private")) {
            assertThat(read(around("pubsub#access_model", model))).isInstanceOf(NodeForm.Reading.WrongAccess.class);
        }
        assertThat(read(around(new DataForm("cancel", List.of())))).isInstanceOf(NodeForm.Reading.Cancelled.class);
    }
}
