package im.redoubt.things.command;

/** What somebody is to a device. Which commands each may give, the vocabulary says. */
public enum Role {
    /** Whose device it is: there is always one. */
    OWNER,
    /** Who lives with it. */
    USER,
    /** Who comes and goes. */
    GUEST,
    /** Who puts it up and mends it. */
    INSTALLER
}
