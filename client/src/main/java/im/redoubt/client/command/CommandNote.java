package im.redoubt.client.command;

import im.redoubt.client.text.Unverified;

/**
 * What a responder says to people.
 *
 * @param severity how serious it is
 * @param text what it says
 */
public record CommandNote(Severity severity, Unverified text) {
    /** How serious a note is (XEP-0050 section 2.2). */
    public enum Severity {
        /** For information. */
        INFO,
        /** Something may be wrong. */
        WARN,
        /** The command failed. */
        ERROR
    }

    static Severity severity(String wire) {
        return wire.equals("error") ? Severity.ERROR : wire.equals("warn") ? Severity.WARN : Severity.INFO;
    }
}
