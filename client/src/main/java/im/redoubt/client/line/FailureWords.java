package im.redoubt.client.line;

import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.protocol.stream.ClientFailure;

/** Says what a failure of the negotiation means and what to do. What a server says for people is not repeated. */
final class FailureWords implements ClientFailure.Cases<String> {
    private FailureWords() {}

    static String of(ClientFailure failure) {
        return failure.on(new FailureWords());
    }

    @Override
    public String insecure(ClientFailure.Insecure failure) {
        return failure.reason()
                + "; somebody between here and the server may have taken TLS away, and nothing was sent without it";
    }

    @Override
    public String broken(ClientFailure.Broken failure) {
        return "the server broke the protocol (" + failure.error().condition().wire() + ": "
                + failure.error().text().orElse("no words") + ")";
    }

    @Override
    public String ended(ClientFailure.Ended failure) {
        return "the server ended the stream: " + failure.error().condition().wire();
    }

    @Override
    public String redirected(ClientFailure.Redirected failure) {
        return "the server sends its clients elsewhere once too often";
    }

    @Override
    public String unregistered(ClientFailure.Unregistered failure) {
        return switch (failure.reason()) {
                    case NOT_OFFERED -> "the server takes no invitations; it was not shown this one";
                    case INVITATION_REFUSED ->
                        "the server does not take the invitation: it is too old, or was used; if this client used it and was cut off,"
                                + " the account may be there, so sign in";
                    case MORE_WANTED ->
                        "the server wants more than a name and a password; open the account on its web page";
                    case ANOTHER_NAME -> "the invitation is for another name";
                    case NAME_TAKEN -> "somebody has this name already; take another one, the invitation is still good";
                    case NOT_ACCEPTABLE ->
                        "the server does not take this name or this password; take others, the invitation is still good";
                    case REFUSED -> "the server did not make the account";
                }
                + failure.condition()
                        .map(condition -> " (" + condition.wire() + ")")
                        .orElse("");
    }

    @Override
    public String noMechanism(ClientFailure.NoMechanism failure) {
        return switch (failure.why()) {
                    case NO_MECHANISM ->
                        "the server offers nothing that is good enough to sign in by; if it is an old one that has SCRAM-SHA-1 only,"
                                + " acceptScramSha1() takes that";
                    case BINDING_REQUIRED, PROFILE_REQUIRED ->
                        "the server does not offer any more what it once had; somebody may have taken it out of its offer";
                    case NO_COMMON_PLUS, NO_COMMON_TYPE, TYPES_WITHOUT_PLUS, PLUS_WITHOUT_TYPES ->
                        "the server's offer contradicts itself (" + failure.why() + "); somebody may have edited it";
                }
                + "; no password was sent";
    }

    @Override
    public String unproven(ClientFailure.Unproven failure) {
        return "the server did not prove that it knows this account ("
                + failure.why().reason() + "); it may not be the server that it says it is";
    }

    @Override
    public String refused(ClientFailure.Refused failure) {
        return "the server refused the sign-in: "
                + failure.condition().map(SaslCondition::element).orElse("for no known reason")
                + "; check the account's name and password";
    }

    @Override
    public String tokenRefused(ClientFailure.TokenRefused failure) {
        return "the server refused the token of this client ("
                + failure.condition().map(SaslCondition::element).orElse("for no known reason")
                + "); it is forgotten, sign in with the password";
    }

    @Override
    public String certificateRefused(ClientFailure.CertificateRefused failure) {
        return "the server refused the certificate of this client: "
                + failure.condition().map(SaslCondition::element).orElse("for no known reason");
    }

    @Override
    public String upgradeRefused(ClientFailure.UpgradeRefused failure) {
        return "the server did not take a stronger verifier of the password: "
                + failure.condition().map(SaslCondition::element).orElse("for no known reason");
    }

    @Override
    public String furtherTask(ClientFailure.FurtherTask failure) {
        return "the server wants more than a password, such as a second factor, and this client cannot do it";
    }

    @Override
    public String unbound(ClientFailure.Unbound failure) {
        return "the server gave no address: " + failure.condition().wire();
    }

    @Override
    public String stopped(ClientFailure.Stopped failure) {
        return failure.told()
                .map(error -> "given up: " + error.condition().wire())
                .orElse("there is no password for this account; give the client one");
    }

    @Override
    public String closed(ClientFailure.Closed failure) {
        return failure.reason() + "; try again later";
    }
}
