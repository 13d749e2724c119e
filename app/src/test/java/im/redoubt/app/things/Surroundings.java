package im.redoubt.app.things;

import im.redoubt.client.Client;
import java.nio.file.Path;

/**
 * Where an alarm system of the tests is.
 *
 * @param port the port of its server
 * @param client begins to describe the client of an account there
 * @param home where the parts keep what they are
 * @param number which of several alarm systems it is, each of which has accounts of its own
 */
record Surroundings(int port, Clients client, Path home, int number) {
    /** Begins to describe a client. */
    interface Clients {
        Client.Builder of(String account);
    }

    String panel() {
        return "panel" + number;
    }

    String keypad() {
        return "keypad" + number;
    }
}
