package im.redoubt.protocol.stream;

import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;

/**
 * The TLS handshake is under way; a connection with direct TLS (XEP-0368) begins here.
 *
 * @param context the server
 */
public record AwaitingTls(ServerContext context) implements ServerState {
    @Override
    public boolean headerSent() {
        return false;
    }

    @Override
    public ServerStep opened(XmlEvent.Opened header) {
        throw new IllegalStateException("XML was read during the TLS handshake");
    }

    @Override
    public ServerStep element(ParsedElement element) {
        throw new IllegalStateException("XML was read during the TLS handshake");
    }

    @Override
    public ServerStep answered(ServerAnswer answer) {
        return answer instanceof ServerAnswer.Secured secured
                ? ServerStep.to(new AwaitingSecureHeader(context, secured.bindings(), secured.certified()))
                : unasked(answer);
    }
}
