package im.redoubt.audit.source;

/** Whose a type is. */
enum Library {
    SMACK,
    BABBLER,
    /** The JDK's, and what others add to its TLS. */
    PLATFORM,
    /** Somebody else's, or declared in the sources themselves. */
    OTHER,
    /** It cannot be told from one file. */
    UNKNOWN;

    /** Tells by the full name of a type. */
    static Library of(String name) {
        if (name.startsWith("org.jivesoftware.smack") || name.startsWith("org.jxmpp.")) {
            return SMACK;
        }
        if (name.startsWith("rocks.xmpp.")) {
            return BABBLER;
        }
        if (name.startsWith("java.") || name.startsWith("javax.")) {
            return PLATFORM;
        }
        return name.indexOf('.') >= 0 ? OTHER : UNKNOWN;
    }
}
