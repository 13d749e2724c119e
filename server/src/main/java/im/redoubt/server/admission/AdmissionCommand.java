package im.redoubt.server.admission;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.server.blocking.Blocklist;
import im.redoubt.server.blocking.Blocklists;
import im.redoubt.server.blocking.Concealment;
import im.redoubt.server.event.AdmissionChange;
import im.redoubt.server.feature.Feature;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.feature.Request;
import im.redoubt.server.feature.Route;
import im.redoubt.server.session.AccountQueues;
import im.redoubt.server.session.Sessions;
import im.redoubt.server.store.Admission;
import im.redoubt.server.store.Admissions;
import im.redoubt.server.store.Outcome;
import im.redoubt.server.store.Refusal;
import im.redoubt.server.store.Store;
import im.redoubt.server.store.StoreException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Whom an account hears, as its owner reads and sets it (docs/admission.md). What is set is in force for all that comes after the
 * answer.
 */
public final class AdmissionCommand implements Feature {
    /** How many tokens an account may have given away at once. */
    private static final int MOST_INVITATIONS = 20;

    /** For how long a token holds at most: what lies about for longer is found. */
    private static final Duration LONGEST_INVITATION = Duration.ofDays(30);

    private final Parts parts;
    private final AdmissionPush push;
    private final Concealment concealment;

    /**
     * Serves the lists.
     *
     * @param parts what it works with
     * @param concealment shows those concerned that the account is gone, or there
     */
    public AdmissionCommand(Parts parts, Concealment concealment) {
        this.parts = parts;
        this.push = new AdmissionPush(parts.sessions(), parts.random());
        this.concealment = concealment;
    }

    /**
     * What admission works with.
     *
     * @param store where the lists are kept
     * @param queues the accounts' queues
     * @param lists the lists in force
     * @param sessions who is on line
     * @param clock the wall clock
     * @param random where ids come from
     * @param most how many addresses a list may have
     * @param watch is told of changes
     */
    public record Parts(
            Admissions store,
            AccountQueues queues,
            Blocklists lists,
            Sessions sessions,
            InstantSource clock,
            SecureRandom random,
            int most,
            AdmissionWatch watch) {}

    @Override
    public List<String> specs() {
        return List.of(AdmissionForm.NAMESPACE, "XEP-0379 0.3.3");
    }

    @Override
    public List<String> advertisedByServer() {
        return List.of(AdmissionForm.NAMESPACE);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(Route.Target.OWN_ACCOUNT, AdmissionForm.NAMESPACE, AdmissionForm.NAME, this::get),
                Route.set(Route.Target.OWN_ACCOUNT, AdmissionForm.NAMESPACE, AdmissionForm.NAME, this::set));
    }

    /** Whoever asks is told of changes from now on. */
    private CompletionStage<IqAnswer> get(Request request) {
        if (!request.payload().nodes().isEmpty()
                || !request.payload().attributes().isEmpty()) {
            return IqAnswer.refuse(StanzaCondition.BAD_REQUEST, "the question has something inside")
                    .now();
        }
        return parts.queues().run(request.target(), () -> {
            request.sender().followAdmission();
            return IqAnswer.of(AdmissionForm.write(Store.await(parts.store().load(request.target()))));
        });
    }

    private CompletionStage<IqAnswer> set(Request request) {
        AdmissionForm.Bounds bounds = new AdmissionForm.Bounds(
                parts.most(),
                MOST_INVITATIONS,
                LONGEST_INVITATION,
                parts.clock().instant());
        return switch (AdmissionForm.read(request.payload(), bounds)) {
            case AdmissionForm.Reading.Said(Admission admission) ->
                parts.queues().run(request.target(), () -> set(request, admission));
            case AdmissionForm.Reading.Wrong(String why) ->
                IqAnswer.refuse(StanzaCondition.BAD_REQUEST, why).now();
            case AdmissionForm.Reading.TooMuch(String why) ->
                IqAnswer.refuse(StanzaCondition.RESOURCE_CONSTRAINT, why).now();
        };
    }

    private IqAnswer set(Request request, Admission admission) {
        BareJid account = request.target();
        Blocklist before = Store.await(parts.lists().of(account));
        return switch (replaced(account, admission)) {
            case Outcome.Refused<Admission>(Refusal reason) ->
                reason == Refusal.INVITATION_INVALID
                        ? IqAnswer.refuse(
                                StanzaCondition.CONFLICT, "somebody has shown one of these tokens; ask for the list")
                        : IqAnswer.refuse(StanzaCondition.RESOURCE_CONSTRAINT, "too many tokens were given away");
            case Outcome.Done<Admission>(Admission now) -> {
                if (!now.equals(before.admission())) {
                    inForce(request, before, before.withAdmission(now));
                }
                yield IqAnswer.done();
            }
        };
    }

    private void inForce(Request request, Blocklist before, Blocklist now) {
        BareJid account = request.target();
        parts.lists().changed(now);
        concealment.conceal(before, now);
        concealment.reveal(before, now);
        push.send(account, now.admission());
        parts.watch()
                .changed(
                        account,
                        request.sender(),
                        now.admission() instanceof Admission.Listed
                                ? AdmissionChange.LISTED
                                : AdmissionChange.EVERYBODY,
                        AdmissionForm.count(now.admission()));
    }

    /** A change that failed may have been written all the same: what is at hand is not trusted then. */
    private Outcome<Admission> replaced(BareJid account, Admission admission) {
        try {
            return Store.await(parts.store().replace(account, admission));
        } catch (StoreException trouble) {
            parts.lists().doubt(account);
            throw trouble;
        }
    }
}
