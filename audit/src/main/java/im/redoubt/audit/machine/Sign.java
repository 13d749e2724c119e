package im.redoubt.audit.machine;

/** Something about a text that people do not write to each other, with what it weighs. */
enum Sign {
    /** The text is an object of JSON on one line, or an element of XML. */
    OBJECT(3),
    /** The text is nothing but names with values: {@code T=21.4;H=55}. */
    PAIRS(3),
    /** The text is one name in capitals and a list of numbers: {@code MODE:1,0, 4711}. */
    LIST(3),
    /** The text is nothing but four or more fields, mostly numbers: {@code 17;21.4;55;OK}. */
    FIELDS(3),
    /** The text is a frame: a mark, a name in capitals, fields, and no blank. */
    FRAME(3),
    /** The text is an order with its arguments: {@code DISARM 1 4711}. */
    ORDER(3),
    /** A name in capitals has a number without a blank between them: {@code MODE:1}. */
    SETTING(2),
    /** A word is no word: ten or more characters in which digits, small and large letters are mixed. */
    OPAQUE(2),
    /** Separators stand side by side. */
    MARKS(1);

    private final int weight;

    Sign(int weight) {
        this.weight = weight;
    }

    int weight() {
        return weight;
    }
}
