// There is no connection without TLS, not even to a test server on the same machine.
import im.redoubt.client.locate.Place;

final class ClearText {
    Place place() {
        return Place.clearText("127.0.0.1", 5222); // refused: cannot find symbol
        // instead: return Place.startTls("127.0.0.1", 5222);
    }
}
