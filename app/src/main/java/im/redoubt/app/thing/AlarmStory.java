package im.redoubt.app.thing;

import im.redoubt.client.Client;
import im.redoubt.client.credential.Password;
import im.redoubt.client.locate.Place;
import im.redoubt.client.trust.Trust;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.server.tls.PemFiles;
import im.redoubt.xml.Element;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Plays the story of an alarm system with a server, a panel, a keypad and a portal, each a process of its own: pairing, arming, an intrusion while
 * the network is cut, attacks that fail, disarming. Each step waits for what must be seen.
 */
public final class AlarmStory implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PIN = "471108";
    /** The second a is a Cyrillic one. */
    private static final String LOOKALIKE = "keyp\u0430d";

    private final Consumer<String> shown;
    private final AlarmParts parts;

    /**
     * Makes one.
     *
     * @param directory where all parts keep what they are; empty
     * @param shown gets what is to be seen, line by line
     */
    public AlarmStory(Path directory, Consumer<String> shown) {
        this.shown = shown;
        this.parts = new AlarmParts(directory, shown);
    }

    /**
     * Plays it.
     *
     * @throws StoryException if something is not as it must be
     */
    public void play() {
        scene("The server starts, and four accounts are made.");
        Part server = parts.server();
        for (String name : List.of("keypad", "portal", "mallory", LOOKALIKE)) {
            parts.account(name);
        }
        scene("The panel, a keypad and a portal start; each makes its own keys, and pins the server.");
        Part panel = parts.invited("panel");
        Part keypad = parts.thing("keypad");
        Part portal = parts.thing("portal");
        for (Part part : List.of(panel, keypad, portal)) {
            part.await("on line", PATIENCE);
        }
        scene("The keypad is paired: the panel shows a code, and somebody compares a number.");
        parts.pair(panel, keypad, "owner");
        parts.pair(panel, portal, "user");
        choosePinAndArm(panel, keypad);
        portal.await("armed house by keypad", PATIENCE);
        scene(
                "Somebody cuts the network and then breaks in. The siren sounds at once; the portal sees that there is no sign of the panel.");
        server.close();
        panel.say("open house");
        panel.await("SIREN", PATIENCE);
        portal.await("TROUBLE: no sign of panel@localhost", PATIENCE);
        scene("The network is back: the portal hears of the intrusion, with the time at which it was.");
        server = parts.server();
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
            outcome(thief.request(to, command), "why='replayed'");
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

    private void scene(String words) {
        shown.accept("");
        shown.accept("== " + words);
    }

    private Attacker attacker(String name) {
        return new Attacker(Client.builder(BareJid.of(name + "@localhost"))
                .password(Password.of(AlarmParts.PASSWORD.toCharArray()))
                .place(Place.startTls("127.0.0.1", parts.port()))
                .trust(Trust.pkix(PemFiles.chain(parts.authority()))));
    }

    /** Ends all parts. */
    @Override
    public void close() {
        parts.close();
    }
}
