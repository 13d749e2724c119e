package im.redoubt.client.admission;

import im.redoubt.client.Audience;
import im.redoubt.client.ClientException;
import im.redoubt.client.Counters;
import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.client.Listeners;
import im.redoubt.client.Pending;
import im.redoubt.client.RefusedException;
import im.redoubt.client.disco.Disco;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlName;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Has the server keep everybody away but those whom the account hears: nothing of anybody else is sent to this client, or kept for
 * it, and nothing of this client goes to anybody else.
 *
 * <p>Guarantee: only the account's own server is believed; a push from anybody else changes nothing, is answered like something
 * unknown, and is counted as a forgery.
 *
 * <pre>{@code
 * Admission admission = session.get(Admission.FEATURE);
 * HearingResult result = admission.set(Set.of(BareJid.of("keypad@example.org"))).await();
 * if (result instanceof HearingResult.NotOffered) {
 *     // rules and blocking have to do
 * }
 * }</pre>
 */
public final class Admission {
    /** Admission; nothing is asked before the application does. */
    public static final Feature<Admission> FEATURE = Admission::new;

    /** The most accounts and tokens that are read of a list. */
    public static final int MOST = 20_000;

    private static final int TRIES = 3;
    private static final String NAMESPACE = "urn:redoubt:admission:0";
    private static final String NAME = "admission";

    private final Host host;
    private final Disco disco;
    private final BareJid server;
    private final Listeners<Hearing> changes;
    private Optional<Pending<Boolean>> offered = Optional.empty();
    private boolean follows;

    private Admission(Host host) {
        this.host = host;
        this.disco = host.require(Disco.FEATURE);
        this.server = BareJid.of("", host.account().domain());
        this.changes = host.listeners();
        host.onRequest(IqRequest.Action.SET, new XmlName(NAMESPACE, NAME), Audience.ANYBODY, this::pushed);
        host.onOnline(online -> {
            if (!online.resumed()) {
                begins();
            }
        });
    }

    /** What a session was told is not told to the next one. Whoever followed the list follows it on, and hears how it is. */
    private void begins() {
        boolean again;
        synchronized (this) {
            offered = Optional.empty();
            again = follows;
        }
        if (again) {
            get().whenDone((result, failure) -> {
                if (result instanceof HearingResult.InForce now) {
                    changes.tell(now.hearing());
                }
            });
        }
    }

    /** Returns who hears of changes that the account's clients make, or that a token makes, once {@link #get} was asked. */
    public Listeners<Hearing> changes() {
        return changes;
    }

    /** Returns whether the server has such lists, by its own word; it is asked once in a session. */
    public Pending<Boolean> offered() {
        Optional<Pending<Boolean>> asked;
        synchronized (this) {
            asked = offered;
        }
        if (asked.isPresent() && !asked.get().isCompletedExceptionally()) {
            return asked.get();
        }
        Pending<Boolean> asking = disco.info(server).map(info -> info.has(NAMESPACE));
        synchronized (this) {
            offered = Optional.of(asking);
        }
        return asking;
    }

    /**
     * Asks whom the account hears, and from then on hears of changes.
     *
     * @return {@link HearingResult.InForce} or {@link HearingResult.NotOffered}
     */
    public Pending<HearingResult> get() {
        return whereOffered(() -> {
            synchronized (this) {
                follows = true;
            }
            return host.request(
                            IqRequest.Action.GET,
                            Optional.empty(),
                            Element.named(NAMESPACE, NAME).build())
                    .map(answer -> new HearingResult.InForce(answer.content()
                            .first(NAMESPACE, NAME)
                            .flatMap(Admission::read)
                            .orElseThrow(() ->
                                    new ClientException("the server says of nobody whether this account hears him"))));
        });
    }

    /**
     * Has the account hear these and nobody else; tokens that were given away end.
     *
     * @param accounts each is heard from any of its clients
     * @return what became of it
     * @throws IllegalArgumentException if one of them is a domain
     */
    public Pending<HearingResult> set(Set<BareJid> accounts) {
        return set(Hearing.only(accounts));
    }

