package im.redoubt.client.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.ClientException;
import im.redoubt.client.Counters;
import im.redoubt.client.Pending;
import im.redoubt.client.RefusedException;
import im.redoubt.client.Rig;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who can get at an account, asked of a server that says what the test says (XEP-0494). */
final class AccessTest {
    private static final String NS = "urn:xmpp:cam:0";

    private final Rig rig = new Rig();
    private final Access access = rig.attach(Access.FEATURE);

    @BeforeEach
    void signIn() {
        rig.connect();
    }

    private List<KnownClient> listed(String clients) {
        Pending<List<KnownClient>> list = access.list();
        rig.answers("<clients xmlns='" + NS + "'>" + clients + "</clients>");
        return list.await();
    }

    @Test
    void ownAccountIsAskedForItsClients() {
        List<KnownClient> clients = listed("<client connected='true' id='zeiP41HLglIu' type='session'>"
                + "<first-seen>2023-04-06T14:26:08Z</first-seen><last-seen>2023-04-06T14:37:25Z</last-seen>"
                + "<auth><password/><fast/></auth><permission status='unrestricted'/><user-agent>"
                + "<software>Gajim</software><uri>https://gajim.org/</uri><device>Juliet's laptop</device>"
                + "</user-agent></client>"
                + "<client connected='false' id='HjEEr45_LQr' type='access'><auth><grant/></auth>"
                + "<permission status='normal'/></client>");
        assertThat(rig.sent())
                .singleElement()
                .asString()
                .contains("type='get'")
                .contains("<list xmlns='" + NS + "'")
                .doesNotContain(" to=");
        KnownClient first = clients.get(0);
        assertThat(first.connected()).isTrue();
        assertThat(first.firstSeen()).contains(Instant.parse("2023-04-06T14:26:08Z"));
        assertThat(first.lastSeen()).contains(Instant.parse("2023-04-06T14:37:25Z"));
        assertThat(first.means()).containsExactly(SignInMeans.PASSWORD, SignInMeans.TOKEN);
        assertThat(first.permission()).isEqualTo(Permission.UNRESTRICTED);
        assertThat(first.agent().software().is("Gajim")).isTrue();
        assertThat(first.agent().device().is("Juliet's laptop")).isTrue();
        KnownClient second = clients.get(1);
        assertThat(second.connected()).isFalse();
        assertThat(second.means()).containsExactly(SignInMeans.GRANT);
        assertThat(second.firstSeen()).isEmpty();
        assertThat(second.agent().software().isEmpty()).isTrue();
        assertThat(second.id()).isNotEqualTo(first.id());
    }

    @Test
    void clientIsRevokedByItsId() {
        KnownClient client = listed("<client id='x&apos;y'/>").get(0);
        Pending<Revocation> revoked = access.revoke(client);
        assertThat(rig.lastSent().first(NS, "revoke").flatMap(revoke -> revoke.attribute("id")))
                .contains("x'y");
        rig.answers("");
        assertThat(revoked.await()).isEqualTo(Revocation.COMPLETE);
    }

    /** Section 3.2: it is not an access that was taken away. */
    @Test
    void clientThatHasThePasswordCanComeBackAndThatIsSaid() {
        Pending<Revocation> revoked = access.revoke(listed("<client id='a'/>").get(0));
        rig.says("<iq type='error' id='" + rig.lastId() + "'><error type='cancel'><service-unavailable"
                + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><password-reset-required xmlns='" + NS
                + "'/></error></iq>");
        assertThat(revoked.await()).isEqualTo(Revocation.PASSWORD_KNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"service-unavailable", "item-not-found", "forbidden"})
    void refusalIsNotTakenForSuccess(String condition) {
        Pending<Revocation> revoked = access.revoke(listed("<client id='a'/>").get(0));
        rig.refuses(condition);
        assertThatThrownBy(revoked::await).isInstanceOf(RefusedException.class).hasMessage("refused: " + condition);
    }

    /** LIB-03: somebody else would hide his own session from the list, or have one believe that it was ended. */
    @Test
    @Tag("LIB-03")
    void answerOfSomebodyElseIsNone() {
        Pending<List<KnownClient>> list = access.list();
        rig.says("<iq type='result' from='mallory@example.org/x' id='" + rig.lastId() + "'><clients xmlns='" + NS
                + "'/></iq>");
        assertThat(list).isNotDone();
        assertThat(rig.counters().of(Counters.Kind.UNASKED_ANSWERS)).isEqualTo(1);
    }

    @Test
    void whatCannotBeNamedIsLeftOutAndTheRestBounded() {
        String many = "<client id='a'/>".repeat(Access.MOST_CLIENTS + 1);
        assertThat(listed(
                        "<client/><client id=''/><client id='" + "x".repeat(1_025) + "'/><client xmlns='urn:x' id='a'/>"
                                + "<client id='" + "x".repeat(1_024) + "' connected='perhaps'>"
                                + "<first-seen>long ago</first-seen><permission status='royal'/><user-agent><software>"
                                + "n".repeat(2_000) + "</software></user-agent></client>"))
                .singleElement()
                .satisfies(client -> {
                    assertThat(client.connected()).isFalse();
                    assertThat(client.firstSeen()).isEmpty();
                    assertThat(client.means()).isEmpty();
                    assertThat(client.permission()).isEqualTo(Permission.UNKNOWN);
                    assertThat(client.agent().software().isEmpty()).isTrue();
                });
        assertThat(listed(many)).hasSize(Access.MOST_CLIENTS);
    }

    @Test
    void nothingThatClientsSayIsPrinted() {
        KnownClient client = listed("<client id='sesame'><user-agent><software>Grass</software></user-agent></client>")
                .get(0);
        assertThat(client.toString()).doesNotContain("sesame").doesNotContain("Grass");
    }

    @Test
    void answerAboutSomethingElseIsAnError() {
        Pending<List<KnownClient>> list = access.list();
        rig.answers("<clients xmlns='urn:else'/>");
        assertThatThrownBy(list::await).isInstanceOf(ClientException.class);
    }
}
