package im.redoubt.server.admin;

import java.time.Instant;

/** An invitation to make one account. It is as good as a password until it is used: printing it shows nothing. */
public final class InvitationLink {
    private final String link;
    private final Instant expiresAt;

    /**
     * @param link the address to give to the invited, {@code xmpp:DOMAIN?register;preauth=TOKEN}
     * @param expiresAt when it ends
     */
    public InvitationLink(String link, Instant expiresAt) {
        this.link = link;
        this.expiresAt = expiresAt;
    }

    /** The address to give to the invited. */
    public String link() {
        return link;
    }

    /** When it ends. */
    public Instant expiresAt() {
        return expiresAt;
    }

    @Override
    public String toString() {
        return "InvitationLink[***, until " + expiresAt + "]";
    }
}
