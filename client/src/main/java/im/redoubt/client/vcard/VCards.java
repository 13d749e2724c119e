package im.redoubt.client.vcard;

import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.client.Pending;
import im.redoubt.client.RefusedException;
import im.redoubt.client.picture.Picture;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.protocol.stanza.StanzaCondition;
import java.util.Optional;

/**
 * The cards of people (XEP-0054).
 *
 * <p>Guarantee: a card is the word of the server of the account that was asked, and of nobody else. Nothing that it refers to is fetched.
 *
 * <pre>{@code
 * Optional<VCard> card = session.get(VCards.FEATURE).of(bob).await();
 * String shown = Html.text(card.orElse(VCard.EMPTY).text(CardText.FULL_NAME));
 * }</pre>
 */
public final class VCards {
    /** Cards with photos of at most {@link Picture#USUAL_BYTES}. */
    public static final Feature<VCards> FEATURE = VCards::new;

    private final Host host;
    private volatile int mostBytes = Picture.USUAL_BYTES;

    private VCards(Host host) {
        this.host = host;
    }

    /**
     * Returns the feature with another limit.
     *
     * @param mostBytes the most bytes of a photo, 1 to {@link Picture#MOST_BYTES}; a larger one is not read
     */
    public static Feature<VCards> withPhotosUpTo(int mostBytes) {
        if (mostBytes < 1 || mostBytes > Picture.MOST_BYTES) {
            throw new IllegalArgumentException("1 to " + Picture.MOST_BYTES + " bytes");
        }
        return host -> {
            VCards cards = host.require(FEATURE);
            cards.mostBytes = mostBytes;
            return cards;
        };
    }

    /**
     * Asks for somebody's card.
     *
     * @param owner an account, a room or a server
     * @return the card, nothing if there is none, or none for this account (section 3.3 has both answered alike); {@link RefusedException}
     *     if it was refused otherwise
     */
    public Pending<Optional<VCard>> of(BareJid owner) {
        return ask(owner.equals(host.account()) ? Optional.empty() : Optional.of(owner));
    }

    /** Asks for the own card. */
    public Pending<Optional<VCard>> own() {
        return ask(Optional.empty());
    }

    private Pending<Optional<VCard>> ask(Optional<Jid> owner) {
        Pending<Optional<VCard>> result = new Pending<>();
        host.request(IqRequest.Action.GET, owner, CardElements.NOTHING).whenDone((answer, failure) -> {
            if (failure == null) {
                result.complete(read(answer));
            } else if (failure instanceof RefusedException refused && isNone(refused.condition())) {
                result.complete(Optional.empty());
            } else {
                result.completeExceptionally(failure);
            }
        });
        return result;
    }

    private static boolean isNone(StanzaCondition condition) {
        return condition == StanzaCondition.ITEM_NOT_FOUND || condition == StanzaCondition.SERVICE_UNAVAILABLE;
    }

    /** Section 3.1: an empty card is none. */
    private Optional<VCard> read(IqResponse answer) {
        return answer.content()
                .first(CardElements.NAMESPACE, CardElements.CARD)
                .filter(card -> !card.children().isEmpty())
                .map(card -> new VCard(card, mostBytes));
    }

    /**
     * Publishes the own card in place of the one before. Servers show cards to everybody, or at least to whoever sees the account's
     * presence (section 5): nothing should be in it that is not meant for them.
     *
     * @param card the whole card; what is not in it is gone
     * @return the card when the server has it; {@link RefusedException} if it does not take it
     */
    public Pending<VCard> publish(VCard card) {
        return host.request(IqRequest.Action.SET, Optional.empty(), card.toElement())
                .map(done -> card);
    }
}
