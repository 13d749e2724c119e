package im.redoubt.protocol.stream;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.protocol.stanza.StanzaCodec;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The client's side of having an account made with an invitation (XEP-0445 on XEP-0077), over TLS and before it signs in.
 *
 * @param signIn what comes when there is an account
 */
record Enrolment(SignIn signIn) {
    private static final String USERNAME = "username";
    private static final String PASSWORD = "password";

    ClientContext context() {
        return signIn.context();
    }

    /** XEP-0445 section 3: the address of an invitation may be wrong, so the server must say itself that it takes them. */
    ClientStep begin(Secret invitation) {
        if (!signIn.features().has(Registration.TOKEN_FEATURE, "register")) {
            return over(ClientFailure.Unregistered.Reason.NOT_OFFERED, Optional.empty());
        }
        return ask(
                IqRequest.Action.SET,
                Element.named(Registration.PREAUTH, "preauth")
                        .attribute("token", text(invitation))
                        .build(),
                id -> new ExpectingAdmission(this, id));
    }

    /** XEP-0077 section 3.1: which fields there are is asked before anything is filled in. */
    ClientStep admitted() {
        return ask(
                IqRequest.Action.GET,
                Element.named(Registration.NAMESPACE, "query").build(),
                id -> new ExpectingForm(this, id));
    }

    /** The password is asked for only when it is to be sent. */
    ClientStep form(Element form) {
        Optional<Element> name = form.first(Registration.NAMESPACE, USERNAME);
        boolean fits = name.isPresent()
                && form.first(Registration.NAMESPACE, PASSWORD).isPresent()
                && form.children().stream().allMatch(Enrolment::isKnown);
        if (!fits) {
            return over(ClientFailure.Unregistered.Reason.MORE_WANTED, Optional.empty());
        }
        boolean mine = name.map(Element::text)
                .filter(prescribed -> !prescribed.isEmpty())
                .map(prescribed -> BareJid.parse(prescribed, context().account().domain())
                        .equals(Optional.of(context().account())))
                .orElse(true);
        return mine
                ? ClientStep.to(new ExpectingNewPassword(this), new ClientEffect.AskPassword())
                : over(ClientFailure.Unregistered.Reason.ANOTHER_NAME, Optional.empty());
    }

    private static boolean isKnown(Element field) {
        return field.is(Registration.NAMESPACE, "instructions")
                || field.is(Registration.NAMESPACE, USERNAME)
                || field.is(Registration.NAMESPACE, PASSWORD);
    }

    ClientStep submit(Secret password) {
        return ask(
                IqRequest.Action.SET,
                Element.named(Registration.NAMESPACE, "query")
                        .child(
                                Registration.NAMESPACE,
                                USERNAME,
                                context().account().local())
                        .child(Registration.NAMESPACE, PASSWORD, text(password))
                        .build(),
                id -> new ExpectingAccount(this, id));
    }

    /** There is an account, and whoever wants a session of it has still to sign in. */
    ClientStep registered() {
        ClientContext after = context().with(context().means().withoutInvitation());
        ClientStep next = SignIn.of(after, signIn.bindings(), signIn.features()).begin();
        List<ClientEffect> effects = new ArrayList<>();
        effects.add(new ClientEffect.Registered());
        effects.addAll(next.effects());
        return new ClientStep(next.next(), effects);
    }

    ClientStep refused(ClientFailure.Unregistered.Reason reason, IqResponse error) {
        return over(reason, Optional.of(StanzaError.conditionIn(error)));
    }

    private ClientStep over(ClientFailure.Unregistered.Reason reason, Optional<StanzaCondition> condition) {
        return ClientStep.over(context(), new ClientFailure.Unregistered(reason, condition));
    }

    /** Returns {@code element} if it is the answer to this request. */
    Optional<IqResponse> answer(String id, ParsedElement element) {
        return Replies.to(id, element, context());
    }

    private ClientStep ask(IqRequest.Action action, Element payload, Function<String, ClientState> next) {
        String id = context().id();
        StanzaHeader header = StanzaHeader.EMPTY.withId(id).withTo(context().domain());
        return ClientStep.to(
                next.apply(id), new ClientEffect.Send(StanzaCodec.tree(IqRequest.of(action, header, payload))));
    }

    /** What is sent in a stanza is text, and cannot be erased any more. */
    private static String text(Secret secret) {
        byte[] bytes = secret.reveal();
        try {
            return new String(bytes, StandardCharsets.UTF_8);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
