package im.redoubt.server.stream;

import im.redoubt.protocol.stream.StreamCondition;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.server.session.AccountQueues;
import im.redoubt.server.session.Claim;
import im.redoubt.server.session.Outgoing;
import im.redoubt.server.session.Parcel;
import im.redoubt.server.session.SessionState;
import im.redoubt.server.store.HibernatedSession;
import im.redoubt.server.store.HibernatedStanza;
import im.redoubt.server.store.Hibernation;
import im.redoubt.server.store.Store;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lays down the sessions that wait for their clients when the server stops, for {@link SessionRevival}. Guarantee: a session is laid
 * down with all that its client was to get, or ends as it would if its client did not come back. Everything blocks, and runs on no
 * event loop and no account's queue.
 */
final class SessionStorage {
    private static final Logger LOG = LoggerFactory.getLogger(SessionStorage.class);
    private static final long STEP_MILLIS = 10;

    /** What is under way takes milliseconds; whoever takes longer ends. */
    private static final Duration LONGEST_SETTLING = Duration.ofSeconds(5);

    /** What one has under way another gets to do: nothing is quiet before all were twice in a row. */
    private static final int QUIET_ROUNDS = 2;

    private final Resumptions resumptions;
    private final AccountQueues queues;
    private final Store store;
    private final InstantSource clock;
    private final long maxBytes;

    SessionStorage(Resumptions resumptions, AccountQueues queues, Store store, InstantSource clock, long maxBytes) {
        this.resumptions = resumptions;
        this.queues = queues;
        this.store = store;
        this.clock = clock;
        this.maxBytes = maxBytes;
    }

    /** A session as it is at the moment. */
    private record Sleeper(SessionDriver driver, Asleep asleep, SessionState state) {}

    /** Lays all down that fit. Their connections are gone. */
    void store() {
        settle();
        long bytes = 0;
        for (Sleeper sleeper : sleepers()) {
            bytes += form(sleeper, new ClaimGroups(store.messages())).size();
            if (bytes > maxBytes) {
                end(sleeper.driver());
            }
        }
        // What has ended may have sent something to those that are left.
        settle();
        ClaimGroups groups = new ClaimGroups(store.messages());
        List<CompletableFuture<Void>> writes = new ArrayList<>();
        for (Sleeper sleeper : sleepers()) {
            writes.add(store.hibernation()
                    .store(form(sleeper, groups), handedOver(sleeper))
                    .handle((done, failure) -> {
                        if (failure == null) {
                            sleeper.driver().loop().execute(sleeper.driver()::forsake);
                        } else {
                            LOG.error(
                                    "{} cannot go on after the restart",
                                    sleeper.driver().session(),
                                    failure);
                            end(sleeper.driver());
                        }
                        return null;
                    }));
        }
        writes.forEach(CompletableFuture::join);
    }

    private static void end(SessionDriver driver) {
        driver.session().end(StreamError.of(StreamCondition.SYSTEM_SHUTDOWN));
    }

    /** Waits until nothing is under way in any session and for any account. */
    private void settle() {
        long until = System.nanoTime() + LONGEST_SETTLING.toNanos();
        int quiet = 0;
        while (quiet < QUIET_ROUNDS && System.nanoTime() - until < 0) {
            boolean idle = ask(driver -> Optional.of(driver.asleep().isPresent())).stream()
                            .allMatch(asleep -> asleep)
                    && queues.busy() == 0;
            quiet = idle ? quiet + 1 : 0;
            if (!idle && !pause()) {
                return;
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(STEP_MILLIS);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Asks each session on its event loop. */
    private <T> List<T> ask(Function<SessionDriver, Optional<T>> question) {
        List<CompletableFuture<Optional<T>>> answers = resumptions.all().stream()
                .map(driver -> CompletableFuture.supplyAsync(() -> question.apply(driver), driver.loop()))
                .toList();
        return answers.stream()
                .map(CompletableFuture::join)
                .flatMap(Optional::stream)
                .toList();
    }

    private record Found(SessionDriver driver, Asleep asleep) {}

    private List<Sleeper> sleepers() {
        List<Found> found = ask(driver -> driver.asleep().map(asleep -> new Found(driver, asleep)));
        List<CompletableFuture<Sleeper>> states = found.stream()
                .map(one -> queues.run(
                        one.driver().account(),
                        () -> new Sleeper(
                                one.driver(),
                                one.asleep(),
                                one.driver().session().state())))
                .toList();
        return states.stream().map(CompletableFuture::join).toList();
    }

    private HibernatedSession form(Sleeper sleeper, ClaimGroups groups) {
        Handover.Remains remains = sleeper.asleep().remains();
        List<HibernatedStanza> stanzas = new ArrayList<>();
        remains.sent().forEach(parcel -> stanzas.add(form(HibernatedStanza.Place.SENT, parcel, groups)));
        remains.waiting().forEach(parcel -> stanzas.add(form(HibernatedStanza.Place.WAITING, parcel, groups)));
        for (Outgoing held : sleeper.state().held().orElse(List.of())) {
            Parcel parcel = new Parcel(held.stanza(), held.claim(), clock.millis());
            stanzas.add(form(HibernatedStanza.Place.HELD, parcel, groups));
        }
        return new HibernatedSession(
                sleeper.driver().session().address(),
                sleeper.asleep().count(),
                clock.instant().plus(remains.patience()),
                Optional.of(SessionForm.write(remains.acknowledged(), sleeper.state())),
                stanzas);
    }

    private static HibernatedStanza form(HibernatedStanza.Place place, Parcel parcel, ClaimGroups groups) {
        return new HibernatedStanza(
                place, parcel.sentAt(), groups.write(parcel.claim()), SessionForm.write(parcel.stanza()));
    }

    /** Of a page of which nothing is left here everything was delivered, and is known to be. */
    private static Hibernation.HandedOver handedOver(Sleeper sleeper) {
        Handover.Remains remains = sleeper.asleep().remains();
        List<Claim.Waiting> left = Stream.concat(remains.sent().stream(), remains.waiting().stream())
                .map(Parcel::claim)
                .filter(Claim.Waiting.class::isInstance)
                .map(Claim.Waiting.class::cast)
                .toList();
        return new Hibernation.HandedOver(
                left.stream().map(Claim.Waiting::id).toList(),
                left.stream()
                        .map(Claim.Waiting::page)
                        .distinct()
                        .flatMap(page -> page.got().stream())
                        .toList());
    }
}
