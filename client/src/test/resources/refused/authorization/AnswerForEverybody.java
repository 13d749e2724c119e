// Whoever answers requests says for whom.
import im.redoubt.client.Audience;
import im.redoubt.client.Host;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.xml.XmlName;

final class AnswerForEverybody {
    void answer(Host host, XmlName asked) {
        host.onRequest(IqRequest.Action.GET, asked, IqRequest::result); // refused: cannot be applied to given types
        // instead: host.onRequest(IqRequest.Action.GET, asked, Audience.CONTACTS, IqRequest::result);
    }
}
