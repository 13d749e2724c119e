package im.redoubt.protocol.stream;

import im.redoubt.xml.Element;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Stanzas are counted on both sides (XEP-0198).
 *
 * @param resumability by what the stream can go on, if it can
 */
public record StreamCounting(Optional<Resumability> resumability) {
    private static final int MOST_DIGITS = 9;

    /**
     * Reads an element {@code <enabled/>}.
     *
     * @return what it says, or nothing if it says that the stream can go on and not by what
     */
    static Optional<StreamCounting> read(Element enabled, CountingWish wish) {
        boolean resumes = enabled.attribute("resume")
                .filter(value -> value.equals("true") || value.equals("1"))
                .isPresent();
        if (!resumes || wish != CountingWish.RESUMABLE) {
            return Optional.of(new StreamCounting(Optional.empty()));
        }
        return enabled.attribute("id")
                .filter(id -> !id.isEmpty() && id.getBytes(StandardCharsets.UTF_8).length <= Resumability.LONGEST_ID)
                .map(id -> new Resumability(
                        id,
                        enabled.attribute("max").flatMap(StreamCounting::seconds),
                        enabled.attribute("location").flatMap(SeeOtherHost::parse)))
                .map(resumability -> new StreamCounting(Optional.of(resumability)));
    }

    /** Returns what asks for it. */
    static Element request(CountingWish wish) {
        Element.Builder enable = Element.named(StreamManagement.NAMESPACE, "enable");
        return wish == CountingWish.RESUMABLE
                ? enable.attribute("resume", "true").build()
                : enable.build();
    }

    private static Optional<Duration> seconds(String text) {
        boolean digits = !text.isEmpty()
                && text.length() <= MOST_DIGITS
                && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        return digits ? Optional.of(Duration.ofSeconds(Long.parseLong(text))) : Optional.empty();
    }
}
