package im.redoubt.interop.smack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.igniterealtime.smack.inttest.AbstractSmackIntTest;
import org.igniterealtime.smack.inttest.annotations.SpecificationReference;
import org.junit.jupiter.api.Test;
import org.reflections.Reflections;

/** Whether suite.txt and known.txt speak of Smack's tests as they are. */
class SuiteTest {
    @Test
    void everyTestClassOfSmackIsAssignedToItsSpecification() throws IOException {
        Suite suite = Suite.read();
        Set<Class<? extends AbstractSmackIntTest>> types = new HashSet<>();
        for (String start : new String[] {"org.jivesoftware.smack", "org.jivesoftware.smackx"}) {
            new Reflections(start)
                    .getSubTypesOf(AbstractSmackIntTest.class).stream()
                            .filter(type -> !Modifier.isAbstract(type.getModifiers()))
                            .forEach(types::add);
        }
        List<String> assigned =
                suite.units().stream().flatMap(unit -> unit.classes().stream()).toList();

        assertThat(types).hasSizeGreaterThan(30);
        assertThat(types).extracting(Class::getSimpleName).containsExactlyInAnyOrderElementsOf(assigned);
        for (Class<? extends AbstractSmackIntTest> type : types) {
            SpecificationReference reference = type.getAnnotation(SpecificationReference.class);
            if (reference != null) {
                assertThat(suite.units())
                        .filteredOn(unit -> unit.classes().contains(type.getSimpleName()))
                        .extracting(Suite.Unit::specification)
                        .containsExactly(reference.document());
            }
        }
    }

    @Test
    void everyKnownFailureSaysWhy() throws IOException {
        assertThat(Suite.read().known()).allSatisfy(known -> {
            assertThat(known.test()).contains(".");
            assertThat(known.reason()).isNotBlank();
        });
    }

    @Test
    void noFailureIsExcusedInWhatIsBuilt() throws IOException {
        Suite suite = Suite.read();
        List<String> built = suite.units(Suite.Scope.RUN).stream()
                .flatMap(unit -> unit.classes().stream())
                .toList();

        assertThat(suite.known())
                .filteredOn(known -> !known.race())
                .extracting(known -> known.test().substring(0, known.test().indexOf('.')))
                .doesNotContainAnyElementsOf(built);
    }

    @Test
    void resultsSurviveTheWayThroughTheirFile() {
        SuiteResult result = new SuiteResult(SuiteResult.Verdict.FAILED, "ATest.works tcp", 12, "two\n\tlines");

        assertThat(SuiteResult.parse(result.line()))
                .isEqualTo(new SuiteResult(SuiteResult.Verdict.FAILED, "ATest.works tcp", 12, "two lines"));
        assertThat(result.name()).isEqualTo("ATest.works");
    }
}
