package im.redoubt.protocol.stream;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;
import java.util.Optional;

/**
 * Over TLS: the features must offer something by which the client can sign in. Until then the server knows no more than the
 * account's name. A client that has an invitation has its account made first.
 *
 * @param context the client
 * @param bindings the channel bindings of this connection
 */
record ExpectingMechanisms(ClientContext context, ChannelBindings bindings) implements ClientState {
    @Override
    public ClientStep opened(XmlEvent.Opened header) {
        return unexpectedHeader();
    }

    @Override
    public ClientStep element(ParsedElement element) {
        Optional<ServerFeatures> features = ServerFeatures.read(element);
        if (!features.isPresent()) {
            return broken(StreamCondition.BAD_FORMAT, "features were expected, each at most once");
        }
        SignIn signIn = SignIn.of(context, bindings, features.get());
        Optional<Secret> invitation = context.means().invitation();
        return invitation.isPresent() ? new Enrolment(signIn).begin(invitation.get()) : signIn.begin();
    }
}
