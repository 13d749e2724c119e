package im.redoubt.client.avatar;

import im.redoubt.protocol.address.BareJid;
import java.util.Optional;

/**
 * That an account shows another avatar now.
 *
 * @param owner the account
 * @param avatar the avatar, nothing if it shows none, or none that may be taken
 */
public record AvatarChange(BareJid owner, Optional<Avatar> avatar) {}
