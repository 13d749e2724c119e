package im.redoubt.client.vcard;

import im.redoubt.client.picture.Picture;
import im.redoubt.client.text.Unverified;
import im.redoubt.xml.Element;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Cards as elements (XEP-0054 section 9). Of what is there twice the first counts, and what is too long is as if it were not there. */
final class CardElements {
    static final String NAMESPACE = "vcard-temp";
    static final String CARD = "vCard";
    static final String EMAIL = "EMAIL";
    static final String EMAIL_INSIDE = "USERID";
    static final String PHONE = "TEL";
    static final String PHONE_INSIDE = "NUMBER";
    static final String PHOTO = "PHOTO";
    static final Element NOTHING = Element.named(NAMESPACE, CARD).build();

    private CardElements() {}

    static Optional<Unverified> text(Element card, CardText which) {
        Optional<Element> outer = card.first(NAMESPACE, which.element());
        return (which.isWithin() ? outer.flatMap(found -> found.first(NAMESPACE, which.inner())) : outer)
                .flatMap(found -> Unverified.of(found.text(), which.mostChars()));
    }

    static List<CardEntry> entries(Element card, String name, String inner) {
        List<CardEntry> entries = new ArrayList<>();
        for (Element entry : card.children(NAMESPACE, name)) {
            CardEntry.read(entry, inner)
                    .filter(read -> entries.size() < VCard.MOST_ENTRIES)
                    .ifPresent(entries::add);
        }
        return Collections.unmodifiableList(entries);
    }

    /** What the owner says of the type is not asked; EXTVAL is an address, and nobody goes there. */
    static Optional<Picture> photo(Element card, int mostBytes) {
        return card.first(NAMESPACE, PHOTO)
                .flatMap(photo -> photo.first(NAMESPACE, "BINVAL"))
                .flatMap(data -> Picture.read(data.text(), mostBytes));
    }

    static Element photo(Picture picture) {
        return Element.named(NAMESPACE, PHOTO)
                .child(NAMESPACE, "TYPE", picture.type().mediaType())
                .child(NAMESPACE, "BINVAL", picture.base64())
                .build();
    }

    /** Returns a card with this text, or without it if it is empty. */
    static Element with(Element card, CardText which, String text) {
        List<Element> inner = text.isEmpty()
                ? Collections.emptyList()
                : Collections.singletonList(
                        Element.named(NAMESPACE, which.inner()).text(text).build());
        if (!which.isWithin()) {
            return with(card, which.element(), inner);
        }
        Element outer = card.first(NAMESPACE, which.element())
                .orElseGet(() -> Element.named(NAMESPACE, which.element()).build());
        return with(card, which.element(), Collections.singletonList(with(outer, which.inner(), inner)));
    }

    /** Returns an element in which these children stand in the place of those of this name. */
    static Element with(Element parent, String name, List<Element> instead) {
        Element.Builder changed =
                Element.named(parent.name().namespace(), parent.name().local());
        boolean placed = false;
        for (Element child : parent.children()) {
            if (!child.is(NAMESPACE, name)) {
                changed.child(child);
            } else if (!placed) {
                changed.children(instead);
                placed = true;
            }
        }
        return (placed ? changed : changed.children(instead)).build();
    }
}
