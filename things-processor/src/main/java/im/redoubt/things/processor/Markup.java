package im.redoubt.things.processor;

/** Plain text in documents of two kinds. */
final class Markup {
    private static final String OF_MARKDOWN = "\\`*_{}[]|~$";

    private Markup() {}

    /** Returns text in XML, within quotation marks or between tags. */
    static String xml(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** Returns text in Markdown, in a paragraph or a cell of a table: it is shown as it is, and is no markup, nor HTML. */
    static String markdown(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                default -> {
                    if (OF_MARKDOWN.indexOf(c) >= 0 || beginsBlock(text, i)) {
                        out.append('\\');
                    }
                    out.append(c);
                }
            }
        }
        return out.toString();
    }

    // A heading, a list, a line across: by the first character, or by digits and what is behind them.
    private static boolean beginsBlock(String text, int at) {
        char c = text.charAt(at);
        if (at == 0) {
            return "#-+=".indexOf(c) >= 0;
        }
        return (c == '.' || c == ')') && text.substring(0, at).chars().allMatch(d -> d >= '0' && d <= '9');
    }
}
