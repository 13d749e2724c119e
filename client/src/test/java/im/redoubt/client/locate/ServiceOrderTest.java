package im.redoubt.client.locate;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.dns.Answer;
import im.redoubt.client.dns.ServiceRecord;
import im.redoubt.client.dns.Validation;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ServiceOrderTest {
    private final ServiceOrder order = new ServiceOrder(new SecureRandom());

    private static Answer<ServiceRecord> found(ServiceRecord... services) {
        return Answer.of(List.of(services), Validation.UNPROVED);
    }

    private static ServiceRecord at(int priority, int weight, String host) {
        return new ServiceRecord(priority, weight, 5222, host);
    }

    private static List<String> hosts(List<List<Target>> groups) {
        return groups.stream()
                .map(group -> group.stream().map(Target::host).collect(Collectors.joining(" ")))
                .collect(Collectors.toList());
    }

    @Test
    void bothKindsAreOneSetByPriorityAndDirectTlsIsFirstAmongEquals() {
        List<List<Target>> groups = order.of(
                found(at(10, 0, "d10"), at(30, 0, "d30")),
                found(at(5, 0, "s5"), at(10, 65_535, "s10"), at(20, 0, "s20")));

        assertThat(hosts(groups)).containsExactly("s5", "d10 s10", "s20", "d30");
        assertThat(groups.get(0).get(0).encryption()).isEqualTo(Encryption.STARTTLS);
        assertThat(groups.get(1).get(0).encryption()).isEqualTo(Encryption.DIRECT_TLS);
    }

    @Test
    void whatWasProvedOfTheAnswerIsKnownOfItsTargets() {
        List<List<Target>> groups =
                order.of(Answer.of(List.of(at(0, 0, "d")), Validation.VALIDATED), found(at(0, 0, "s")));

        assertThat(groups.get(0).get(0).validation()).isEqualTo(Validation.VALIDATED);
        assertThat(groups.get(0).get(1).validation()).isEqualTo(Validation.UNPROVED);
    }

    @Test
    void weightsAreSharesAndWeightZeroIsSeldomFirst() {
        int[] first = new int[3];
        for (int i = 0; i < 4_000; i++) {
            String host = order.of(Answer.absent(), found(at(0, 0, "0"), at(0, 25, "1"), at(0, 75, "2")))
                    .get(0)
                    .get(0)
                    .host();
            first[Integer.parseInt(host)]++;
        }

        assertThat(first[0]).isBetween(5, 120);
        assertThat(first[1]).isBetween(750, 1_250);
        assertThat(first[2]).isBetween(2_600, 3_300);
    }

    @Test
    void everyoneIsInTheOrderOnceWhateverTheirWeights() {
        for (int weight : new int[] {0, 1, 65_535}) {
            List<List<Target>> groups = order.of(
                    Answer.absent(), found(at(65_535, weight, "a"), at(65_535, 65_535, "b"), at(65_535, 0, "c")));
            assertThat(groups)
                    .singleElement()
                    .satisfies(group ->
                            assertThat(group).extracting(Target::host).containsExactlyInAnyOrder("a", "b", "c"));
        }
    }

    @Test
    @Tag("T-39")
    void targetsAreFewAndThoseOfThePreferredPriorities() {
        List<ServiceRecord> services = new ArrayList<>();
        for (int i = 999; i >= 0; i--) {
            services.add(at(i, 65_535, "h" + i));
        }

        List<List<Target>> groups = order.of(Answer.of(services, Validation.UNPROVED), Answer.absent());

        assertThat(groups).hasSize(16);
        assertThat(hosts(groups)).startsWith("h0", "h1").endsWith("h15");
    }

    @Test
    @Tag("T-39")
    void aTargetWithoutAPortOrAHostIsLeftOut() {
        List<List<Target>> groups = order.of(
                Answer.absent(),
                found(
                        new ServiceRecord(0, 0, 0, "zero"),
                        at(0, 0, "."),
                        at(0, 0, "a b"),
                        at(0, 0, "a..b"),
                        at(0, 0, "good")));

        assertThat(hosts(groups)).containsExactly("good");
    }

    @Test
    void theSameTargetTwiceIsOne() {
        assertThat(hosts(order.of(Answer.absent(), found(at(0, 1, "a"), at(0, 2, "a")))))
                .containsExactly("a");
    }
}
