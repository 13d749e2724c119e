package im.redoubt.client.extension;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.xml.Element;
import im.redoubt.xml.XmlAttribute;
import im.redoubt.xml.XmlNode;
import im.redoubt.xml.XmlText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** For any element: there is a whole value, which is written and read again as an equal one, or a refusal; and nothing is thrown. */
class CodecFuzzTest {
    private static final String[] VALUES = {
        "",
        "0",
        "1",
        "-1",
        "5",
        "20000",
        "20001",
        "celsius",
        "kelvin",
        "2026-01-02T03:04:05Z",
        "9999-12-31T23:59:59Z",
        "a@example.org",
        "example.org",
        "AQID",
        "AQI",
        "x",
        "999999999999999999999",
        "\uD83D\uDE00",
        "\u202E",
        "true",
        "P1D"
    };
    private static final String[] NAMES = {
        "unit", "tenths", "at", "proof", "sensor", "note", "label", "sample", "count", "other"
    };

    private final Random random = new Random(19);

    @Test
    @Tag("APP-02")
    @Tag("S-19")
    void holdsForAnyElement() {
        Element whole = Documents.read("<reading xmlns='urn:example:reading:0' unit='celsius' tenths='5'"
                + " at='2026-01-02T03:04:05Z' proof='AQID'><sensor>a@example.org</sensor><note>n</note><label>l</label>"
                + "<sample count='1'/></reading>");
        int values = 0;
        Set<Refusal.Reason> reasons = new HashSet<>();
        for (int round = 0; round < 100_000; round++) {
            Element changed = whole;
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                changed = change(changed);
            }
            Decoded<Reading> decoded = Reading.CODEC.decode(changed);
            decoded.refusal().ifPresent(refusal -> reasons.add(refusal.reason()));
            if (decoded.value().isPresent()) {
                values++;
                Element written = Reading.CODEC.encode(decoded.value().get());
                assertThat(Reading.CODEC.decode(written)).isEqualTo(decoded);
            }
            assertThat(decoded.value().isPresent())
                    .isNotEqualTo(decoded.refusal().isPresent());
        }
        assertThat(values).isGreaterThan(5_000);
        assertThat(reasons).containsExactlyInAnyOrder(Refusal.Reason.values());
    }

    private Element change(Element element) {
        List<XmlAttribute> attributes = new ArrayList<>(element.attributes());
        List<XmlNode> nodes = new ArrayList<>(element.nodes());
        String namespace = element.name().namespace();
        String local = element.name().local();
        switch (random.nextInt(8)) {
            case 0 -> attributes.removeIf(a -> random.nextInt(4) == 0);
            case 1 -> attributes.replaceAll(a -> random.nextInt(4) == 0 ? new XmlAttribute(a.name(), value()) : a);
            case 2 ->
                attributes.replaceAll(a -> random.nextInt(8) == 0
                        ? new XmlAttribute(
                                Element.named(random.nextBoolean() ? "" : "urn:x", name())
                                        .build()
                                        .name(),
                                a.value())
                        : a);
            case 3 -> nodes.removeIf(n -> random.nextInt(4) == 0);
            case 4 -> nodes.addAll(nodes.isEmpty() ? List.of() : List.of(nodes.get(random.nextInt(nodes.size()))));
            case 5 -> nodes.replaceAll(n -> n instanceof Element child && random.nextInt(3) == 0 ? change(child) : n);
            case 6 -> nodes.add(new XmlText(random.nextBoolean() ? " " : value()));
            default -> {
                if (random.nextInt(4) == 0) {
                    local = name();
                } else {
                    Collections.shuffle(nodes, random);
                }
            }
        }
        Element.Builder builder = Element.named(namespace, local);
        Set<Object> seen = new HashSet<>();
        for (XmlAttribute attribute : attributes) {
            if (seen.add(attribute.name())) {
                builder.attribute(attribute.name(), attribute.value());
            }
        }
        for (XmlNode node : nodes) {
            if (node instanceof Element child) {
                builder.child(child);
            } else if (node instanceof XmlText text) {
                builder.text(text.value());
            }
        }
        return builder.build();
    }

    private String value() {
        return VALUES[random.nextInt(VALUES.length)];
    }

    private String name() {
        return NAMES[random.nextInt(NAMES.length)];
    }

    /** The comparison above says nothing if values of two fields were ever equal by chance. */
    @Test
    void valuesAreCompared() {
        assertThat(new Decoded.Value<>(Optional.of(1))).isNotEqualTo(new Decoded.Value<>(Optional.of(2)));
    }
}
