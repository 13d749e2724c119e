package im.redoubt.client.invitation;

import im.redoubt.client.text.SafeUrl;
import im.redoubt.client.text.Unverified;
import im.redoubt.client.text.Url;
import im.redoubt.client.text.UrlScheme;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An invitation as somebody gave it to a person: {@code xmpp:alice@example.org?roster;preauth=TOKEN;ibr=y} or
 * {@code xmpp:example.org?register;preauth=TOKEN} (XEP-0401 section 5). Immutable.
 *
 * <pre>{@code
 * Invitation.read(Unverified.of(pasted)).filter(Invitation::opensAccount).ifPresent(invitation -> …);
 * }</pre>
 */
public final class Invitation {
    /** What the invited one becomes. */
    public enum Kind {
        /** A contact of the one who invites; with {@link #opensAccount} on his server, if he likes. */
        CONTACT("roster"),
        /** A user of the server. */
        ACCOUNT("register");

        private final String action;

        Kind(String action) {
            this.action = action;
        }
    }

    private static final Url XMPP = Url.only(EnumSet.of(UrlScheme.XMPP));

    /** The unreserved characters of RFC 3986, which mean the same to everybody. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~-]{1,256}");

    private final Kind kind;
    private final BareJid address;
    private final Secret token;
    private final boolean opensAccount;

    private Invitation(Kind kind, BareJid address, Secret token, boolean opensAccount) {
        this.kind = kind;
        this.address = address;
        this.token = token;
        this.opensAccount = opensAccount;
    }

    /**
     * Reads the address of an invitation.
     *
     * @param text the address, from wherever a person has it
     * @return the invitation, or nothing if it is none, or can be read in two ways
     */
    public static Optional<Invitation> read(Unverified text) {
        return XMPP.read(text).accepted().flatMap(Invitation::read);
    }

    private static Optional<Invitation> read(SafeUrl url) {
        String rest = url.text().substring("xmpp:".length());
        int mark = rest.indexOf('?');
        if (mark < 0) {
            return Optional.empty();
        }
        Optional<BareJid> address = BareJid.parse(rest.substring(0, mark));
        String[] parts = rest.substring(mark + 1).split(";", -1);
        Optional<Map<String, String>> pairs = pairs(parts);
        Optional<Secret> token = pairs.flatMap(all -> Optional.ofNullable(all.get("preauth")))
                .filter(value -> TOKEN.matcher(value).matches())
                .map(value -> Secret.utf8(value.toCharArray()));
        boolean opens = pairs.filter(all -> "y".equals(all.get("ibr"))).isPresent();
        for (Kind kind : Kind.values()) {
            if (kind.action.equals(parts[0]) && address.isPresent() && token.isPresent()) {
                boolean somebody = !address.get().isDomain();
                return kind == Kind.ACCOUNT || somebody
                        ? Optional.of(new Invitation(kind, address.get(), token.get(), opens || kind == Kind.ACCOUNT))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Optional<Map<String, String>> pairs(String[] parts) {
        Map<String, String> pairs = new HashMap<>();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals < 1 || pairs.put(parts[i].substring(0, equals), parts[i].substring(equals + 1)) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(pairs);
    }

    /** Returns what the invited one becomes. */
    public Kind kind() {
        return kind;
    }

    /**
     * Returns who invites, with {@link Kind#CONTACT}; else the account that may be opened, or the domain if its name may be chosen.
     * Whoever wrote the address says so, and nobody else.
     */
    public BareJid address() {
        return address;
    }

    /** Returns whether an account can be opened by it, on the server of {@link #address}. */
    public boolean opensAccount() {
        return opensAccount;
    }

    /** Returns whether this account can be opened by it: the one that it names, or any of the domain if its name may be chosen. */
    public boolean opensAccount(BareJid account) {
        boolean anyName = kind == Kind.CONTACT || address.isDomain();
        return opensAccount
                && !account.isDomain()
                && (anyName ? account.domain().equals(address.domain()) : account.equals(address));
    }

    /** Returns what proves that one is invited. */
    public Secret token() {
        return token;
    }

    /** Returns what for, and by or to whom. */
    @Override
    public String toString() {
        return kind + " " + address;
    }
}
