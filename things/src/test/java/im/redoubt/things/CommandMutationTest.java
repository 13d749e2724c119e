package im.redoubt.things;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.things.Bench.Hand;
import im.redoubt.things.command.Answered.Outcome;
import im.redoubt.things.command.Role;
import im.redoubt.things.command.Way;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlAttribute;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A disarm that is right disarms, and nothing that is one edit away from it. */
@Tag("IOT-06")
@Tag("I-143")
class CommandMutationTest {
    private final Hand keypad = new Hand("keypad@example.org");
    private final Bench bench = new Bench().withPin().with(keypad, Role.OWNER);

    @Test
    void noSingleEditOfADisarmDisarms() {
        Element right = bench.disarm(keypad, Bench.PIN);
        List<Element> mutations = Mutations.of(right);
        assertThat(mutations.size()).isGreaterThan(200);
        for (Element one : mutations) {
            for (Way way : List.of(Way.REQUEST, Way.MESSAGE)) {
                bench.give(keypad.address, one, way);
                assertThat(bench.state()).as(one.toString()).isEqualTo(Toy.State.FIRST);
            }
        }
        assertThat(bench.core.memory().members().get(0).failures()).isZero();
        assertThat(bench.received).isEmpty();
        assertThat(bench.answer(keypad, right).orElseThrow().outcome()).isEqualTo(Outcome.DONE);
        assertThat(bench.state().armed()).isFalse();
    }

    /** Servers may write attributes in another order. */
    @Test
    void theOrderOfAttributesMeansNothing() {
        Element reversed = reversed(bench.disarm(keypad, Bench.PIN));
        assertThat(bench.answer(keypad, reversed).orElseThrow().outcome()).isEqualTo(Outcome.DONE);
    }

    private static Element reversed(Element element) {
        Element.Builder built =
                Element.named(element.name().namespace(), element.name().local());
        List<XmlAttribute> attributes = element.attributes();
        for (int i = attributes.size() - 1; i >= 0; i--) {
            built.attribute(attributes.get(i).name(), attributes.get(i).value());
        }
        if (element.children().isEmpty()) {
            built.text(element.text());
        }
        element.children().forEach(child -> built.child(reversed(child)));
        return built.build();
    }
}
