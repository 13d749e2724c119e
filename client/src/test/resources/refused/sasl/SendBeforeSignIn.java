// Nothing can be sent before the server has proved who it is: until then there is no session.
import im.redoubt.client.Client;
import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.protocol.stanza.Message;

final class SendBeforeSignIn {
    private static final Feature<Host> STANZAS = host -> host;

    void greet(Client client, Message message) {
        client.get(STANZAS).send(message); // refused: cannot find symbol
        // instead: client.open().get(STANZAS).send(message);
    }
}
