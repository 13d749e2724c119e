package im.redoubt.things.processor;

/** The names of the kit's types and of others that may stand in a vocabulary, and the bounds that they set. */
final class Kit {
    static final String PACKAGE = "im.redoubt.things.vocabulary.";
    static final String VOCABULARY = PACKAGE + "Vocabulary";
    static final String ALLOWED_TO = PACKAGE + "AllowedTo";
    static final String SLEEPING = PACKAGE + "Sleeping";
    static final String SECRET = PACKAGE + "Secret";
    static final String RANGE = PACKAGE + "Range";
    static final String AT_MOST = PACKAGE + "AtMost";
    static final String COMMAND = PACKAGE + "Command";
    static final String EVENT = PACKAGE + "Event";
    static final String READING = PACKAGE + "Reading";
    static final String COMMAND_TYPE = PACKAGE + "CommandType";
    static final String EVENT_TYPE = PACKAGE + "EventType";
    static final String READING_TYPE = PACKAGE + "ReadingType";

    static final String COMMAND_RULES = "im.redoubt.things.command.CommandRules";
    static final String ROLE = "im.redoubt.things.command.Role";
    static final String PIN = "im.redoubt.things.pin.Pin";

    static final String CODEC = "im.redoubt.client.extension.Codec";
    static final String FIELD = "im.redoubt.client.extension.Field";
    static final String KIND = "im.redoubt.client.extension.Kind";
    static final String OCTETS = "im.redoubt.client.extension.Octets";
    static final String UNVERIFIED = "im.redoubt.client.text.Unverified";
    static final String BARE_JID = "im.redoubt.protocol.address.BareJid";
    static final String JID = "im.redoubt.protocol.address.Jid";

    /** {@code Shape.of} goes no further. */
    static final int MOST_FIELDS = 8;

    /** {@code Field.MOST_CHILDREN}. */
    static final int MOST_CHILDREN = 1000;

    /** {@code Unverified.MOST_CHARS}. */
    static final int MOST_CHARS = 1 << 20;

    /** A sealed PIN: {@code SealingKey.OVERHEAD_BYTES} and {@code PinRules.MOST_DIGITS}. */
    static final int PIN_BYTES = 64;

    private Kit() {}
}
