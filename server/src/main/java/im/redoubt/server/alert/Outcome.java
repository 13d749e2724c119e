package im.redoubt.server.alert;

import im.redoubt.server.event.AlertFailure;
import java.util.Optional;

/**
 * What became of an alert in one of its ways.
 *
 * @param way which, for people: an address or a program
 * @param failure why it did not arrive; nothing if it did
 * @param detail more about it, for people
 */
public record Outcome(String way, Optional<AlertFailure> failure, String detail) {
    static Outcome done(String way, String detail) {
        return new Outcome(way, Optional.empty(), detail);
    }

    static Outcome failed(String way, AlertFailure failure, String detail) {
        return new Outcome(way, Optional.of(failure), detail);
    }
}
