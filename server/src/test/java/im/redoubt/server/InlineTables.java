package im.redoubt.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads lists of inline tables as transcripts have them: as much of TOML as they need. */
final class InlineTables {
    private static final String STRING = "\"(?:[^\"\\\\]|\\\\.)*\"";
    private static final Pattern TABLE = Pattern.compile("\\{((?:[^\"{}]|" + STRING + ")*)}");
    private static final Pattern ENTRY =
            Pattern.compile("([a-z_]+)\\s*=\\s*(" + STRING + "|[0-9]+|\\[(?:[^\\]\"]|" + STRING + ")*])");
    private static final Pattern TEXT = Pattern.compile(STRING);

    private InlineTables() {}

    static List<Map<String, Object>> read(String text) {
        List<Map<String, Object>> tables = new ArrayList<>();
        Matcher table = TABLE.matcher(text);
        while (table.find()) {
            Map<String, Object> entries = new LinkedHashMap<>();
            Matcher entry = ENTRY.matcher(table.group(1));
            while (entry.find()) {
                entries.put(entry.group(1), value(entry.group(2)));
            }
            tables.add(entries);
        }
        return tables;
    }

    private static Object value(String text) {
        return switch (text.charAt(0)) {
            case '"' -> string(text);
            case '[' ->
                TEXT.matcher(text).results().map(found -> string(found.group())).toList();
            default -> Long.valueOf(text);
        };
    }

    private static String string(String quoted) {
        return quoted.substring(1, quoted.length() - 1).replaceAll("\\\\(.)", "$1");
    }
}
