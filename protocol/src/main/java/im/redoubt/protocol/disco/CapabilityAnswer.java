package im.redoubt.protocol.disco;

import im.redoubt.protocol.stanza.IqResponse;
import java.util.Optional;

/**
 * What an entity answered when it was asked what its announcement means (XEP-0115 section 5.4).
 *
 * @param disclosure what it says, well-formed
 * @param verified whether the hash that it announced is of this answer, which then is known of all who announce it; otherwise it
 *     holds for whoever gave it
 */
public record CapabilityAnswer(Disclosure disclosure, boolean verified) {
    /**
     * Reads an answer. One that does not say what it was asked about may be about something else, and one about something else is
     * none.
     *
     * @param about what was asked about: the node of a hash, or no node
     * @param response the answer
     * @param maxBytes how large it may be, in bytes
     * @return what was answered; nothing if it is ill-formed, too large, an error, or about something else
     */
    public static Optional<CapabilityAnswer> read(Announcement about, IqResponse response, int maxBytes) {
        if (response.isError() || response.content().size() > maxBytes) {
            return Optional.empty();
        }
        Optional<String> node = about.hashed().map(Announcement.Hashed::node);
        return response.content()
                .first(Disclosure.INFO, "query")
                .flatMap(Disclosure::read)
                .filter(disclosure ->
                        !disclosure.node().isPresent() || disclosure.node().equals(node))
                .map(disclosure -> new CapabilityAnswer(
                        disclosure,
                        disclosure.node().isPresent()
                                && about.hashed()
                                        .filter(hashed -> hashed.hash()
                                                .verifies(
                                                        disclosure,
                                                        response.header().lang()))
                                        .isPresent()));
    }
}
