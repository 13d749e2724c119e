package im.redoubt.client.capabilities;

import im.redoubt.protocol.disco.CapabilityHash;
import im.redoubt.protocol.disco.Disclosure;
import im.redoubt.xml.Element;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * An answer with all by which it can be verified once more.
 *
 * @param disclosure what was said
 * @param lang the language of the stanza, which XEP-0390 hashes too
 */
record StoredAnswer(Disclosure disclosure, Optional<String> lang) {
    /** Returns about how many bytes it has. */
    long bytes() {
        return disclosure.query().toContent().size();
    }

    Element toElement(CapabilityHash hash) {
        return Element.named("", "answer")
                .attribute("hash", hash.name())
                .attribute("lang", lang)
                .child(disclosure.query())
                .build();
    }

    /**
     * Reads one.
     *
     * @param stored of any origin
     * @param taker gets the answer and its hash, if that is of it; otherwise nothing
     */
    static void read(Element stored, BiConsumer<CapabilityHash, StoredAnswer> taker) {
        Optional<CapabilityHash> hash = stored.attribute("hash").flatMap(CapabilityHash::named);
        Optional<StoredAnswer> answer = stored.first(Disclosure.INFO, "query")
                .filter(query -> query.toContent().size() <= KnownCapabilities.MOST_ANSWER_BYTES)
                .flatMap(Disclosure::read)
                .map(disclosure -> new StoredAnswer(disclosure, stored.attribute("lang")));
        if (hash.isPresent() && answer.isPresent() && hash.get().verifies(answer.get().disclosure, answer.get().lang)) {
            taker.accept(hash.get(), answer.get());
        }
    }
}
