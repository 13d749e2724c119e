package im.redoubt.server.store;

import java.util.Locale;

/**
 * Where a store is: {@code sqlite:FILE} in the data directory, or {@code postgresql://…}. It may hold a password, so
 * printing one shows the engine only.
 */
public final class StoreUrl {
    private static final String SQLITE = "sqlite:";
    private static final String POSTGRESQL = "postgresql://";

    private final String text;

    private StoreUrl(String text) {
        this.text = text;
    }

    /**
     * Reads the setting {@code store.url}.
     *
     * @param text the setting
     * @return where the store is
     * @throws StoreException if it is neither form
     */
    public static StoreUrl of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        boolean sqlite = lower.startsWith(SQLITE) && text.length() > SQLITE.length();
        boolean postgresql = lower.startsWith(POSTGRESQL) && text.length() > POSTGRESQL.length();
        if (!sqlite && !postgresql) {
            throw new StoreException(
                    StoreProblem.MISCONFIGURED,
                    "store.url must be \"sqlite:FILE\" or \"postgresql://HOST/DATABASE\"; for example \"sqlite:redoubt.db\"");
        }
        return new StoreUrl(text);
    }

    /** Returns whether it is a PostgreSQL database. */
    public boolean isPostgresql() {
        return text.toLowerCase(Locale.ROOT).startsWith(POSTGRESQL);
    }

    /** Returns what follows the engine's name. */
    String rest() {
        return text.substring(isPostgresql() ? POSTGRESQL.length() : SQLITE.length());
    }

    @Override
    public String toString() {
        return isPostgresql() ? "postgresql://***" : text;
    }
}
