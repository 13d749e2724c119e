package im.redoubt.client.vcard;

/** The texts of which a card has one each. */
public enum CardText {
    /** How the name is written out. */
    FULL_NAME(256, "FN"),
    /** The family name. */
    FAMILY_NAME(256, "N", "FAMILY"),
    /** The given name. */
    GIVEN_NAME(256, "N", "GIVEN"),
    /** Further given names. */
    MIDDLE_NAME(256, "N", "MIDDLE"),
    /** What stands in front of the name. */
    NAME_PREFIX(256, "N", "PREFIX"),
    /** What stands behind the name. */
    NAME_SUFFIX(256, "N", "SUFFIX"),
    /** How one is called; more than one with commas between. */
    NICKNAME(256, "NICKNAME"),
    /** An address on the web. It is text: nothing of it is fetched, and {@link im.redoubt.client.text.Url} reads it for showing. */
    URL(2_048, "URL"),
    /** The organization. */
    ORGANIZATION(256, "ORG", "ORGNAME"),
    /** The first part of the organization that is named. */
    ORGANIZATION_UNIT(256, "ORG", "ORGUNIT"),
    /** What one is there. */
    TITLE(256, "TITLE"),
    /** The day of birth, as it was written; {@link VCard#birthday} reads it. */
    BIRTHDAY(64, "BDAY"),
    /** Whatever else there is to say. */
    DESCRIPTION(4_096, "DESC");

    private final int mostChars;
    private final String element;
    private final String inner;

    CardText(int mostChars, String element) {
        this(mostChars, element, element);
    }

    CardText(int mostChars, String element, String inner) {
        this.mostChars = mostChars;
        this.element = element;
        this.inner = inner;
    }

    /** Returns the most characters of Java that it may have; a longer one is not read. */
    public int mostChars() {
        return mostChars;
    }

    /** Returns the name of the element in the card. */
    String element() {
        return element;
    }

    /** Returns whether the text is in an element within that one. */
    boolean isWithin() {
        return !inner.equals(element);
    }

    /** Returns the name of the element that has the text. */
    String inner() {
        return inner;
    }
}
