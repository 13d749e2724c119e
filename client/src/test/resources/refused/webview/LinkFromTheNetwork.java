// A link is one that was read as a link: script: and data: are none.
import im.redoubt.client.text.AttributeText;
import im.redoubt.client.text.SafeUrl;
import im.redoubt.client.text.Unverified;
import im.redoubt.client.text.Url;
import java.util.Optional;

final class LinkFromTheNetwork {
    Optional<SafeUrl> link(Unverified url) {
        return Optional.of(url); // refused: inference variable T has incompatible bounds
        // instead: return Url.encode(url) instanceof SafeUrl safe ? Optional.of(safe) : Optional.empty();
    }
}
