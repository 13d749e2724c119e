package im.redoubt.client.text;

import im.redoubt.client.text.UrlReading.Refused;
import im.redoubt.client.text.UrlReading.Refused.Reason;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what follows {@code xmpp:} and {@code mailto:}: one address, and a query that does not do more than it shows. */
final class MailboxAddress {
    private static final Pattern MAIL_LOCAL =
            Pattern.compile("[A-Za-z0-9!$&'*+/=^_{}~-]+(\\.[A-Za-z0-9!$&'*+/=^_{}~-]+)*");
    private static final int MOST_MAIL_LOCAL = 64;

    private static final String SUBJECT = "subject=((?!%0[AaDd])[^&#])*";
    private static final String BODY = "body=[^&#]*";

    /**
     * Other fields add recipients and, in some programs, files of the user's; so does the end of a line in a subject (RFC 6068
     * sections 5 and 7).
     */
    private static final Pattern MAIL_QUERY =
            Pattern.compile(SUBJECT + "|" + BODY + "|" + SUBJECT + "&" + BODY + "|" + BODY + "&" + SUBJECT);

    /** A type of query, then pairs (RFC 5122 section 2.2). */
    private static final Pattern XMPP_QUERY = Pattern.compile("[A-Za-z0-9-]+(;[A-Za-z0-9_-]+=[^;=&#]*)*");

    private MailboxAddress() {}

    /** The form with an authority names the account to act with, which is not for others to choose (RFC 5122 section 2.1). */
    static UrlReading xmpp(String rest) {
        if (rest.startsWith("/")) {
            return new Refused(Reason.CREDENTIALS);
        }
        Split split = Split.of(rest);
        Optional<Jid> jid = PercentEncoding.decode(split.address()).flatMap(Jid::parse);
        if (!jid.isPresent()) {
            return new Refused(Reason.ADDRESS);
        }
        return withQuery(UrlScheme.XMPP, jid.get().bare(), xmppAddress(jid.get()), split, XMPP_QUERY);
    }

    private static String xmppAddress(Jid jid) {
        String local = jid.local().isEmpty() ? "" : PercentEncoding.encode(jid.local(), "!$()*+;=") + '@';
        String resource = jid.isBare() ? "" : '/' + PercentEncoding.encode(jid.resource(), "!$()*+;=");
        return local + jid.bare().asciiDomain() + resource;
    }

    static UrlReading mail(String rest) {
        Split split = Split.of(rest);
        String address = PercentEncoding.decode(split.address()).orElse("");
        int at = address.lastIndexOf('@');
        String local = at < 0 ? "" : address.substring(0, at);
        Optional<BareJid> domain = BareJid.parse("", address.substring(at + 1));
        if (local.length() > MOST_MAIL_LOCAL || !MAIL_LOCAL.matcher(local).matches() || !domain.isPresent()) {
            return new Refused(Reason.ADDRESS);
        }
        String mailbox =
                PercentEncoding.encode(local, "!$*+=") + '@' + domain.get().asciiDomain();
        return withQuery(UrlScheme.MAILTO, domain.get(), mailbox, split, MAIL_QUERY);
    }

    private static UrlReading withQuery(UrlScheme scheme, BareJid domain, String address, Split split, Pattern form) {
        String query = PercentEncoding.normalize(split.query());
        if (split.hasQuery() && !form.matcher(query).matches()) {
            return new Refused(Reason.QUERY);
        }
        return new SafeUrl(scheme, domain.asciiDomain(), split.hasQuery() ? address + '?' + query : address);
    }

    /** What stands before the first question mark and what stands behind it. */
    private record Split(String address, boolean hasQuery, String query) {
        static Split of(String rest) {
            int mark = rest.indexOf('?');
            return mark < 0
                    ? new Split(rest, false, "")
                    : new Split(rest.substring(0, mark), true, rest.substring(mark + 1));
        }
    }
}
