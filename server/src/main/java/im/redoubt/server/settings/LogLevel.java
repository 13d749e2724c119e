package im.redoubt.server.settings;

/** How much the server says on its standard error. No level prints content or credentials. */
public enum LogLevel {
    /** What stopped something. */
    ERROR,
    /** What an operator should look at. */
    WARN,
    /** Start, stop, reload. */
    INFO,
    /** Connections and negotiations. */
    DEBUG
}
