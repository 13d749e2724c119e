package im.redoubt.server.archive;

import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.server.store.Blob;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a client calls a message that it sends (XEP-0359 section 3.2), so that it is the same one when it is sent again. Whoever
 * receives it cannot rely on it; here it only says that its sender means the same message.
 */
public final class OriginId {
    private static final String ELEMENT = "origin-id";
    private static final int BYTES = 16;

    private OriginId() {}

    /**
     * Returns what a message has in common with its repetitions and with nothing else: the id, to whom it is, and its content.
     *
     * @param message a message
     * @return a digest, if its sender gave it an id
     */
    public static Optional<Blob> digest(Message message) {
        if (!message.content().has(StanzaId.NAMESPACE, ELEMENT)
                || message.content()
                        .first(StanzaId.NAMESPACE, ELEMENT)
                        .flatMap(origin -> origin.attribute("id"))
                        .filter(id -> !id.isEmpty())
                        .isEmpty()) {
            return Optional.empty();
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : new String[] {
                message.to().map(Jid::toString).orElse(""),
                message.type().name(),
                message.header().lang().orElse("")
            }) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            digest.update(message.content().toByteArray());
            return Optional.of(Blob.of(Arrays.copyOf(digest.digest(), BYTES)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}
