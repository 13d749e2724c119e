package im.redoubt.client;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.xml.XmlName;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A request whose answer takes a while is answered once (RFC 6120 section 8.2.3). */
final class SlowRequestTest {
    private static final String ASKED = "<look xmlns='urn:example:slow'/>";

    private final Rig rig = new Rig();
    private final List<Pending<IqResponse>> answers = new ArrayList<>();
    private final List<IqRequest> asked = new ArrayList<>();

    private void connected() {
        rig.host()
                .onSlowRequest(
                        IqRequest.Action.SET, new XmlName("urn:example:slow", "look"), Audience.ANYBODY, request -> {
                            asked.add(request);
                            answers.add(new Pending<>());
                            return answers.get(answers.size() - 1);
                        });
        rig.connect().sent();
    }

    private void asks(String id) {
        rig.says("<iq type='set' from='bob@example.org/x' id='" + id + "'>" + ASKED + "</iq>");
    }

    @Test
    void answerGoesWhenItIsThereAndNotBefore() {
        connected();
        asks("a");
        assertThat(rig.sent()).isEmpty();
        answers.get(0).complete(asked.get(0).result());
        assertThat(rig.sent())
                .containsExactly("<iq xmlns='jabber:client' to='bob@example.org/x' type='result' id='a'/>");
    }

    @Test
    void failureIsAnInternalErrorOnce() {
        connected();
        asks("a");
        answers.get(0).completeExceptionally(new ClientException("nothing to be told"));
        answers.get(0).complete(asked.get(0).result());
        assertThat(rig.sent())
                .singleElement()
                .asString()
                .contains("internal-server-error")
                .doesNotContain("nothing to");
    }

    @Test
    void onlySoManyWait() {
        connected();
        for (int i = 0; i < Host.MOST_SLOW_REQUESTS; i++) {
            asks("i" + i);
        }
        assertThat(rig.sent()).isEmpty();
        asks("more");
        assertThat(rig.sent()).singleElement().asString().contains("id='more'").contains("resource-constraint");
        answers.get(7).complete(asked.get(7).result());
        rig.sent();
        asks("again");
        assertThat(rig.sent()).isEmpty();
        assertThat(asked).hasSize(Host.MOST_SLOW_REQUESTS + 1);
    }

    @Test
    void answerWaitsForTheNextConnection() {
        connected();
        asks("a");
        rig.cut();
        answers.get(0).complete(asked.get(0).result());
        assertThat(rig.sent()).isEmpty();
    }
}
