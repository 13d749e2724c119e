package im.redoubt.client.locate;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.dns.Answer;
import im.redoubt.client.dns.ServiceRecord;
import im.redoubt.client.dns.Validation;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final Answer<ServiceRecord> NONE = Answer.absent();
    private static final Answer<ServiceRecord> SILENCE = Answer.failed("no answer in time");
    private static final Answer<ServiceRecord> NOWHERE = found(".", 0);
    private static final Answer<ServiceRecord> THERE = found("chat.example.net", 443);
    private static final Answer<ServiceRecord> UNUSABLE = found("chat.example.net", 0);

    private static Answer<ServiceRecord> found(String host, int port) {
        return Answer.of(List.of(new ServiceRecord(0, 0, port, host)), Validation.UNPROVED);
    }

    private static Plan plan(Answer<ServiceRecord> direct, Answer<ServiceRecord> startTls) {
        return Plan.of("example.org", direct, startTls, new ServiceOrder(new SecureRandom()));
    }

    @Test
    void withoutAnyRecordTheServerIsWhereItsDomainIs() {
        for (Plan plan : List.of(plan(NONE, NONE), plan(NONE, SILENCE), plan(SILENCE, NONE), plan(SILENCE, SILENCE))) {
            assertThat(plan.groups())
                    .containsExactly(
                            List.of(new Target("example.org", 5222, Encryption.STARTTLS, Validation.UNPROVED)));
        }
    }

    @Test
    void withAnyRecordTheDomainItselfIsNotTried() {
        for (Plan plan : List.of(plan(THERE, NONE), plan(THERE, SILENCE), plan(THERE, NOWHERE), plan(NONE, THERE))) {
            assertThat(plan.groups()).hasSize(1);
            assertThat(plan.groups().get(0)).extracting(Target::host).containsExactly("chat.example.net");
        }
    }

    @Test
    @Tag("T-39")
    void aDomainThatSaysItHasNoServiceIsBelieved() {
        assertRefused(plan(NOWHERE, NOWHERE), "says in DNS that it has no service");
        assertRefused(plan(NOWHERE, NONE), "says in DNS that it has no service");
        assertRefused(plan(NONE, NOWHERE), "says in DNS that it has no service");
        assertRefused(plan(NOWHERE, SILENCE), "DNS does not say where its STARTTLS is: no answer in time");
        assertRefused(plan(UNUSABLE, NONE), "no host and port that exist");
        assertRefused(plan(NOWHERE, UNUSABLE), "no host and port that exist");
    }

    private static void assertRefused(Plan plan, String words) {
        assertThat(plan.groups()).isEmpty();
        assertThat(plan.refusal()).contains(words);
    }
}
