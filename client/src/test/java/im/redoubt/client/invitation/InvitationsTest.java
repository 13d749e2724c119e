package im.redoubt.client.invitation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.ClientException;
import im.redoubt.client.Pending;
import im.redoubt.client.RefusedException;
import im.redoubt.client.Rig;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invitations: read, made by the own server, and accepted (XEP-0401, XEP-0379). */
final class InvitationsTest {
    private static final String COMMANDS = "http://jabber.org/protocol/commands";

    private final Rig rig = new Rig();
    private final Invitations invitations = rig.attach(Invitations.FEATURE);

    @BeforeEach
    void signIn() {
        rig.connect();
    }

    private static Optional<Invitation> read(String uri) {
        return Invitation.read(Unverified.of(uri));
    }

    private void made(String node, String fields) {
        rig.answers("<command xmlns='" + COMMANDS + "' node='urn:xmpp:invite#" + node + "' status='completed'>"
                + "<x xmlns='jabber:x:data' type='result'>" + fields + "</x></command>");
    }

    private static String field(String name, String value) {
        return "<field var='" + name + "'><value>" + value + "</value></field>";
    }

    /** XEP-0445 section 2: the name may be prescribed; the server is that of the address. */
    @ParameterizedTest
    @CsvSource({
        "xmpp:example.org?register;preauth=T, carol@example.org, true",
        "xmpp:example.org?register;preauth=T, carol@example.net, false",
        "xmpp:example.org?register;preauth=T, example.org, false",
        "xmpp:carol@example.org?register;preauth=T, carol@example.org, true",
        "xmpp:carol@example.org?register;preauth=T, dave@example.org, false",
        "xmpp:inviter@example.org?roster;preauth=T;ibr=y, carol@example.org, true",
        "xmpp:inviter@example.org?roster;preauth=T;ibr=y, carol@example.net, false",
        "xmpp:inviter@example.org?roster;preauth=T, carol@example.org, false"
    })
    void accountThatCanBeOpenedIsOfItsServerAndName(String uri, String account, boolean opens) {
        assertThat(read(uri).orElseThrow().opensAccount(BareJid.of(account))).isEqualTo(opens);
    }

    @ParameterizedTest
    @CsvSource({
        "xmpp:example.org?register;preauth=T-o_k.1, ACCOUNT, example.org, T-o_k.1, true",
        "xmpp:juliet@example.com?register;preauth=TOKEN, ACCOUNT, juliet@example.com, TOKEN, true",
        "xmpp:inviter@example.com?roster;preauth=TOKEN;ibr=y, CONTACT, inviter@example.com, TOKEN, true",
        "xmpp:romeo@montague.net?roster;preauth=abc;name=Romeo%20Montague, CONTACT, romeo@montague.net, abc, false",
        "XMPP:romeo@montague.net?roster;ibr=n;preauth=abc, CONTACT, romeo@montague.net, abc, false"
    })
    void addressIsRead(String uri, Invitation.Kind kind, String address, String token, boolean opens) {
        Invitation invitation = read(uri).orElseThrow();
        assertThat(invitation.kind()).isEqualTo(kind);
        assertThat(invitation.address()).isEqualTo(BareJid.of(address));
        assertThat(invitation.opensAccount()).isEqualTo(opens);
        assertThat(invitation.token()).isEqualTo(Secret.copyOf(token.getBytes(StandardCharsets.US_ASCII)));
        assertThat(invitation.toString()).doesNotContain(token);
    }

