package im.redoubt.protocol.address;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the four data classes of this package from ICU's copy of the Unicode character database. {@link UnicodeTablesTest}
 * runs it again and compares; to change the version, change {@code icu4j.version}, run {@link #main} and read the difference.
 */
final class UnicodeTableGenerator {
    /** Where the generated classes are, from the directory of the module. */
    static final Path SOURCES = Path.of("src/main/java/im/redoubt/protocol/address");

    private static final int LAST = Character.MAX_CODE_POINT;

    private UnicodeTableGenerator() {}

    public static void main(String[] arguments) throws IOException {
        for (Map.Entry<String, String> source : sources().entrySet()) {
            Files.writeString(SOURCES.resolve(source.getKey() + ".java"), source.getValue());
        }
    }

    /** Returns the text of each generated class by its name. */
    static Map<String, String> sources() {
        Map<String, String> sources = new LinkedHashMap<>();
        sources.put("PropertyData", propertyData());
        sources.put(
                "MappingData",
                new GeneratedSource("MappingData", "Lower case and width of code points: pairs of code points.")
                        .table("LOWER", "Simple lower-case mappings.", lower())
                        .table("WIDTH", "Decompositions of the types wide and narrow.", width())
                        .toString());
        sources.put(
                "CanonicalData",
                new GeneratedSource(
                                "CanonicalData", "Canonical decompositions, one step each, without Hangul syllables.")
                        .table(
                                "TABLE",
                                "Code point, length and whether it is excluded from composition, mapping.",
                                raw(false))
                        .toString());
        sources.put(
                "CompatibilityData",
                new GeneratedSource("CompatibilityData", "Compatibility decompositions, one step each.")
                        .table(
                                "TABLE",
                                "Code point, length and whether it is excluded from composition, mapping.",
                                raw(true))
                        .toString());
        return sources;
    }

    private static String propertyData() {
        Map<Integer, Integer> combinations = new LinkedHashMap<>();
        TableWriter runs = new TableWriter();
        int start = 0;
        int current = UnicodeProperties.of(0);
        for (int codePoint = 1; codePoint <= LAST + 1; codePoint++) {
            int next = codePoint > LAST ? -1 : UnicodeProperties.of(codePoint);
            if (next != current) {
                int known = combinations.size();
                Integer index = combinations.putIfAbsent(current, known);
                runs.unsigned(codePoint - start).unsigned(index == null ? known : index);
                start = codePoint;
                current = next;
            }
        }
        TableWriter values = new TableWriter();
        combinations.keySet().forEach(values::unsigned);
        return new GeneratedSource("PropertyData", "Properties of all code points, as laid out in {@link CodePoints}.")
                .table("COMBINATIONS", "Every combination of properties that occurs.", values)
                .table("RUNS", "From U+0000: length of the run, index of its combination.", runs)
                .toString();
    }

    private static TableWriter lower() {
        TableWriter table = new TableWriter();
        int last = 0;
        for (int codePoint = 0; codePoint <= LAST; codePoint++) {
            int lower = UCharacter.toLowerCase(codePoint);
            // U+0130 becomes two code points and is a case of its own.
            if (lower != codePoint && codePoint != 0x130) {
                table.unsigned(codePoint - last).signed(lower - codePoint);
                last = codePoint;
            }
        }
        return table;
    }

    private static TableWriter width() {
        TableWriter table = new TableWriter();
        int last = 0;
        for (int codePoint = 0; codePoint <= LAST; codePoint++) {
            int mapped = UnicodeProperties.widthMapped(codePoint);
            if (mapped != codePoint) {
                table.unsigned(codePoint - last).signed(mapped - codePoint);
                last = codePoint;
            }
        }
        return table;
    }

    private static TableWriter raw(boolean compatibility) {
        TableWriter table = new TableWriter();
        int last = 0;
        int lastMapped = 0;
        for (int codePoint = 0; codePoint <= LAST; codePoint++) {
            String mapping = rawDecomposition(codePoint, compatibility);
            if (mapping != null) {
                int[] mapped = mapping.codePoints().toArray();
                boolean excluded = UCharacter.hasBinaryProperty(codePoint, UProperty.FULL_COMPOSITION_EXCLUSION);
                table.unsigned(codePoint - last).unsigned(2 * mapped.length + (excluded ? 1 : 0));
                for (int target : mapped) {
                    table.signed(target - lastMapped);
                    lastMapped = target;
                }
                last = codePoint;
            }
        }
        return table;
    }

    private static @Nullable String rawDecomposition(int codePoint, boolean compatibility) {
        if (codePoint >= 0xAC00 && codePoint <= 0xD7A3) {
            return null;
        }
        String canonical = Normalizer2.getNFCInstance().getRawDecomposition(codePoint);
        if (!compatibility) {
            return canonical;
        }
        return canonical == null ? Normalizer2.getNFKCInstance().getRawDecomposition(codePoint) : null;
    }

    /** One generated class: named tables of printable text. */
    private static final class GeneratedSource {
        private final StringBuilder out = new StringBuilder();

        GeneratedSource(String name, String what) {
            out.append("package im.redoubt.protocol.address;\n\n/** ").append(what);
            out.append(" Unicode 16, generated by {@code UnicodeTableGenerator}. */\nfinal class ")
                    .append(name)
                    .append(" {\n");
            fields.add("    private " + name + "() {}\n");
        }

        private final List<String> fields = new ArrayList<>();

        GeneratedSource table(String name, String what, TableWriter table) {
            StringBuilder field = new StringBuilder();
            field.append("    /** ")
                    .append(what)
                    .append(" */\n    static final String ")
                    .append(name)
                    .append(" =\n");
            field.append("            \"\"\"\n");
            String text = table.toString();
            for (int i = 0; i < text.length(); i += 100) {
                field.append("            ")
                        .append(text, i, Math.min(text.length(), i + 100))
                        .append('\n');
            }
            fields.add(fields.size() - 1, field.append("            \"\"\";\n").toString());
            return this;
        }

        @Override
        public String toString() {
            return out + String.join("\n", fields) + "}\n";
        }
    }
}
