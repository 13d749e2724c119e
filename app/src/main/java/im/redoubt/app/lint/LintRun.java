package im.redoubt.app.lint;

import im.redoubt.audit.Finding;
import im.redoubt.audit.Report;
import im.redoubt.audit.Rule;
import im.redoubt.audit.Unread;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** A run of a linter: what it says goes into every form that was asked for, and is counted. */
public final class LintRun implements Report {
    private final PrintStream err;
    private final List<Listing> listings = new ArrayList<>();
    private long findings;
    private long unread;

    /**
     * A run that so far nobody writes down.
     *
     * @param err is told what could not be read
     */
    public LintRun(PrintStream err) {
        this.err = err;
    }

    /** Has it written for people. */
    public void text(PrintStream out) {
        listings.add(new TextListing(out));
    }

    /** Has it written as JSON. */
    public void json(PrintStream out) {
        listings.add(new JsonListing(out));
    }

    /**
     * Has it written as SARIF.
     *
     * @param out takes it
     * @param version of this program
     * @param rules those that are looked for
     */
    public void sarif(PrintStream out, String version, List<Rule> rules) {
        listings.add(new SarifListing(out, version, rules));
    }

    @Override
    public void found(Finding finding) {
        findings++;
        listings.forEach(listing -> listing.found(finding));
    }

    @Override
    public void unread(Unread what) {
        unread++;
        String place = what.line() > 0 ? ":" + what.line() : "";
        err.println("redoubt: " + TextListing.shown(what.file()) + place + ": not read: " + what.why() + ".");
        listings.forEach(listing -> listing.unread(what));
    }

    /** Ends all that is written. */
    public void end() {
        listings.forEach(Listing::end);
    }

    /** Returns whether something was found. */
    public boolean hasFindings() {
        return findings > 0;
    }

    /** Returns whether something could not be read. */
    public boolean hasUnread() {
        return unread > 0;
    }
}
