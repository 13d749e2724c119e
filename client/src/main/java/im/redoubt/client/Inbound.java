package im.redoubt.client;

import im.redoubt.client.rule.Verdict;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.xml.XmlName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** Where stanzas that came go: to whoever registered for them, and nowhere else. */
final class Inbound implements Stanza.Cases<Boolean> {
    private final BareJid account;
    private final Requests requests;
    private final Counters counters;
    private final Consumer<Stanza> answers;
    private final List<Predicate<Incoming>> messages = new ArrayList<>();
    private final List<Predicate<Incoming>> otherMessages = new ArrayList<>();
    private final List<Consumer<Presence>> presences = new ArrayList<>();
    private final Map<Asked, Answerer> answerers = new HashMap<>();
    private Predicate<BareJid> contacts = nobody -> false;
    private Function<Stanza, Verdict> rules = stanza -> new Verdict.Allowed("");

    /** What a request asks. */
    private record Asked(IqRequest.Action action, XmlName payload) {}

    /** Who answers it, and whom. */
    private record Answerer(Audience audience, Function<IqRequest, Optional<Stanza>> handler) {}

    /**
     * Makes one.
     *
     * @param account whose session it is
     * @param requests who waits for answers
     * @param counters counts what is not taken
     * @param answers sends answers
     */
    Inbound(BareJid account, Requests requests, Counters counters, Consumer<Stanza> answers) {
        this.account = account;
        this.requests = requests;
        this.counters = counters;
        this.answers = answers;
    }

    void messages(Predicate<Incoming> handler) {
        messages.add(handler);
    }

    void otherMessages(Predicate<Incoming> handler) {
        otherMessages.add(handler);
    }

    void presences(Consumer<Presence> handler) {
        presences.add(handler);
    }

    void contacts(Predicate<BareJid> who) {
        contacts = who;
    }

    /**
     * Has requests answered.
     *
     * @param handler returns the answer, or nothing if it comes later by itself
     */
    void requests(
            IqRequest.Action action,
            XmlName payload,
            Audience audience,
            Function<IqRequest, Optional<Stanza>> handler) {
        if (answerers.putIfAbsent(new Asked(action, payload), new Answerer(audience, handler)) != null) {
            throw new IllegalArgumentException("two features answer " + payload);
        }
    }

    /**
     * Has rules decide what is taken at all.
     *
     * @param verdict gets everything but answers, which are matched with what was asked
     */
    void judged(Function<Stanza, Verdict> verdict) {
        rules = verdict;
    }

    /** Returns whether somebody may see the account's presence. */
    boolean isContact(BareJid who) {
        return contacts.test(who);
    }

    /** Takes a stanza. What a handler throws costs that stanza and nothing else. */
    void take(Stanza stanza) {
        Verdict verdict = rules.apply(stanza);
        if (!verdict.isAllowed()) {
            counters.count(Counters.Kind.REFUSED_BY_RULE);
            verdict.reply(stanza).ifPresent(answers);
            return;
        }
        try {
            stanza.on(this);
        } catch (RuntimeException fault) { // a hostile stanza must not end the session, whatever a handler makes of it
            counters.count(Counters.Kind.FAULTS);
        }
    }

    /** Without a sender it is from the account itself (RFC 6120 section 8.1.2.1). */
    @Override
    public Boolean message(Message message) {
        Message known = message.from().isPresent()
                ? message
                : message.withHeader(message.header().withFrom(account));
        return deliver(new Incoming(known, Origin.DIRECT));
    }

    /** Gives a message to the first handler that takes it. */
    boolean deliver(Incoming message) {
        return deliver(message, messages) || deliver(message, otherMessages);
    }

    private static boolean deliver(Incoming message, List<Predicate<Incoming>> handlers) {
        for (Predicate<Incoming> handler : handlers) {
            if (handler.test(message)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Boolean presence(Presence presence) {
        Presence known = presence.from().isPresent()
                ? presence
                : presence.withHeader(presence.header().withFrom(account));
        presences.forEach(handler -> handler.accept(known));
        return true;
    }

    /** Section 8.2.3: every request is answered once; if nobody else does it, here. */
    @Override
    public Boolean request(IqRequest request) {
        Answerer answerer = answerers.get(new Asked(request.action(), request.payloadName()));
        if (answerer == null || !admits(answerer.audience(), request.from().orElse(account))) {
            counters.count(Counters.Kind.REFUSED_REQUESTS);
            refuse(request, StanzaCondition.SERVICE_UNAVAILABLE);
            return false;
        }
        try {
            answerer.handler().apply(request).ifPresent(answers);
        } catch (RuntimeException fault) { // a request is answered even if its handler fails
            counters.count(Counters.Kind.FAULTS);
            refuse(request, StanzaCondition.INTERNAL_SERVER_ERROR);
        }
        return true;
    }

    @Override
    public Boolean response(IqResponse response) {
        boolean asked = requests.answer(response);
        if (!asked) {
            counters.count(Counters.Kind.UNASKED_ANSWERS);
        }
        return asked;
    }

    boolean admits(Audience audience, Jid from) {
        boolean own = from.bare().equals(account) || from.equals(BareJid.of("", account.domain()));
        return switch (audience) {
            case ACCOUNT -> own;
            case CONTACTS -> own || contacts.test(from.bare());
            case ANYBODY -> true;
        };
    }

    private void refuse(IqRequest request, StanzaCondition condition) {
        answers.accept(StanzaError.of(condition).answer(request));
    }
}
