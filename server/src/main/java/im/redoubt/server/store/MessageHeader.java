package im.redoubt.server.store;

import im.redoubt.protocol.address.Jid;
import java.util.Optional;

/**
 * The header of a message.
 *
 * @param kind its type
 * @param from the sender
 * @param to the recipient
 * @param stanzaId the attribute {@code id}, if there is one
 * @param language the attribute {@code xml:lang}, if there is one
 * @param flags bits that mean something to the callers; the store keeps them
 */
public record MessageHeader(
        MessageKind kind, Jid from, Jid to, Optional<String> stanzaId, Optional<String> language, int flags) {}
