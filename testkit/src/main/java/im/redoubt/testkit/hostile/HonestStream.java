package im.redoubt.testkit.hostile;

import im.redoubt.testkit.stream.Received;
import im.redoubt.testkit.stream.StreamReader;
import im.redoubt.testkit.stream.Tree;
import java.io.IOException;
import java.util.Optional;

/**
 * One connection to an {@link HonestService}. It goes on with whatever its client sends, also where an honest client would have gone:
 * so a client that takes something for granted is recorded doing it.
 */
final class HonestStream {
    private static final int CHUNK = 16_384;

    private final HonestService service;
    private final Conversation talk;
    private final StreamReader reader = new StreamReader();
    private Scene scene;
    private Optional<SaslExchange> exchange = Optional.empty();
    private Optional<Session> session = Optional.empty();

    HonestStream(HonestService service, Conversation talk) {
        this.service = service;
        this.talk = talk;
        this.scene = new Scene(service.account(), "", service.domain(), "", "");
    }

    void run() throws IOException {
        if (service.manner().opening() == Manner.Opening.DIRECT_TLS) {
            secure();
        }
        Received next = next();
        while (next instanceof Received.Header || next instanceof Received.Whole) {
            if (next instanceof Received.Whole whole) {
                on(whole.element());
            } else {
                header();
            }
            next = next();
        }
        if (next instanceof Received.Footer) {
            talk.send("</stream:stream>");
        }
    }

    private Received next() throws IOException {
        byte[] buffer = new byte[CHUNK];
        Optional<Received> next = reader.next();
        while (next.isEmpty()) {
            int count = talk.read(buffer);
            if (count < 0) {
                return new Received.End();
            }
            reader.add(buffer, count);
            next = reader.next();
        }
        return next.get();
    }

    private void secure() throws IOException {
        talk.secure(service.identity(bent(Moment.CERTIFICATE, "right").equals("right")));
    }

    Scene scene() {
        return scene;
    }

    void began(String nonce) {
        scene = scene.began(nonce);
    }

    /** Says something that has its own way to the client. */
    void say(Moment moment, String honest) throws IOException {
        deliver(moment, bent(moment, honest));
    }

    private void deliver(Moment moment, String text) throws IOException {
        service.delivery(moment).send(talk, text);
    }

    /** Returns something that is part of what is said. */
    String bent(Moment moment, String honest) {
        return service.bent(moment, honest, scene);
    }

    private void header() throws IOException {
        String header =
                "<?xml version='1.0'?><stream:stream id='" + ServerScram.random() + "' from='" + service.domain()
                        + "' version='1.0' xml:lang='en' xmlns='jabber:client' xmlns:stream='" + Names.STREAMS + "'>";
        if (!talk.isSecure()) {
            say(Moment.CLEAR_HEADER, header);
            say(Moment.CLEAR_FEATURES, Features.inClear());
        } else if (exchange.isEmpty()) {
            say(Moment.SECURE_HEADER, header);
            say(Moment.MECHANISMS, Features.before(service.manner(), TlsBindings.of(talk)));
        } else {
            say(Moment.RESTARTED_HEADER, header);
            say(Moment.SESSION_FEATURES, Features.behind());
        }
    }

    private void on(Tree element) throws IOException {
        switch (Trees.local(element)) {
            case "starttls" -> startTls();
            case "auth", "authenticate" -> begin(element);
            case "response" -> respond(element);
            case "iq" -> request(element);
            case "message", "presence" -> stanza(element);
            case "enable" -> enable();
            case "resume" -> resume(element);
            case "r" -> acknowledge();
            case "a" -> session.ifPresent(to -> to.acknowledged(count(element)));
            default -> {
                // what a client may send and nobody has to answer
            }
        }
    }

    private void startTls() throws IOException {
        String answer = bent(Moment.PROCEED, "<proceed xmlns='" + Names.TLS + "'/>");
        deliver(Moment.PROCEED, answer);
        if (answer.contains("<proceed")) {
            secure();
        }
    }

    private void begin(Tree element) throws IOException {
        SaslExchange begun = new SaslExchange(service, this, element, TlsBindings.of(talk));
        exchange = Optional.of(begun);
        begun.begin();
    }

    private void respond(Tree element) throws IOException {
        if (exchange.isPresent()) {
            exchange.get().respond(element);
        }
    }