    /**
     * Sets whom the account hears, in the place of what was before. It is in force for all that comes after the answer.
     *
     * @param hearing whom it hears
     * @return what became of it; {@link RefusedException} where the server refuses it otherwise
     */
    public Pending<HearingResult> set(Hearing hearing) {
        return whereOffered(() -> {
            Pending<HearingResult> result = new Pending<>();
            host.request(IqRequest.Action.SET, Optional.empty(), write(hearing)).whenDone((answer, failure) -> {
                if (failure == null) {
                    result.complete(new HearingResult.InForce(hearing));
                } else if (isRefusal(failure, StanzaCondition.CONFLICT)) {
                    result.complete(new HearingResult.Outdated());
                } else if (isRefusal(failure, StanzaCondition.RESOURCE_CONSTRAINT)) {
                    result.complete(new HearingResult.TooMany());
                } else {
                    result.completeExceptionally(failure);
                }
            });
            return result;
        });
    }

    /**
     * Changes whom the account hears, from what it is now: a token is added to it, or an account taken away. What somebody does in the
     * meantime who shows a token is not lost: then it is asked for again, a few times.
     *
     * @param change gets whom the account hears, and returns whom it is to hear; it may be asked more than once
     * @return what became of it
     */
    public Pending<HearingResult> change(UnaryOperator<Hearing> change) {
        return change(change, TRIES);
    }

    private Pending<HearingResult> change(UnaryOperator<Hearing> change, int tries) {
        return get().then(before -> before instanceof HearingResult.InForce now
                        ? set(change.apply(now.hearing()))
                        : Pending.of(before))
                .then(after -> after instanceof HearingResult.Outdated && tries > 1
                        ? change(change, tries - 1)
                        : Pending.of(after));
    }

    private static boolean isRefusal(Throwable failure, StanzaCondition condition) {
        return failure instanceof RefusedException refusal && refusal.condition() == condition;
    }

    /** What a server does not know it may as well take without a word, and then everybody would be heard. */
    private Pending<HearingResult> whereOffered(Supplier<Pending<HearingResult>> next) {
        return offered().then(has -> has ? next.get() : Pending.of(new HearingResult.NotOffered()));
    }

    private static Element write(Hearing hearing) {
        Element.Builder list = Element.named(NAMESPACE, NAME);
        if (!(hearing instanceof Hearing.Only only)) {
            return list.attribute("admits", "everybody").build();
        }
        list.attribute("admits", "listed");
        for (BareJid account : only.accounts()) {
            list.child(Element.named(NAMESPACE, "admitted")
                    .attribute("jid", account.toString())
                    .build());
        }
        for (GivenToken token : only.tokens()) {
            list.child(Element.named(NAMESPACE, "invited")
                    .attribute("token-sha256", token.sha256())
                    .attribute("until", token.until().toString())
                    .build());
        }
        return list.build();
    }

    /** Nothing where there is anything that is not understood: half a list is another one. */
    private static Optional<Hearing> read(Element list) {
        String admits = list.attribute("admits").orElse("");
        if (admits.equals("everybody") && list.children().isEmpty()) {
            return Optional.of(Hearing.everybody());
        }
        if (!admits.equals("listed") || list.children().size() > MOST) {
            return Optional.empty();
        }
        Set<BareJid> accounts = new LinkedHashSet<>();
        Set<GivenToken> tokens = new LinkedHashSet<>();
        for (Element entry : list.children()) {
            boolean read = entry.is(NAMESPACE, "admitted")
                    ? entry.attribute("jid")
                            .flatMap(BareJid::parse)
                            .filter(account -> !account.isDomain())
                            .filter(accounts::add)
                            .isPresent()
                    : entry.is(NAMESPACE, "invited")
                            && GivenToken.read(entry).filter(tokens::add).isPresent();
            if (!read) {
                return Optional.empty();
            }
        }
        return Optional.of(new Hearing.Only(accounts, tokens));
    }

    /** From nobody or from the own bare address, as with every push of the account's. */
    private IqResponse pushed(IqRequest request) {
        if (request.from().filter(from -> !from.equals(host.account())).isPresent()) {
            host.counters().count(Counters.Kind.FORGERIES);
            return request.refusal(StanzaCondition.SERVICE_UNAVAILABLE);
        }
        Optional<Hearing> now = read(request.payload());
        now.ifPresent(changes::tell);
        return now.isPresent() ? request.result() : request.refusal(StanzaCondition.BAD_REQUEST);
    }
}
