package im.redoubt.things.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.extension.Codec;
import im.redoubt.client.extension.Field;
import im.redoubt.client.text.Unverified;
import im.redoubt.things.key.SealingKey;
import im.redoubt.things.key.Signed;
import im.redoubt.things.pin.PinRules;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.ServiceLoader;
import javax.annotation.processing.Processor;
import org.junit.jupiter.api.Test;

/** What the processor knows by name is there, and is as it says. */
class KitTest {
    @Test
    void eachNameIsThatOfAType() throws ReflectiveOperationException {
        for (java.lang.reflect.Field field : Kit.class.getDeclaredFields()) {
            boolean name = field.getType() == String.class && Modifier.isStatic(field.getModifiers());
            if (name && !field.getName().equals("PACKAGE")) {
                assertThat(Class.forName((String) field.get(null))).isNotNull();
            }
        }
    }

    @Test
    void eachBoundIsThatOfTheCodecs() {
        assertThat(Kit.MOST_CHILDREN).isEqualTo(Field.MOST_CHILDREN);
        assertThat(Kit.MOST_CHARS).isEqualTo(Unverified.MOST_CHARS);
        assertThat(Kit.PIN_BYTES).isEqualTo(SealingKey.OVERHEAD_BYTES + PinRules.MOST_DIGITS);
        assertThat(Arrays.stream(im.redoubt.client.extension.Constructor.class.getClasses()))
                .hasSize(Kit.MOST_FIELDS + 1);
    }

    @Test
    void whatTheCodecsTakeForTheStreamsIsNoNamespace() {
        for (String namespace : VocabularyReader.RESERVED) {
            if (!Signed.NAMESPACE.startsWith(namespace)) {
                assertThatThrownBy(() -> Codec.element(namespace, "x")).hasMessageContaining("belongs to the stream");
            }
        }
        assertThat(VocabularyReader.RESERVED).anyMatch(Signed.NAMESPACE::startsWith);
    }

    @Test
    void theCompilerAndGradleFindTheProcessor() throws IOException {
        assertThat(ServiceLoader.load(Processor.class)).hasAtLeastOneElementOfType(VocabularyProcessor.class);
        try (InputStream in = Objects.requireNonNull(
                KitTest.class.getResourceAsStream("/META-INF/gradle/incremental.annotation.processors"))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(VocabularyProcessor.class.getName() + ",isolating\n");
        }
    }
}
