package im.redoubt.things.processor;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a documentation comment says, as plain text: nothing of it is markup any more.
 *
 * @param summary its first sentence, empty for none
 * @param fields what it says of each component of a record, by {@code @param}
 */
record DocComment(String summary, Map<String, String> fields) {
    private static final Pattern BLOCK = Pattern.compile("(?m)^\\s*@(?=[a-zA-Z])");
    private static final Pattern PARAMETER = Pattern.compile("param\\s+([^\\s<>]+)\\s+(.+)", Pattern.DOTALL);
    private static final Pattern INLINE = Pattern.compile("\\{@([a-zA-Z]+)\\s+([^{}]*)}");
    private static final Pattern SENTENCE = Pattern.compile("(.*?[.!?])(\\s.*|$)");
    // What controls something, or turns the direction of what is beside it, is no text.
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}]");

    /** Reads a comment; nothing of none. */
    static DocComment of(@Nullable String comment) {
        String[] blocks = BLOCK.split(comment == null ? "" : comment, -1);
        Map<String, String> fields = new HashMap<>();
        for (int i = 1; i < blocks.length; i++) {
            Matcher parameter = PARAMETER.matcher(blocks[i]);
            if (parameter.matches()) {
                fields.put(parameter.group(1), plain(parameter.group(2)));
            }
        }
        String body = plain(blocks[0]);
        Matcher sentence = SENTENCE.matcher(body);
        return new DocComment(sentence.matches() ? sentence.group(1) : body, fields);
    }

    /** Returns what is said of a component, empty for nothing. */
    String field(String name) {
        return Optional.ofNullable(fields.get(name)).orElse("");
    }

    private static String plain(String markup) {
        String oneLine = markup.replaceAll("\\s+", " ").trim();
        String words =
                INLINE.matcher(oneLine).replaceAll(tag -> Matcher.quoteReplacement(inline(tag.group(1), tag.group(2))));
        String text = words.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
        return UNSEEN.matcher(text).replaceAll("");
    }

    private static String inline(String tag, String content) {
        if (!tag.startsWith("link")) {
            return content;
        }
        // A label, or the last part of what is linked.
        int label = content.indexOf(' ');
        return label > 0 ? content.substring(label + 1) : content.substring(lastPart(content));
    }

    private static int lastPart(String link) {
        return Math.max(link.lastIndexOf('.'), link.lastIndexOf('#')) + 1;
    }
}
