package im.redoubt.client.vcard;

import im.redoubt.client.picture.Picture;
import im.redoubt.client.text.Unverified;
import im.redoubt.xml.Element;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What somebody says of himself. Immutable; nothing of it is true because it is here. What other clients have put into the own card and
 * this library does not know, or does not take, stays in it when the rest is changed and published.
 *
 * <pre>{@code
 * VCard card = cards.own().await().orElse(VCard.EMPTY);
 * cards.publish(card.with(CardText.NICKNAME, "Juliet").withPhoto(picture)).await();
 * }</pre>
 */
public final class VCard {
    /** The most addresses of mail, and the most numbers of telephones. */
    public static final int MOST_ENTRIES = 20;

    /** A card with nothing in it. */
    public static final VCard EMPTY = new VCard(CardElements.NOTHING, Picture.MOST_BYTES);

    private final Element card;
    private final int mostBytes;

    /** Makes one of an element, with a photo of at most so many bytes. */
    VCard(Element card, int mostBytes) {
        this.card = card;
        this.mostBytes = mostBytes;
    }

    /** Returns a text, empty if there is none, or one that is too long. */
    public Unverified text(CardText which) {
        return CardElements.text(card, which).orElse(Unverified.EMPTY);
    }

    /** Returns the addresses of mail. */
    public List<CardEntry> emails() {
        return CardElements.entries(card, CardElements.EMAIL, CardElements.EMAIL_INSIDE);
    }

    /** Returns the numbers of telephones. */
    public List<CardEntry> phones() {
        return CardElements.entries(card, CardElements.PHONE, CardElements.PHONE_INSIDE);
    }

    /** Returns the photo that is in the card. One that is elsewhere, too large or something else is none. */
    public Optional<Picture> photo() {
        return CardElements.photo(card, mostBytes);
    }

    /** Returns the day of birth, if it is written as a date (ISO 8601, with or without a time behind it). */
    public Optional<LocalDate> birthday() {
        return text(CardText.BIRTHDAY).parse(VCard::date);
    }

    private static Optional<LocalDate> date(String text) {
        int end = text.indexOf('T');
        try {
            return Optional.of(LocalDate.parse(end < 0 ? text : text.substring(0, end)));
        } catch (DateTimeException another) {
            return Optional.empty();
        }
    }

    /**
     * Returns this with another text.
     *
     * @param other the text, empty for none
     * @throws IllegalArgumentException if it is too long, or has characters that XML does not allow
     */
    public VCard with(CardText which, String other) {
        checked(other, which.mostChars());
        return new VCard(CardElements.with(card, which, other), mostBytes);
    }

    /** Returns this with another day of birth. */
    public VCard withBirthday(LocalDate day) {
        return with(CardText.BIRTHDAY, day.toString());
    }

    /**
     * Returns this with other addresses of mail.
     *
     * @throws IllegalArgumentException if there are more than {@link #MOST_ENTRIES}
     */
    public VCard withEmails(CardEntry... others) {
        return with(CardElements.EMAIL, CardElements.EMAIL_INSIDE, others);
    }

    /**
     * Returns this with other numbers of telephones.
     *
     * @throws IllegalArgumentException if there are more than {@link #MOST_ENTRIES}
     */
    public VCard withPhones(CardEntry... others) {
        return with(CardElements.PHONE, CardElements.PHONE_INSIDE, others);
    }

    private VCard with(String name, String inside, CardEntry... entries) {
        if (entries.length > MOST_ENTRIES) {
            throw new IllegalArgumentException("at most " + MOST_ENTRIES);
        }
        List<Element> elements = new ArrayList<>();
        Arrays.asList(entries).forEach(entry -> elements.add(entry.toElement(name, inside)));
        return new VCard(CardElements.with(card, name, elements), mostBytes);
    }

    /** Returns this with another photo. */
    public VCard withPhoto(Picture other) {
        return new VCard(
                CardElements.with(card, CardElements.PHOTO, Collections.singletonList(CardElements.photo(other))),
                Picture.MOST_BYTES);
    }

    /** Returns this without a photo. */
    public VCard withoutPhoto() {
        return new VCard(CardElements.with(card, CardElements.PHOTO, Collections.emptyList()), mostBytes);
    }

    Element toElement() {
        return card;
    }

    /** The writer of XML knows which characters it allows. */
    static Unverified checked(String text, int mostChars) {
        Element.named(CardElements.NAMESPACE, "DESC").text(text).build();
        return Unverified.of(text, mostChars)
                .orElseThrow(() -> new IllegalArgumentException("more than " + mostChars + " characters"));
    }

    /** Returns that it is one, and nothing of it. */
    @Override
    public String toString() {
        return "a card";
    }
}
