// Text from the network is not text for anything until it was encoded for where it goes.
import im.redoubt.client.text.TerminalLine;
import im.redoubt.client.text.Unverified;

final class NetworkTextAsAString {
    String line(Unverified body) {
        return body; // refused: im.redoubt.client.text.Unverified cannot be converted to java.lang.String
        // instead: return TerminalLine.of(80).encode(body).line();
    }
}
