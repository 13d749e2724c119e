package im.redoubt.client.invitation;

import im.redoubt.client.text.SafeUrl;
import java.time.Instant;
import java.util.Optional;

/**
 * An invitation that the own server made, to be passed on by a way that is as safe as the account should be.
 *
 * @param invitation what it says
 * @param address what to pass on to somebody who has a client
 * @param page what to pass on to somebody who has none, if the server has such a page
 * @param expires until when it holds, if not for ever
 */
public record IssuedInvitation(
        Invitation invitation, SafeUrl address, Optional<SafeUrl> page, Optional<Instant> expires) {}
