package im.redoubt.app.thing;

import im.redoubt.client.Client;
import im.redoubt.client.credential.Password;
import im.redoubt.client.locate.Place;
import im.redoubt.client.trust.Trust;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.server.tls.PemFiles;
import im.redoubt.xml.Element;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Plays the story of an alarm system with a server, a panel, a keypad and a portal, each a process of its own: pairing, arming, an intrusion while
 * the network is cut, attacks that fail, disarming. Each step waits for what must be seen.
 */
public final class AlarmStory implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PASSWORD = "of the demonstration";
    private static final String PIN = "471108";
    private static final String BEAT = "2";
    private static final String HEAP_OF_A_DEVICE = "64m";
    private static final String HEAP = "256m";
    /** The second a is a Cyrillic one. */
    private static final String LOOKALIKE = "keyp\u0430d";

    private final Path directory;
    private final Consumer<String> shown;
    private final int port;
    private final List<Part> open = new ArrayList<>();

    /**
     * Makes one.
     *
     * @param directory where all parts keep what they are; empty
     * @param shown gets what is to be seen, line by line
     */
    public AlarmStory(Path directory, Consumer<String> shown) {
        this.directory = directory;
        this.shown = shown;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Plays it.
     *
     * @throws StoryException if something is not as it must be
     */
    public void play() {
        scene("The server starts, and four accounts are made.");
        Part server = server();
        for (String name : List.of("keypad", "portal", "mallory", LOOKALIKE)) {
            account(name);
        }
        scene("The panel, a keypad and a portal start; each makes its own keys, and pins the server.");
        Part panel = invited("panel");
        Part keypad = thing("keypad");
        Part portal = thing("portal");
        for (Part part : List.of(panel, keypad, portal)) {
            part.await("on line", PATIENCE);
        }
        scene("The keypad is paired: the panel shows a code, and somebody compares a number.");
        pair(panel, keypad, "owner");
        pair(panel, portal, "user");
        choosePinAndArm(panel, keypad);
        portal.await("armed house by keypad", PATIENCE);
        scene(
                "Somebody cuts the network and then breaks in. The siren sounds at once; the portal sees that there is no sign of the panel.");
        server.close();
        panel.say("open house");
        panel.await("SIREN", PATIENCE);
        portal.await("TROUBLE: no sign of panel@localhost", PATIENCE);
        scene("The network is back: the portal hears of the intrusion, with the time at which it was.");
        server = server();
        portal.await("INTRUSION house", PATIENCE);
        keypad.await("INTRUSION house", PATIENCE);
        attacks(panel, keypad);
        scene("The keypad says the right PIN.");
        panel.say("status");
        panel.await("state: armed house, SIREN", PATIENCE);
        disarm(keypad, PIN);
        keypad.await("done: state: disarmed, silent", PATIENCE);
        panel.await("state: disarmed, silent", PATIENCE);
        portal.await("disarmed house by keypad", PATIENCE);
        scene("That is all. Nothing but the PIN has disarmed it.");
        server.close();
    }

    private void choosePinAndArm(Part panel, Part keypad) {
        scene("The panel obeys nobody before a PIN is chosen, and 1234 is none.");
        keypad.say("arm house");
        keypad.await("refused: no pin", PATIENCE);
        panel.say("pin");
        panel.say("1234");
        panel.await("not done", PATIENCE);
        panel.say("pin");
        panel.say(PIN);
        panel.await("the PIN is chosen", PATIENCE);
        scene("The keypad arms the house: the server has the command, then the panel, then it is done.");
        keypad.say("arm house");
        keypad.await("accepted by the server", PATIENCE);
        keypad.await("received by the panel", PATIENCE);
        keypad.await("done: state: armed house", PATIENCE);
    }

    private void attacks(Part panel, Part keypad) {
        scene("First attack: a wrong PIN.");
        disarm(keypad, "471109");
        keypad.await("refused: wrong pin", PATIENCE);
        Element seen = Attacker.captured(keypad.last("<disarm xmlns").orElseThrow());
        Jid to = Jid.of(seen.attribute("to").orElseThrow());
        Element command = seen.children().get(0);
        try (Attacker thief = attacker("keypad")) {
            scene("Second attack: somebody who has the keypad's password sends the command without its PIN.");
            outcome(thief.request(to, Attacker.without(command, "pin")), "bad-request");
            thief.chat(to, "4150795OqiESNX2RCHC/ :;MODA:1,0");
            scene("Third attack: he sends a command once more that the panel has had before.");
            outcome(thief.request(to, command), "why='stale'");
            Element arm = Attacker.captured(keypad.last("<arm xmlns").orElseThrow())
                    .children()
                    .get(0);
            outcome(thief.request(to, arm), "outcome='already-done'");
        }
        scene("Fourth attack: a stranger sends it.");
        try (Attacker stranger = attacker("mallory")) {
            outcome(stranger.request(to, command), "service-unavailable");
        }
        scene("Fifth attack: somebody sends it whose address looks like the keypad's.");
        try (Attacker lookalike = attacker(LOOKALIKE)) {
            outcome(lookalike.request(to, command), "service-unavailable");
        }
        panel.say("status");
        panel.await("state: armed house, SIREN", PATIENCE);
    }

    private void outcome(String words, String expected) {
        shown.accept("attack | " + words);
        if (!words.contains(expected)) {
            throw new StoryException("the attack ended otherwise than with " + expected);
        }
    }

    private static void disarm(Part keypad, String pin) {
        keypad.say("disarm house");
        keypad.say(pin);
    }

    private void pair(Part panel, Part other, String role) {
        panel.say("pair " + role);
        other.say("pair " + panel.await("code: ", PATIENCE));
        String number = other.await("compare: ", PATIENCE).substring(0, "1234 5678".length());
        panel.await("compare: " + number, PATIENCE);
        panel.say("confirm " + number);
        panel.await("paired: ", PATIENCE);
        other.await("paired: panel@localhost", PATIENCE);
    }

    private void scene(String words) {
        shown.accept("");
        shown.accept("== " + words);
    }

    private Part server() {
        Part server = start(
                "server",
                "up",
                "--data",
                "server",
                "--set",
                "listen.starttls=[\"127.0.0.1:" + port + "\"]",
                "--set",
                "listen.tls=[]",
                "--set",
                "listen.metrics=[]");
        server.await("ready", PATIENCE);
        return server;
    }

    private void account(String name) {
        try (Part made = start("account", "user", "add", name, "--data", "server", "--password-stdin")) {
            made.say(PASSWORD);
            made.await(name, PATIENCE);
        }
    }

    private Part invited(String name) {
        try (Part invite = start("invite", "invite", name, "--data", "server")) {
            String link = "xmpp:" + invite.await("xmpp:", PATIENCE);
            return thing(name, "--invite", link);
        }
    }

    private Part thing(String name) {
        Part part = thing(name, "--password-stdin", "--wire");
        part.say(PASSWORD);
        return part;
    }

    private Part thing(String name, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "thing",
                name,
                name + "@localhost",
                "--data",
                name,
                "--ca",
                "server/tls/ca.pem",
                "--server",
                "127.0.0.1:" + port,
                "--beat",
                BEAT));
        words.addAll(List.of(more));
        return start(name, words.toArray(String[]::new));
    }

    private Part start(String name, String... words) {
        String heap = name.equals("panel") ? HEAP_OF_A_DEVICE : HEAP;
        Part part = Part.start(new Part.Naming(name, heap), directory, shown, List.of(words));
        open.add(part);
        return part;
    }

    private Attacker attacker(String name) {
        return new Attacker(Client.builder(BareJid.of(name + "@localhost"))
                .password(Password.of(PASSWORD.toCharArray()))
                .place(Place.startTls("127.0.0.1", port))
                .trust(Trust.pkix(PemFiles.chain(directory.resolve("server/tls/ca.pem")))));
    }

    /** Ends all parts. */
    @Override
    public void close() {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }
}