    /** Begins a session, or goes on with one, for a client that has signed in with XEP-0388. */
    void completed(Tree authenticate, String evidence) throws IOException {
        Optional<Tree> wish = Trees.child(authenticate, Names.MANAGEMENT, "resume");
        Optional<Session> resumed = wish.flatMap(asked -> service.kept(asked.attribute("previd")));
        if (wish.isPresent() && resumed.isPresent()) {
            session = resumed;
            scene = scene.at(resumed.get().address());
            resumed.get()
                    .resume(
                            talk,
                            count(wish.get()),
                            h -> bent(
                                            Moment.SUCCESS,
                                            success(
                                                    evidence,
                                                    address(resumed.get().address())
                                                            + bent(Moment.RESUMED, resumedWith(resumed.get(), h))))
                                    + Features.inside());
            return;
        }
        Optional<Tree> bind = Trees.child(authenticate, Names.BIND2, "bind");
        String inside = wish.isPresent() ? failedToResume() : "";
        if (bind.isPresent()) {
            Session begun = bind(
                    Trees.child(bind.get(), Names.BIND2, "tag").map(Tree::text).orElse("session"));
            boolean managed =
                    Trees.child(bind.get(), Names.MANAGEMENT, "enable").isPresent();
            inside += "<bound xmlns='" + Names.BIND2 + "'>" + (managed ? bent(Moment.ENABLED, enabled(begun)) : "")
                    + "</bound>";
        }
        String who = session.map(Session::address).orElse(service.account());
        String token = service.tokens()
                .granted(authenticate)
                .map(granted -> bent(Moment.TOKEN, granted))
                .orElse(bent(Moment.TOKEN, ""));
        say(Moment.SUCCESS, success(evidence, address(who) + inside + token));
        say(Moment.SESSION_FEATURES, Features.inside());
    }

    private String address(String honest) {
        return "<authorization-identifier>" + bent(Moment.ADDRESS, honest) + "</authorization-identifier>";
    }

    private static String success(String evidence, String inside) {
        return "<success xmlns='" + Names.SASL2 + "'>" + evidence + inside + "</success>";
    }

    private Session bind(String tag) {
        Session begun = service.begin(service.account() + "/" + tag + "-" + ServerScram.random());
        begun.attach(talk);
        session = Optional.of(begun);
        scene = scene.at(begun.address());
        return begun;
    }

    private String enabled(Session of) {
        of.manage();
        service.keep(of);
        return "<enabled xmlns='" + Names.MANAGEMENT + "' id='" + of.id() + "' resume='true' max='300'/>";
    }

    private static String resumedWith(Session of, String h) {
        return "<resumed xmlns='" + Names.MANAGEMENT + "' previd='" + of.id() + "' h='" + h + "'/>";
    }

    private static String failedToResume() {
        return "<failed xmlns='" + Names.MANAGEMENT + "'><item-not-found xmlns='" + Names.STANZAS + "'/></failed>";
    }

    private void request(Tree iq) throws IOException {
        scene = scene.asked(iq.attribute("id"));
        if (Trees.child(iq, Names.BIND, "bind").isPresent()) {
            String address = bent(Moment.ADDRESS, bind("session").address());
            say(
                    Moment.BOUND,
                    "<iq type='result' id='" + Markup.escape(scene.id()) + "'><bind xmlns='" + Names.BIND + "'><jid>"
                            + address + "</jid></bind></iq>");
            return;
        }
        if (session.isPresent() && !session.get().hear(talk, iq)) {
            return;
        }
        if (iq.attribute("type").equals("get") || iq.attribute("type").equals("set")) {
            send(Answer.to(iq, scene));
        }
    }

    private void stanza(Tree element) throws IOException {
        if (session.isPresent() && session.get().hear(talk, element) && element.is(Names.CLIENT, "message")) {
            session.get().send(Answer.echo(element, session.get().address()));
        }
    }

    /** Sends an answer, and whatever a fault puts beside it; stanzas are counted. */
    private void send(Answer answer) throws IOException {
        Optional<Moment> moment = answer.moment();
        String text = moment.map(at -> bent(at, answer.text())).orElse(answer.text());
        Delivery delivery = moment.map(service::delivery).orElse(Delivery.WHOLE);
        if (delivery != Delivery.WHOLE || session.isEmpty()) {
            delivery.send(talk, text);
        } else {
            Markup.apart(text).forEach(session.get()::send);
        }
    }

    private void enable() throws IOException {
        if (session.isPresent()) {
            say(Moment.ENABLED, enabled(session.get()));
        }
    }

    private void resume(Tree element) throws IOException {
        Optional<Session> kept = service.kept(element.attribute("previd"));
        if (kept.isPresent()) {
            session = kept;
            scene = scene.at(kept.get().address());
            kept.get().resume(talk, count(element), h -> bent(Moment.RESUMED, resumedWith(kept.get(), h)));
        } else {
            say(Moment.RESUMED, failedToResume());
        }
    }

    private void acknowledge() throws IOException {
        long handled = session.map(Session::handled).orElse(0L);
        say(Moment.ACKNOWLEDGED, "<a xmlns='" + Names.MANAGEMENT + "' h='" + handled + "'/>");
    }

    private static long count(Tree element) {
        return element.attribute("h").isEmpty() ? 0 : Long.parseLong(element.attribute("h"));
    }
}
