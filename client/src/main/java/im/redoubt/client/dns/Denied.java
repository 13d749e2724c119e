package im.redoubt.client.dns;

/** What a zone proves of records that are not there. */
enum Denied {
    /** They are not there. */
    ABSENT,

    /** From there on nothing is signed: there is a zone below, or may be one, whose keys its parent does not name. */
    UNSIGNED,

    /** Neither; somebody may have taken them away. */
    NOT_PROVED
}
