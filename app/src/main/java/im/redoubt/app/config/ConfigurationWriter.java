package im.redoubt.app.config;

import im.redoubt.server.settings.Key;
import im.redoubt.server.settings.Keys;
import im.redoubt.server.settings.SettingValues;

/** Writes the effective settings as commented TOML that the reader takes back. */
public final class ConfigurationWriter {
    private static final int WIDTH = 100;

    private ConfigurationWriter() {}

    /**
     * Writes every setting.
     *
     * @param values the settings
     * @return the text of a file
     */
    public static String write(SettingValues values) {
        StringBuilder out = new StringBuilder(
                "# Redoubt: every setting with its value. What equals its default can be" + " left out.\n");
        String table = "";
        for (Key<?> key : Keys.ALL) {
            if (!key.table().equals(table)) {
                table = key.table();
                out.append("\n[").append(table).append("]\n");
            }
            out.append('\n');
            comment(out, key.meaning());
            value(out, key, values);
        }
        return out.toString();
    }

    private static <T> void value(StringBuilder out, Key<T> key, SettingValues values) {
        String written = key.type().write(values.get(key));
        String standard = key.type().write(key.standard(values));
        comment(out, "Default: " + standard + (written.equals(standard) ? "" : "; changed here."));
        out.append(key.shortName()).append(" = ").append(written).append('\n');
    }

    private static void comment(StringBuilder out, String text) {
        StringBuilder line = new StringBuilder("#");
        for (String word : text.split(" ", -1)) {
            if (line.length() + 1 + word.length() > WIDTH && line.length() > 1) {
                out.append(line).append('\n');
                line = new StringBuilder("#");
            }
            line.append(' ').append(word);
        }
        out.append(line).append('\n');
    }
}
