package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RawClient;
import im.redoubt.app.command.RunningRedoubt;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Who can get at an account is shown to its owner, who takes that away (XEP-0494), at the whole service. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientRevocationTest {
    private static final String LIST = "<iq type='get' id='list'><list xmlns='urn:xmpp:cam:0'/></iq>";

    private final RunningRedoubt service;

    ClientRevocationTest(@TempDir Path directory) {
        this.service = new RunningRedoubt(directory)
                .with("alice")
                .with("bob")
                .with("carol")
                .with("dave");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    /** Signs in by password with the id of a client, binds, and asks for acknowledgements and resumption. */
    private RawClient device(String name, String id, String software) {
        RawClient client = Attacker.of(service).client();
        client.send(RawClient.HEADER).await("</stream:features>");
        byte[] plain = ("\0" + name + "\0" + RunningRedoubt.PASSWORD).getBytes(StandardCharsets.UTF_8);
        client.send("<authenticate xmlns='urn:xmpp:sasl:2' mechanism='PLAIN'><initial-response>"
                + Base64.getEncoder().encodeToString(plain) + "</initial-response><user-agent id='" + id
                + "'><software>" + software + "</software><device>Juliet&apos;s</device></user-agent>"
                + "<request-token xmlns='urn:xmpp:fast:0' mechanism='HT-SHA-256-ENDP'/>"
                + "<bind xmlns='urn:xmpp:bind:0'><tag>" + software + "</tag><enable xmlns='urn:xmpp:sm:3' resume='1'/>"
                + "</bind></authenticate>");
        client.await("</success>");
        client.await("</stream:features>");
        return client;
    }

    private static String revoke(String id) {
        return "<iq type='set' id='revoke'><revoke xmlns='urn:xmpp:cam:0' id='" + id + "'/></iq>";
    }

    private static String id(String list, String software) {
        Matcher matcher = Pattern.compile(
                        "<client connected='(?:true|false)' id='([^']+)' type='session'>(?:(?!</client>).)*<software>"
                                + software)
                .matcher(list);
        assertThat(matcher.find()).as(list).isTrue();
        return matcher.group(1);
    }

    @Test
    void theOwnerSeesWhoCanGetAtHisAccount() {
        try (RawClient phone = device("alice", "d4565fa7-4d72-4749-b3d3-740edbf87770", "Phone");
                RawClient old = Attacker.of(service).signIn("alice")) {
            String list = phone.send(LIST).await("</iq>");
            assertThat(list)
                    .contains("<software>Phone</software>")
                    .contains("<device>Juliet's</device>")
                    .contains("<auth><password/><fast/></auth>")
                    .contains("<permission status='unrestricted'/>")
                    .containsPattern("id='session-[^']+'");
            assertThat(old).isNotNull();
        }
    }

    @Test
    @Tag("A-58")
    void whoIsRevokedIsGoneAtOnceAndHisTokenToo() {
        try (RawClient phone = device("bob", "d4565fa7-4d72-4749-b3d3-740edbf87771", "Phone");
                RawClient tablet = device("bob", "d4565fa7-4d72-4749-b3d3-740edbf87772", "Tablet")) {
            String list = phone.send(LIST).await("</iq>");
            assertThat(phone.send(revoke(id(list, "Tablet"))).await("</iq>"))
                    .contains("<service-unavailable")
                    .contains("<password-reset-required xmlns='urn:xmpp:cam:0'/>");
            assertThat(tablet.await("</stream:stream>")).contains("<not-authorized");
            String after = phone.send(LIST).await("</iq>");
            assertThat(after).contains("connected='false' id='" + id(list, "Tablet") + "'");
            assertThat(after.split("<fast/>", -1)).as("one token is left").hasSize(2);
        }
    }

    private static int connected(String list) {
        return list.split("connected='true'", -1).length - 1;
    }

    /** A session that waits for its connection to come back does not come back. */
    @Test
    void aSessionThatWaitsIsEndedToo() {
        try (RawClient phone = device("carol", "d4565fa7-4d72-4749-b3d3-740edbf87773", "Phone")) {
            RawClient tablet = device("carol", "d4565fa7-4d72-4749-b3d3-740edbf87774", "Tablet");
            tablet.close();
            String list = phone.send(LIST).await("</iq>");
            assertThat(connected(list)).as(list).isEqualTo(2);
            phone.send(revoke(id(list, "Tablet"))).await("</iq>");
            // The tablet's session ends on the thread of its connection, if that was not seen to be gone yet.
            long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            String left = phone.send(LIST).await("</iq>");
            while (connected(left) != 1 && System.nanoTime() < end) {
                left = phone.send(LIST).await("</iq>");
            }
            assertThat(connected(left)).as(left).isEqualTo(1);
        }
    }

    @Test
    @Tag("SRV-12")
    void nobodySeesOrEndsTheClientsOfAnother() {
        try (RawClient phone = device("alice", "d4565fa7-4d72-4749-b3d3-740edbf87775", "Mine");
                RawClient stranger = Attacker.of(service).signIn("bob")) {
            String mine = id(phone.send(LIST).await("</iq>"), "Mine");
            for (String account : new String[] {"alice@localhost", "nobody@localhost"}) {
                String refused = stranger.send(LIST.replace("id='list'", "id='list' to='" + account + "'"))
                        .await("</iq>");
                assertThat(refused).contains("<forbidden").doesNotContain("Mine");
            }
            assertThat(stranger.send(revoke(mine)).await("</iq>")).contains("<item-not-found");
            assertThat(stranger.send(revoke("session-x")).await("</iq>")).contains("<item-not-found");
            assertThat(stranger.send(revoke("x")).await("</iq>")).contains("<item-not-found");
            assertThat(stranger.send("<iq type='set' id='r'><revoke xmlns='urn:xmpp:cam:0'/></iq>")
                            .await("</iq>"))
                    .contains("<bad-request");
            assertThat(phone.send(LIST).await("</iq>")).contains("connected='true' id='" + mine + "'");
        }
    }

    /** The operator sees and revokes the same clients. */
    @Test
    @Tag("A-58")
    void theOperatorRevokesThemToo() {
        try (RawClient phone = device("dave", "d4565fa7-4d72-4749-b3d3-740edbf87776", "Phone");
                RawClient tablet = device("dave", "d4565fa7-4d72-4749-b3d3-740edbf87777", "Tablet")) {
            String list = command("client", "list", "dave");
            assertThat(list).containsPattern("(?m)^[0-9a-f]{32}\t[^\t]+\tpassword\ttoken\tTablet, Juliet's$");
            String one = list.lines()
                    .filter(line -> line.contains("Tablet"))
                    .findFirst()
                    .orElseThrow()
                    .substring(0, 32);
            assertThat(command("client", "revoke", "dave", one)).contains("Revoked 1 client.");
            assertThat(tablet.await("</stream:stream>")).contains("<not-authorized");
            assertThat(command("client", "list", "dave")).containsPattern(one + "\t[^\t]+\tpassword\t-\t");
            assertThat(command("client", "revoke", "dave", "--all")).contains("Revoked 1 client.");
            assertThat(phone.await("</stream:stream>")).contains("<not-authorized");
            assertThat(service.run("client", "revoke", "dave", "x")).isNotZero();
            assertThat(service.run("client", "list", "nobody")).isNotZero();
            assertThat(service.run("client", "revoke", "dave")).isNotZero();
        }
    }

    private String command(String... words) {
        String[] all = java.util.Arrays.copyOf(words, words.length + 2);
        all[words.length] = "--data";
        all[words.length + 1] = service.data().toString();
        return RunningRedoubt.command(service.data(), "", all);
    }
}
