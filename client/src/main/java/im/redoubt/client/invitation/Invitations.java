package im.redoubt.client.invitation;

import im.redoubt.client.ClientException;
import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.client.Pending;
import im.redoubt.client.RefusedException;
import im.redoubt.client.SecretText;
import im.redoubt.client.command.CommandStage;
import im.redoubt.client.command.CommandStep;
import im.redoubt.client.command.Commands;
import im.redoubt.client.form.Form;
import im.redoubt.client.form.FormAnswer;
import im.redoubt.client.form.FormField;
import im.redoubt.client.text.SafeUrl;
import im.redoubt.client.text.Unverified;
import im.redoubt.client.text.Url;
import im.redoubt.client.text.UrlScheme;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.payload.DateTime;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;

/**
 * Has the own server make invitations, and accepts those of others (XEP-0401, XEP-0379).
 *
 * <pre>{@code
 * IssuedInvitation made = session.get(Invitations.FEATURE).inviteContact().await();
 * show(made.address(), made.page(), made.expires());
 * }</pre>
 */
public final class Invitations {
    /** What a client is built with. */
    public static final Feature<Invitations> FEATURE = Invitations::new;

    private static final String INVITE = "urn:xmpp:invite#invite";
    private static final String CREATE = "urn:xmpp:invite#create-account";
    private static final String TOKEN = "urn:xmpp:pars:0";
    private static final Url XMPP = Url.only(EnumSet.of(UrlScheme.XMPP));
    private static final Url PAGE = Url.only(EnumSet.of(UrlScheme.HTTPS));

    private final Host host;
    private final Commands commands;
    private final BareJid server;

    private Invitations(Host host) {
        this.host = host;
        this.commands = host.require(Commands.FEATURE);
        this.server = BareJid.of("", host.account().domain());
    }

    /**
     * Has the server make an invitation to become a contact of this account (section 5.1).
     *
     * @return it; {@link RefusedException} if the server makes none, or not for this account
     */
    public Pending<IssuedInvitation> inviteContact() {
        return commands.execute(server, INVITE)
                .map(step -> read(step, Invitation.Kind.CONTACT).orElseThrow(Invitations::nonsense));
    }

    /**
     * Has the server make an invitation to open an account (section 5.4).
     *
     * @param name the account's name, empty if the invited one may choose it
     * @return it; {@link RefusedException} if the server makes none, or not for this account
     */
    public Pending<IssuedInvitation> inviteAccount(Optional<String> name) {
        return commands.execute(server, CREATE)
                .then(step -> {
                    if (!(step instanceof CommandStage stage)) {
                        return Pending.of(step);
                    }
                    FormAnswer.Builder answer =
                            stage.form().orElseThrow(Invitations::nonsense).answer();
                    name.ifPresent(local -> answer.set("username", local));
                    return stage.complete(answer.build());
                })
                .map(step -> {
                    IssuedInvitation made = read(step, Invitation.Kind.ACCOUNT).orElseThrow(Invitations::nonsense);
                    if (!fits(made.invitation().address(), name)) {
                        throw new ClientException("the server made an invitation for another name; invite without one");
                    }
                    return made;
                });
    }

    /** Whoever is named in it is the one that was asked for. */
    private static boolean fits(BareJid address, Optional<String> name) {
        return name.map(local -> BareJid.parse(local, address.domain()).equals(Optional.of(address)))
                .orElse(true);
    }

    /**
     * Accepts the invitation of a contact with this account (XEP-0379 section 3.4): asks to see his presence, and shows the token, by
     * which he knows who asks.
     *
     * @throws IllegalArgumentException if it is another kind of invitation
     */
    public void accept(Invitation invitation) {
        if (invitation.kind() != Invitation.Kind.CONTACT) {
            throw new IllegalArgumentException("this invitation opens an account and is of no contact");
        }
        Element token = Element.named(TOKEN, "preauth")
                .attribute("token", SecretText.of(invitation.token()))
                .build();
        host.send(new Presence(
                StanzaHeader.EMPTY.withTo(invitation.address()),
                PresenceType.SUBSCRIBE,
                XmlContent.of(Stanza.CLIENT_NAMESPACE, Collections.singletonList(token))));
    }

    private static ClientException nonsense() {
        return new ClientException("the server answered something else than an invitation of its own");
    }

    /** The own server makes invitations of this account, and to its own domain. */
    private Optional<IssuedInvitation> read(CommandStep step, Invitation.Kind kind) {
        Optional<Form> result =
                step instanceof CommandStep.Completed done && !done.failed() ? done.result() : Optional.empty();
        Optional<Unverified> uri = result.flatMap(form -> value(form, "uri"));
        Optional<Invitation> invitation = uri.flatMap(Invitation::read)
                .filter(made -> made.kind() == kind)
                .filter(made -> kind == Invitation.Kind.CONTACT
                        ? made.address().equals(host.account())
                        : made.address().domain().equals(server.domain()));
        Optional<SafeUrl> address = uri.flatMap(text -> XMPP.read(text).accepted());
        return invitation.flatMap(made -> address.map(url -> new IssuedInvitation(
                made,
                url,
                result.flatMap(form -> value(form, "landing-url"))
                        .flatMap(text -> PAGE.read(text).accepted()),
                result.flatMap(form -> value(form, "expire")).flatMap(text -> text.parse(DateTime::parse)))));
    }

    private static Optional<Unverified> value(Form form, String name) {
        return form.field(name).flatMap(FormField::value);
    }
}
