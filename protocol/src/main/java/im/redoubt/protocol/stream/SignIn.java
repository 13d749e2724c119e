package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.BindingAbort;
import im.redoubt.protocol.sasl.BindingOutcome;
import im.redoubt.protocol.sasl.ChannelBindingSelection;
import im.redoubt.protocol.sasl.ChannelBindingType;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.sasl.MechanismChoice;
import im.redoubt.protocol.sasl.ScramClient;
import im.redoubt.protocol.sasl.ScramError;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.TokenClient;
import im.redoubt.protocol.sasl.TokenMechanism;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The choice by what a client signs in.
 *
 * @param context the client
 * @param bindings the channel bindings of this connection
 * @param features what the server offers on it
 * @param refusal what it said to the password on this stream, proved by a stronger hash
 */
record SignIn(
        ClientContext context,
        ChannelBindings bindings,
        ServerFeatures features,
        Optional<ClientFailure.Refused> refusal) {
    static SignIn of(ClientContext context, ChannelBindings bindings, ServerFeatures features) {
        return new SignIn(context, bindings, features, Optional.empty());
    }

    /**
     * Begins with the first of these that is at hand and offered: a token, a certificate, a password that is proved, a password
     * that is sent. The extensible profile is used wherever it is offered.
     */
    ClientStep begin() {
        if (context.demands().insistOn(ClientDemand.EXTENSIBLE_PROFILE) && !offer().isPresent()) {
            return aborted(BindingAbort.PROFILE_REQUIRED);
        }
        Optional<ClientToken> token = context.means().token().filter(this::isUsable);
        if (token.isPresent()) {
            return byToken(token.get());
        }
        if (context.means().has(ClientMeans.Kind.CERTIFICATE) && mechanisms().contains(ExternalMechanism.NAME)) {
            return byCertificate();
        }
        if (context.means().has(ClientMeans.Kind.PASSWORD)) {
            return byPassword();
        }
        return aborted(BindingAbort.NO_MECHANISM);
    }

    /** Returns the choice of a client whose token was refused, if it has anything else. */
    Optional<SignIn> withoutToken() {
        return context.means().kinds().isEmpty()
                ? Optional.empty()
                : Optional.of(of(context.withoutToken(), bindings, features));
    }

    /**
     * Returns the step that proves the password by the next weaker hash of the same offer, after a refusal that a wrong password
     * gets too, and not one that speaks of channel binding: the account may have no verifier for the stronger one. Once on a stream,
     * within the policy, and tied to the connection as the first attempt was, since that depends on the offer alone; the server says
     * what the offer was (XEP-0474).
     */
    Optional<ClientStep> weaker(ClientMechanism.Scram refused, ClientFailure.Refused said) {
        boolean ofThePassword = said.text()
                .flatMap(ScramError::named)
                .map(ScramError.INVALID_PROOF::equals)
                .orElse(true);
        if (!ofThePassword || refusal.isPresent()) {
            return Optional.empty();
        }
        return refused.mechanism()
                .hash()
                .weaker()
                .flatMap(hash -> selected(selection().upTo(hash)))
                .map(choice -> new SignIn(context, bindings, features, Optional.of(said)).byScram(choice));
    }

    /** Returns what is told of an attempt: one after a refusal was for the same password, and says nothing better of it. */
    ClientFailure told(ClientFailure why) {
        return why instanceof ClientFailure.Unproven
                ? why
                : refusal.<ClientFailure>map(first -> first).orElse(why);
    }

    private Optional<ExtensibleOffer> offer() {
        return features.extensible();
    }

    private List<String> mechanisms() {
        return offer().map(ExtensibleOffer::mechanisms).orElse(features.mechanisms());
    }

    /** Who uses a token says which installation he is (XEP-0484 section 4). */
    private boolean isUsable(ClientToken token) {
        return isAvailable(token.mechanism())
                && (token.mechanism().binding().isPresent() || !bindingDemanded())
                && context.wishes().agent().id().isPresent();
    }

    private boolean isAvailable(TokenMechanism mechanism) {
        return offer().map(ExtensibleOffer::tokens)
                        .filter(tokens -> tokens.contains(mechanism))
                        .isPresent()
                && mechanism.binding().map(this::isCommon).orElse(true);
    }

    private boolean isCommon(ChannelBindingType type) {
        return bindings.types().contains(type)
                && features.bindingTypes()
                        .map(types -> types.contains(type.wireName()))
                        .orElse(true);
    }

    private boolean bindingDemanded() {
        return context.demands().policy().bindingRequired() || context.demands().insistOn(ClientDemand.BOUND_TOKEN);
    }

    private ClientStep byToken(ClientToken token) {
        ExtensibleOffer extensible = offer().orElseThrow(() -> new IllegalStateException("a token was not offered"));
        ClientAttempt attempt = new ClientAttempt(
                this,
                ExtensibleClient.withToken(context.wishes(), extensible, token),
                new ClientMechanism.Token(token.mechanism()));
        TokenClient exchange =
                TokenClient.begin(token.mechanism(), context.account().local(), token.token(), bindings);
        return ClientStep.to(new ExpectingTokenSuccess(attempt, exchange), attempt.begin(exchange.bytes()));
    }

    /** Whom the client wants to be is said, so that nobody else can come of it (XEP-0178 section 2). */
    private ClientStep byCertificate() {
        ClientAttempt attempt = attempt(new ClientMechanism.Certificate(), List.of());
        byte[] account = context.account().toString().getBytes(StandardCharsets.UTF_8);
        return ClientStep.to(new ExpectingBareSuccess(attempt), attempt.begin(account));
    }

    private ClientStep byPassword() {
        Optional<MechanismChoice> known =
                context.means().strongest().flatMap(hash -> selected(selection().upTo(hash)));
        return known.isPresent()
                ? byScram(known.get())
                : outcome(selection()).on(new BindingOutcome.Cases<ClientStep>() {
                    @Override
                    public ClientStep choice(MechanismChoice choice) {
                        return byScram(choice);
                    }

                    @Override
                    public ClientStep aborted(BindingAbort abort) {
                        return isPlainTheLastResort(abort) ? byPlain() : SignIn.this.aborted(abort);
                    }
                });
    }

    private ChannelBindingSelection selection() {
        ChannelBindingSelection.Profile profile =
                offer().isPresent() ? ChannelBindingSelection.Profile.SASL2 : ChannelBindingSelection.Profile.SASL;
        return new ChannelBindingSelection(profile, bindings, context.demands().policy());
    }

    private BindingOutcome outcome(ChannelBindingSelection selection) {
        return selection.choose(mechanisms(), features.bindingTypes());
    }

    private Optional<MechanismChoice> selected(ChannelBindingSelection selection) {
        return outcome(selection) instanceof MechanismChoice choice ? Optional.of(choice) : Optional.empty();
    }

    private ClientStep byScram(MechanismChoice choice) {
        Optional<ChannelBindingType> type = choice.binding().type();
        ClientAttempt attempt = attempt(
                new ClientMechanism.Scram(choice.mechanism(), type),
                type.isPresent() ? stronger(choice.mechanism().hash()) : List.of());
        ScramClient exchange = ScramClient.begin(
                choice, context.account().local(), context.demands().iterations(), context.random());
        return ClientStep.to(new ExpectingChallenge(attempt, exchange), attempt.begin(exchange.bytes()));
    }

    /** What makes a verifier is as good as the password, and so goes nowhere without channel binding (XEP-0480 section 5). */
    private List<ScramHash> stronger(ScramHash used) {
        List<ScramHash> stronger =
                new ArrayList<>(offer().map(ExtensibleOffer::upgrades).orElse(List.of()));
        stronger.removeIf(hash -> hash.compareTo(used) <= 0);
        return stronger;
    }

    private boolean isPlainTheLastResort(BindingAbort abort) {
        return abort == BindingAbort.NO_MECHANISM
                && context.means().plain().isPresent()
                && !context.demands().insistOn(ClientDemand.PROVED_PASSWORD)
                && !context.demands().policy().bindingRequired()
                && mechanisms().contains(SaslElements.PLAIN);
    }

    private ClientStep byPlain() {
        ClientAttempt attempt = attempt(new ClientMechanism.Plain(), List.of());
        return ClientStep.to(new ExpectingPassword(attempt), new ClientEffect.AskPassword());
    }

    private ClientAttempt attempt(ClientMechanism mechanism, List<ScramHash> upgrades) {
        ClientProfile profile = offer().<ClientProfile>map(
                        extensible -> ExtensibleClient.of(context.wishes(), extensible, requested(mechanism), upgrades))
                .orElseGet(OriginalClient::new);
        return new ClientAttempt(this, profile, mechanism);
    }

    /** The strongest that this connection can have; one without binding only where there is none in the attempt either. */
    private Optional<TokenMechanism> requested(ClientMechanism used) {
        if (context.wishes().token() == TokenWish.REQUEST
                && context.wishes().agent().id().isPresent()) {
            for (TokenMechanism mechanism : TokenMechanism.values()) {
                boolean weaker = !mechanism.binding().isPresent()
                        && (bindingDemanded() || used.binding().isPresent());
                if (isAvailable(mechanism) && !weaker) {
                    return Optional.of(mechanism);
                }
            }
        }
        return Optional.empty();
    }

    private ClientStep aborted(BindingAbort abort) {
        return ClientStep.over(context, new ClientFailure.NoMechanism(abort));
    }
}
