package im.redoubt.server.avatar;

import im.redoubt.server.store.Blob;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The photo in a person's card (XEP-0153 section 3, XEP-0054). */
final class Card {
    private static final String NAMESPACE = "vcard-temp";
    private static final String CONTEXT = "jabber:client";
    private static final String PHOTO = "PHOTO";

    private Card() {}

    /** Returns the image in a card, as it is kept. */
    static Optional<Image> photo(Blob card) {
        return element(card).first(NAMESPACE, PHOTO).flatMap(Card::image);
    }

    private static Optional<Image> image(Element photo) {
        return photo.first(NAMESPACE, "BINVAL")
                .flatMap(data -> Image.read(photo.first(NAMESPACE, "TYPE").map(Element::text), data.text()));
    }

    /** Returns a card with this image and no other, or without one. */
    static Blob with(Optional<Blob> card, Optional<Image> image) {
        Element.Builder changed = Element.named(NAMESPACE, "vCard");
        List<Element> kept =
                new ArrayList<>(card.map(known -> element(known).children()).orElse(List.of()));
        kept.removeIf(child -> child.is(NAMESPACE, PHOTO));
        changed.children(kept);
        image.ifPresent(one -> changed.child(Element.named(NAMESPACE, PHOTO)
                .child(NAMESPACE, "TYPE", one.type())
                .child(NAMESPACE, "BINVAL", one.base64())
                .build()));
        return Blob.of(XmlContent.of(CONTEXT, List.of(changed.build())).toByteArray());
    }

    private static Element element(Blob card) {
        return XmlContent.read(CONTEXT, card.toByteArray()).elements().get(0);
    }
}
