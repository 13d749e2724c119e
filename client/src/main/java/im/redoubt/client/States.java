package im.redoubt.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Where a session stands, and who hears of it: its features in the loop, and then the application. */
final class States {
    private final Counters counters;
    private final Listeners<SessionState> application;
    private final List<Consumer<SessionState>> features = new ArrayList<>();
    private volatile SessionState now = new SessionState.Offline("not connected yet", Duration.ZERO);

    States(Counters counters, Executor callbacks) {
        this.counters = counters;
        this.application = new Listeners<>(callbacks);
    }

    SessionState now() {
        return now;
    }

    boolean ended() {
        return now instanceof SessionState.Ended;
    }

    Listeners<SessionState> application() {
        return application;
    }

    void feature(Consumer<SessionState> handler) {
        features.add(handler);
    }

    void become(SessionState next) {
        now = next;
        for (Consumer<SessionState> handler : features) {
            try {
                handler.accept(next);
            } catch (RuntimeException fault) { // a feature that fails must not keep the others from hearing it
                counters.count(Counters.Kind.FAULTS);
            }
        }
        application.tell(next);
    }
}
