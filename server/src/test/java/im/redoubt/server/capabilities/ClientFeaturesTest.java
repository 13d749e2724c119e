package im.redoubt.server.capabilities;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a client supports is found quickly, whatever it is called. */
@Tag("R-82")
class ClientFeaturesTest {
    @Test
    void knowsWhatIsSupportedAndWhatIsWanted() {
        ClientFeatures features = new ClientFeatures(List.of("urn:a", "urn:b+notify"));
        assertThat(features.has("urn:a")).isTrue();
        assertThat(features.has("urn:b")).isFalse();
        assertThat(features.interests()).containsExactly("urn:b");
        assertThat(features.bytes()).isGreaterThan(new ClientFeatures(List.of("urn:a")).bytes());
    }

    /** Names of one hash code are found by their order: 65,536 of them would take minutes in a set that tries each. */
    @Test
    @Tag("D-103")
    void namesOfOneHashCodeAreAsQuickAsOthers() {
        List<String> names = new ArrayList<>(List.of(""));
        for (int length = 0; length < 16; length++) {
            List<String> longer = new ArrayList<>();
            names.forEach(name -> {
                longer.add(name + "Aa");
                longer.add(name + "BB");
            });
            names = longer;
        }
        assertThat(names.stream().map(String::hashCode).distinct()).hasSize(1);
        List<String> all = names;
        ClientFeatures features = org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> new ClientFeatures(all));
        assertThat(features.has(all.getLast())).isTrue();
    }
}
