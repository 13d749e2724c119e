package im.redoubt.client.text;

import im.redoubt.protocol.address.Jid;
import java.util.Optional;

/**
 * An address as {@link AddressDisplay} shows it: always the whole real one, never a name that somebody chose.
 *
 * @param jid the address
 * @param warning why it may not be whose it seems to be, if there is a reason
 */
public record ShownAddress(Jid jid, Optional<AddressWarning> warning) {
    /** Returns the address for the content of an HTML element. */
    public HtmlText html() {
        return Html.encode(Unverified.of(text()));
    }

    /**
     * Returns the address for a line of a terminal.
     *
     * @param columns the most columns, 1 to {@link TerminalLine#MOST_COLUMNS}
     */
    public TerminalText terminal(int columns) {
        return TerminalLine.of(columns).encode(text());
    }

    /** With a warning the domain is written in A-labels: those do not look like anything. */
    private String text() {
        if (!warning.isPresent()) {
            return jid.toString();
        }
        String local = jid.local().isEmpty() ? "" : jid.local() + '@';
        String resource = jid.isBare() ? "" : '/' + jid.resource();
        return local + jid.bare().asciiDomain() + resource;
    }
}
