package im.redoubt.testkit.transcript;

import im.redoubt.testkit.peer.Backend;
import im.redoubt.testkit.peer.Scram;
import im.redoubt.testkit.stream.Received;
import im.redoubt.testkit.stream.Tree;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** How somebody gets a session who does nothing wrong: SCRAM-SHA-256, binding, roster, presence. */
final class SignIn {
    private static final String HEADER = "<?xml version='1.0'?><stream:stream to='localhost' version='1.0'"
            + " xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
    private static final String SASL2 = "urn:xmpp:sasl:2";
    private static final String SASL = "urn:ietf:params:xml:ns:xmpp-sasl";

    private SignIn() {}

    /** Sends a header and reads the answer to it. */
    static void open(Actor actor) {
        actor.send(HEADER);
        Received answer = actor.next();
        if (!(answer instanceof Received.Header header
                && header.header().attribute("from").equals("localhost")
                && header.header().attribute("version").equals("1.0")
                && header.header().attribute("id").length() >= 16)) {
            throw new AssertionError("no proper stream header:\n" + answer);
        }
    }

    /** Signs in over TLS and binds. */
    static void as(Actor actor, String account) {
        authenticate(actor, account);
        actor.send("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
        Tree bound = element(actor, "jabber:client", "iq");
        actor.bound(bound.children().get(0).children().get(0).text());
    }

    /** Signs in over TLS. */
    static void authenticate(Actor actor, String account) {
        open(actor);
        element(actor, "http://etherx.jabber.org/streams", "features");
        String first = "n=" + account + ",r=" + "transcript-" + System.nanoTime();
        actor.send("<auth xmlns='" + SASL + "' mechanism='SCRAM-SHA-256'>" + base64("n,," + first) + "</auth>");
        String challenge = new String(
                Base64.getDecoder().decode(element(actor, SASL, "challenge").text()), StandardCharsets.UTF_8);
        Scram scram = Scram.answer(Backend.PASSWORD, first, challenge);
        actor.send("<response xmlns='" + SASL + "'>" + base64(scram.response()) + "</response>");
        if (!element(actor, SASL, "success").text().equals(base64(scram.signature()))) {
            throw new AssertionError("the server does not prove that it knows the account");
        }
        open(actor);
        element(actor, "http://etherx.jabber.org/streams", "features");
    }

    /**
     * Signs in over TLS by SASL2 (XEP-0388), up to the success, which is still to be told of.
     *
     * @param asked what is asked for beside
     * @return the address of the session, if there is one now
     */
    static Optional<String> authenticate(Actor actor, String account, String asked) {
        open(actor);
        element(actor, "http://etherx.jabber.org/streams", "features");
        String first = "n=" + account + ",r=" + "transcript-" + System.nanoTime();
        actor.send("<authenticate xmlns='" + SASL2 + "' mechanism='SCRAM-SHA-256'><initial-response>"
                + base64("n,," + first) + "</initial-response>" + asked + "</authenticate>");
        String challenge = new String(
                Base64.getDecoder().decode(element(actor, SASL2, "challenge").text()), StandardCharsets.UTF_8);
        Scram scram = Scram.answer(Backend.PASSWORD, first, challenge);
        actor.send("<response xmlns='" + SASL2 + "'>" + base64(scram.response()) + "</response>");
        if (!(actor.look() instanceof Received.Whole whole && whole.element().is(SASL2, "success"))) {
            return Optional.empty();
        }
        if (!child(whole.element(), "additional-data").equals(Optional.of(base64(scram.signature())))) {
            throw new AssertionError("the server does not prove that it knows the account");
        }
        return child(whole.element(), "authorization-identifier").filter(address -> address.indexOf('/') > 0);
    }

    private static Optional<String> child(Tree parent, String local) {
        return parent.children().stream()
                .filter(child -> child.is(SASL2, local))
                .findFirst()
                .map(Tree::text);
    }

    /** Asks for the roster and becomes available; what comes of that besides stays with the actor. */
    static void available(Actor actor, Optional<Integer> priority) {
        actor.send("<iq type='get' id='roster'><query xmlns='jabber:iq:roster'/></iq>");
        actor.element("id", "roster");
        actor.send(priority.map(one -> "<presence><priority>" + one + "</priority></presence>")
                .orElse("<presence/>"));
        actor.element("from", actor.address().orElseThrow());
    }

    private static Tree element(Actor actor, String namespace, String local) {
        Received next = actor.next();
        if (next instanceof Received.Whole whole && whole.element().is(namespace, local)) {
            return whole.element();
        }
        throw new AssertionError("no " + local + ":\n" + next);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
