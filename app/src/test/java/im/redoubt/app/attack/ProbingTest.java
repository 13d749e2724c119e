package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RawClient;
import im.redoubt.app.command.RunningRedoubt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strangers who know the very address of a session, and devices that fight for one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProbingTest {
    private static final String WISH = "Smack";

    private final RunningRedoubt service;
    private final Attacker attacker;

    ProbingTest(@TempDir Path directory) {
        this.service = new RunningRedoubt(directory, "limits.stanzas_per_second=100000")
                .with("alice")
                .with("bob")
                .with("dave");
        this.attacker = Attacker.of(service);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private RawClient bound(String name, String wish) {
        RawClient client = attacker.client();
        client.send(RawClient.HEADER).await("</stream:features>");
        client.send(Scram.auth("PLAIN", "\0" + name + "\0" + RunningRedoubt.PASSWORD))
                .await("<success");
        client.await("/>");
        client.send(RawClient.HEADER).await("</stream:features>");
        client.send("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>" + wish
                + "</resource></bind></iq>");
        return client;
    }

    private static String address(RawClient client) {
        String bound = client.await("</iq>");
        return bound.substring(bound.indexOf("<jid>") + 5, bound.indexOf("</jid>"));
    }

    /** On line, connected only, gone, and never there: with the address in hand a stranger gets the same bytes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<iq type='get' id='1' to='WHO'><query xmlns='jabber:iq:version'/></iq>",
                "<iq type='get' id='1' to='WHO'><query xmlns='jabber:iq:last'/></iq>",
                "<iq type='get' id='1' to='WHO'><time xmlns='urn:xmpp:time'/></iq>",
                "<iq type='get' id='1' to='WHO'><ping xmlns='urn:xmpp:ping'/></iq>",
                "<iq type='get' id='1' to='WHO'><vCard xmlns='vcard-temp'/></iq>",
                "<iq type='get' id='1' to='WHO'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>",
                "<iq type='get' id='1' to='WHO'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>",
                "<iq type='set' id='1' to='WHO'><command xmlns='http://jabber.org/protocol/commands' node='x'/></iq>",
                "<iq type='set' id='1' to='WHO'><query xmlns='jabber:iq:roster'><item jid='a@b'/></query></iq>",
                "<iq type='result' id='1' to='WHO'/>",
                "<presence id='1' to='WHO' type='probe'/>"
            })
    @Tag("R-76")
    @Tag("SRV-12")
    void anAddressInHandTellsAStrangerNothing(String stanza) {
        String gone;
        try (RawClient before = attacker.signIn("dave").available()) {
            gone = before.address();
        }
        try (RawClient alice = attacker.signIn("alice").available();
                RawClient bob = attacker.signIn("bob").available();
                RawClient silent = attacker.signIn("bob")) {
            String never = IdentityTest.answer(alice, stanza, "nobody" + gone.substring(gone.indexOf('@')));

            for (String address : List.of(bob.address(), silent.address(), gone)) {
                assertThat(IdentityTest.answer(alice, stanza, address))
                        .as(address)
                        .isEqualTo(never);
            }
            if (stanza.contains("type='get'")) {
                assertThat(never).contains("<service-unavailable");
                assertThat(bob.settle() + bob.settle() + silent.settle()).doesNotContain("alice");
            }
        }
    }

    /** Two devices that both insist on one name bind in turns: each gets another address, and none loses its own. */
    @Test
    @Tag("R-78")
    void devicesThatWantOneNameDoNotEndEachOther() {
        Set<String> addresses = new HashSet<>();
        List<RawClient> living = new ArrayList<>();
        try {
            for (int turn = 0; turn < 12; turn++) {
                RawClient device = bound("alice", WISH);
                living.add(device);
                assertThat(addresses.add(address(device))).isTrue();
                if (living.size() > 4) {
                    living.removeFirst().close();
                }
                for (RawClient other : living) {
                    assertThat(other.settle()).doesNotContain("<stream:error").doesNotContain("conflict");
                }
            }
            // 96 random bits behind what was wished for, and no two that begin alike.
            int start = ("alice@localhost/" + WISH + ".").length();
            assertThat(addresses).allMatch(one -> one.length() == start + 16);
            assertThat(addresses.stream().map(one -> one.substring(start, start + 6)))
                    .doesNotHaveDuplicates();
        } finally {
            living.forEach(RawClient::close);
        }
    }
}
