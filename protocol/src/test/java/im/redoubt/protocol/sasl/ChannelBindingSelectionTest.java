package im.redoubt.protocol.sasl;

import static im.redoubt.protocol.sasl.ChannelBindingType.TLS_EXPORTER;
import static im.redoubt.protocol.sasl.ChannelBindingType.TLS_SERVER_END_POINT;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.sasl.ChannelBindingSelection.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of XEP-0440, one row per rule and way around it. */
class ChannelBindingSelectionTest {
    /**
     * What the server offers (mechanisms without {@code SCRAM-SHA-}, types; {@code -} for no announcement, {@code none} for
     * an empty one), what the client has, and what follows with SASL and with SASL2.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            256 256-PLUS     | exporter end  | exporter end | 256-PLUS exporter  | 256-PLUS exporter
            256 256-PLUS     | end exporter  | exporter end | 256-PLUS exporter  | 256-PLUS exporter
            256 256-PLUS     | end           | exporter end | 256-PLUS end       | 256-PLUS end
            256 256-PLUS     | unique end    | exporter end | 256-PLUS end       | 256-PLUS end
            256 256-PLUS     | exporter      | exporter end | 256-PLUS exporter  | 256-PLUS exporter
            256 256-PLUS     | exporter end  | end          | 256-PLUS end       | 256-PLUS end
            256 256-PLUS     | exporter      | end          | 256 n, if told     | 256 n, if told
            256 256-PLUS     | end           | exporter     | 256 n, if told     | 256 n, if told
            256 256-PLUS     | unique dummy  | exporter end | 256 n, if told     | 256 n, if told
            256 256-PLUS     | EXPORTER      | exporter end | 256 n, if told     | 256 n, if told
            256 256-PLUS     | none          | exporter end | 256 n, if told     | 256 n, if told
            256 256-PLUS     | -             | exporter end | 256-PLUS end       | PLUS_WITHOUT_TYPES
            256 256-PLUS     | -             | exporter     | 256-PLUS exporter  | PLUS_WITHOUT_TYPES
            256 256-PLUS     | -             | none         | 256 n              | PLUS_WITHOUT_TYPES
            256 256-PLUS     | exporter end  | none         | 256 n              | 256 n
            256              | exporter end  | exporter end | TYPES_WITHOUT_PLUS | TYPES_WITHOUT_PLUS
            256              | exporter end  | none         | TYPES_WITHOUT_PLUS | TYPES_WITHOUT_PLUS
            256              | none          | exporter end | TYPES_WITHOUT_PLUS | TYPES_WITHOUT_PLUS
            256              | -             | exporter end | 256 y              | 256 y
            256              | -             | none         | 256 n              | 256 n
            256 512          | -             | none         | 512 n              | 512 n
            1 256 512        | -             | exporter     | 512 y              | 512 y
            512 256-PLUS     | exporter      | exporter     | 256-PLUS exporter  | 256-PLUS exporter
            256-PLUS 512-PLUS| exporter      | exporter     | 512-PLUS exporter  | 512-PLUS exporter
            512 1-PLUS       | exporter      | exporter     | NO_COMMON_PLUS     | NO_COMMON_PLUS
            512 3-512-PLUS   | exporter      | exporter     | NO_COMMON_PLUS     | NO_COMMON_PLUS
            512 3-512-PLUS   | -             | exporter     | NO_COMMON_PLUS     | PLUS_WITHOUT_TYPES
            512-plus 256     | -             | exporter     | 256 y              | 256 y
            1                | -             | exporter     | NO_MECHANISM       | NO_MECHANISM
            1 1-PLUS         | exporter      | none         | NO_MECHANISM       | NO_MECHANISM
            256-PLUS         | exporter      | none         | NO_MECHANISM       | NO_MECHANISM
            none             | -             | exporter     | NO_MECHANISM       | NO_MECHANISM
            """)
    @Tag("A-46")
    @Tag("A-48")
    @Tag("LIB-07")
    void followsTheRules(String mechanisms, String types, String available, String sasl, String sasl2) {
        assertThat(choose(Profile.SASL, mechanisms, types, available, SelectionPolicy.DEFAULT))
                .isEqualTo(sasl);
        assertThat(choose(Profile.SASL2, mechanisms, types, available, SelectionPolicy.DEFAULT))
                .isEqualTo(sasl2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            256 256-PLUS     | exporter end  | exporter end | 256-PLUS exporter
            256              | -             | exporter end | BINDING_REQUIRED
            256              | -             | none         | BINDING_REQUIRED
            256 256-PLUS     | exporter end  | none         | BINDING_REQUIRED
            256 256-PLUS     | -             | none         | BINDING_REQUIRED
            256 256-PLUS     | end           | exporter     | NO_COMMON_TYPE
            512 1-PLUS       | exporter      | exporter     | NO_COMMON_PLUS
            none             | -             | none         | BINDING_REQUIRED
            """)
    @Tag("A-47")
    @Tag("LIB-07")
    void aRequiredBindingNeverFallsBack(String mechanisms, String types, String available, String expected) {
        SelectionPolicy required = new SelectionPolicy(ScramHash.SHA_256, true);
        assertThat(choose(Profile.SASL, mechanisms, types, available, required)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"SHA_1,1 y", "SHA_256,NO_MECHANISM", "SHA_512,NO_MECHANISM"})
    @Tag("A-48")
    @Tag("LIB-07")
    void takesNoHashBelowThePolicy(ScramHash weakest, String expected) {
        SelectionPolicy policy = new SelectionPolicy(weakest, false);
        assertThat(choose(Profile.SASL, "1", "-", "exporter", policy)).isEqualTo(expected);
    }

    /** Decision 23: what the account lacks is left out, and nothing else is decided otherwise for that. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            256 512 256-PLUS 512-PLUS | exporter | exporter | SHA_512 | 512-PLUS exporter
            256 512 256-PLUS 512-PLUS | exporter | exporter | SHA_256 | 256-PLUS exporter
            256 512 512-PLUS          | exporter | exporter | SHA_256 | NO_COMMON_PLUS
            256 512                   | -        | exporter | SHA_256 | 256 y
            512                       | -        | exporter | SHA_256 | NO_MECHANISM
            1 256 1-PLUS 256-PLUS     | exporter | exporter | SHA_1   | NO_COMMON_PLUS
            """)
    @Tag("A-46")
    @Tag("A-48")
    void whatTheAccountLacksIsLeftOut(
            String mechanisms, String types, String available, ScramHash strongest, String expected) {
        assertThat(chosen(
                        new ChannelBindingSelection(Profile.SASL2, bindings(words(available)), SelectionPolicy.DEFAULT)
                                .upTo(strongest),
                        mechanisms,
                        types))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    @Tag("A-48")
    void noListThatAnAttackerMakesLeadsAClientWithBindingToSayThatItHasNone(Profile profile) {
        String[] names = {"1", "256", "512", "1-PLUS", "256-PLUS", "512-PLUS", "X-PLUS"};
        List<String> types = List.of("-", "none", "exporter", "end", "exporter end", "unique");
        for (int subset = 0; subset < 1 << names.length; subset++) {
            List<String> chosen = new ArrayList<>();
            for (int i = 0; i < names.length; i++) {
                if ((subset >> i & 1) == 1) {
                    chosen.add(names[i]);
                }
            }
            for (String type : types) {
                String outcome = choose(
                        profile,
                        String.join(" ", chosen),
                        type,
                        "exporter end",
                        new SelectionPolicy(ScramHash.SHA_1, false));
                assertThat(outcome).doesNotEndWith(" n");
                if (outcome.endsWith(" n, if told")) {
                    assertThat(type).isIn("unique", "none");
                }
                if (outcome.endsWith(" y")) {
                    assertThat(chosen).noneMatch(name -> name.endsWith("-PLUS"));
                    assertThat(type).isEqualTo("-");
                }
            }
        }
    }

    @Test
    void theOrderOfTheListsDoesNotMatter() {
        assertThat(choose(
                        Profile.SASL,
                        "512-PLUS 1-PLUS 256 256-PLUS 1 512",
                        "end exporter",
                        "end exporter",
                        SelectionPolicy.DEFAULT))
                .isEqualTo(choose(
                        Profile.SASL,
                        "1 256 512 1-PLUS 256-PLUS 512-PLUS",
                        "exporter end",
                        "exporter end",
                        SelectionPolicy.DEFAULT))
                .isEqualTo("512-PLUS exporter");
    }

    private static String choose(
            Profile profile, String mechanisms, String types, String available, SelectionPolicy policy) {
        return chosen(new ChannelBindingSelection(profile, bindings(words(available)), policy), mechanisms, types);
    }

    private static String chosen(ChannelBindingSelection selection, String mechanisms, String types) {
        List<String> offered =
                words(mechanisms).stream().map(word -> "SCRAM-SHA-" + word).toList();
        Optional<List<String>> announced = types.equals("-")
                ? Optional.empty()
                : Optional.of(words(types).stream()
                        .map(ChannelBindingSelectionTest::type)
                        .toList());
        return selection.choose(offered, announced).on(new BindingOutcome.Cases<String>() {
            @Override
            public String choice(MechanismChoice choice) {
                String name = choice.mechanism().wireName().substring("SCRAM-SHA-".length());
                String word = choice.binding()
                        .type()
                        .map(type -> type == TLS_EXPORTER ? "exporter" : "end")
                        .orElse(choice.binding().toString().substring(0, 1));
                return name + " " + word + (choice.binding().hashRequired() ? ", if told" : "");
            }

            @Override
            public String aborted(BindingAbort abort) {
                return abort.name();
            }
        });
    }

    private static String type(String word) {
        return word.equals("end") ? "tls-server-end-point" : "tls-" + word;
    }

    private static List<String> words(String text) {
        return text.equals("none") || text.isEmpty() ? List.of() : Arrays.asList(text.split(" "));
    }

    private static ChannelBindings bindings(List<String> words) {
        ChannelBindings bindings = ChannelBindings.none();
        if (words.contains("exporter")) {
            bindings = bindings.with(TLS_EXPORTER, Scram.EXPORTED);
        }
        if (words.contains("end")) {
            bindings = bindings.with(TLS_SERVER_END_POINT, Scram.END_POINT);
        }
        return bindings;
    }
}