    /** What can be read in two ways, or leads elsewhere than it shows, is none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://example.org/invite/#TOKEN",
                "xmpp:example.org",
                "xmpp:example.org?register",
                "xmpp:example.org?register;preauth=",
                "xmpp:example.org?register;preauth=a;preauth=b",
                "xmpp:example.org?register;preauth=a%20b",
                "xmpp:example.org?register;preauth=a&b",
                "xmpp:example.org?roster;preauth=a",
                "xmpp:example.org?message;preauth=a",
                "xmpp:example.org?REGISTER;preauth=a",
                "xmpp:example.org/x?register;preauth=a",
                "xmpp://mallory@example.org/example.org?register;preauth=a",
                "xmpp:a@b@c?register;preauth=a",
                "xmpp:example.org?register;preauth=a#b",
                "xmpp:example.org?register;preauth=a\n",
            })
    @Tag("APP-02")
    void whatIsNoInvitationIsNone(String uri) {
        assertThat(read(uri)).isEmpty();
    }

    @Test
    void tokenIsBounded() {
        assertThat(read("xmpp:example.org?register;preauth=" + "a".repeat(256))).isPresent();
        assertThat(read("xmpp:example.org?register;preauth=" + "a".repeat(257))).isEmpty();
    }

    @Test
    void serverMakesAnInvitationOfThisAccount() {
        Pending<IssuedInvitation> pending = invitations.inviteContact();
        assertThat(rig.lastSent().toString()).contains("to='example.org'").contains("urn:xmpp:invite#invite");
        made(
                "invite",
                field("uri", "xmpp:alice@example.org?roster;preauth=TOKEN;ibr=y")
                        + field("landing-url", "https://example.org/invite/#TOKEN")
                        + field("expire", "2026-12-06T02:56:15Z"));
        IssuedInvitation made = pending.await();
        assertThat(made.address().text()).isEqualTo("xmpp:alice@example.org?roster;preauth=TOKEN;ibr=y");
        assertThat(made.page().orElseThrow().text()).startsWith("https://example.org/invite/");
        assertThat(made.expires()).contains(Instant.parse("2026-12-06T02:56:15Z"));
        assertThat(made.toString()).doesNotContain("TOKEN");
    }

    @Test
    void serverMakesAnInvitationToOpenAnAccount() {
        Pending<IssuedInvitation> pending = invitations.inviteAccount(Optional.of("juliet"));
        rig.answers("<command xmlns='" + COMMANDS + "' node='urn:xmpp:invite#create-account' sessionid='s'"
                + " status='executing'><actions execute='complete'><complete/></actions><x xmlns='jabber:x:data'"
                + " type='form'><field var='username' type='text-single'/><field var='roster-subscription'"
                + " type='boolean'/></x></command>");
        assertThat(rig.lastSent().toString()).contains("<value>juliet</value>").contains("sessionid='s'");
        made("create-account", field("uri", "xmpp:juliet@example.org?register;preauth=TOKEN"));
        IssuedInvitation made = pending.await();
        assertThat(made.invitation().address()).isEqualTo(BareJid.of("juliet@example.org"));
        assertThat(made.page()).isEmpty();
        assertThat(made.expires()).isEmpty();
    }

    /** It would be passed on in this account's name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "xmpp:mallory@example.org?roster;preauth=TOKEN",
                "xmpp:alice@evil.example?roster;preauth=TOKEN",
                "xmpp:example.org?register;preauth=TOKEN",
                "https://evil.example/",
                ""
            })
    @Tag("APP-02")
    void invitationOfSomebodyElseIsNotPassedOn(String uri) {
        Pending<IssuedInvitation> pending = invitations.inviteContact();
        made("invite", field("uri", uri));
        assertThatThrownBy(pending::await)
                .isInstanceOf(ClientException.class)
                .hasMessage("the server answered something else than an invitation of its own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xmpp:romeo@example.org?register;preauth=T", "xmpp:juliet@evil.example?register;preauth=T"})
    @Tag("APP-02")
    void accountIsTheOneThatWasAskedFor(String uri) {
        Pending<IssuedInvitation> pending = invitations.inviteAccount(Optional.of("juliet"));
        made("create-account", field("uri", uri));
        assertThatThrownBy(pending::await).isInstanceOf(ClientException.class);
    }

    @Test
    void pageInTheClearIsLeftOut() {
        Pending<IssuedInvitation> pending = invitations.inviteContact();
        made(
                "invite",
                field("uri", "xmpp:alice@example.org?roster;preauth=TOKEN")
                        + field("landing-url", "http://example.org/invite/#TOKEN")
                        + field("expire", "never"));
        assertThat(pending.await().page()).isEmpty();
        assertThat(pending.await().expires()).isEmpty();
    }

    @Test
    void serverThatMakesNoneRefuses() {
        Pending<IssuedInvitation> pending = invitations.inviteContact();
        rig.refuses("item-not-found");
        assertThatThrownBy(pending::await).isInstanceOf(RefusedException.class);
    }

    @Test
    void contactIsAskedWithTheToken() {
        invitations.accept(read("xmpp:romeo@montague.net?roster;preauth=abc").orElseThrow());
        assertThat(rig.lastSent().toString())
                .contains("type='subscribe'")
                .contains("to='romeo@montague.net'")
                .contains("<preauth xmlns='urn:xmpp:pars:0' token='abc'/>");
        Invitation other = read("xmpp:example.org?register;preauth=abc").orElseThrow();
        assertThatThrownBy(() -> invitations.accept(other)).isInstanceOf(IllegalArgumentException.class);
    }
}
