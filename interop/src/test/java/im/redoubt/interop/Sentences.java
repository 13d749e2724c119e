package im.redoubt.interop;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests of a class as sentences, from their names. */
final class Sentences {
    private Sentences() {}

    /** Returns them in the order of the alphabet, since a class does not keep another. */
    static List<String> of(Class<?> tests) {
        return Stream.<Class<?>>iterate(tests, type -> type != Object.class, Class::getSuperclass)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .flatMap(Sentences::of)
                .sorted()
                .toList();
    }

    /** Returns what a test says, in its cases. */
    static Stream<String> of(Method method) {
        boolean isLong = Arrays.stream(method.getAnnotationsByType(Tag.class))
                .anyMatch(tag -> tag.value().equals("long"));
        String extent = isLong ? " (long)" : "";
        if (method.isAnnotationPresent(Test.class)) {
            String words = method.getName().replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
            return Stream.of(capitals(words) + extent);
        }
        if (method.isAnnotationPresent(ParameterizedTest.class)) {
            return Arrays.stream(method.getAnnotation(ValueSource.class).strings())
                    .map(scenario -> capitals(scenario.replace('_', ' ')));
        }
        return Stream.empty();
    }

    private static String capitals(String sentence) {
        return sentence.replace("starttls", "STARTTLS")
                .replace("tls", "TLS")
                .replace("scram", "SCRAM")
                .replace("vcard", "vCard");
    }
}
