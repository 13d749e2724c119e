// A session cannot be made, only reached by signing in.
import im.redoubt.client.Client;
import im.redoubt.client.Session;

final class SessionOfOnesOwn {
    Session session(Client client) {
        return new Session(client.account(), null, null); // refused: is not public in im.redoubt.client.Session
        // instead: return client.open();
    }
}
