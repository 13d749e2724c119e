package im.redoubt.server.event;

/**
 * Writes one JSON object in ASCII (RFC 8259).
 *
 * <p>Guarantee: whatever a value contains, it stays within its quotes and within its line. Everything but printable ASCII
 * is escaped, so neither a line end nor a character that changes the direction of writing gets onto a terminal.
 */
public final class JsonWriter {

    private final StringBuilder out = new StringBuilder(512).append('{');
    private boolean first = true;

    /** Begins an object. */
    public JsonWriter() {}

    /**
     * A field with a text.
     *
     * @param name of the field
     * @param value any text
     * @return this
     */
    public JsonWriter field(String name, String value) {
        name(name);
        quote(value);
        return this;
    }

    /**
     * A field with a whole number.
     *
     * @param name of the field
     * @param value the number
     * @return this
     */
    public JsonWriter field(String name, long value) {
        name(name);
        out.append(value);
        return this;
    }

    /**
     * A field with a list of one text.
     *
     * @param name of the field
     * @param value the text in it
     * @return this
     */
    public JsonWriter listField(String name, String value) {
        name(name);
        out.append('[');
        quote(value);
        out.append(']');
        return this;
    }

    /**
     * Begins an object within this one, to be ended by {@link #end()}.
     *
     * @param name of the field that it is in
     * @return this
     */
    public JsonWriter begin(String name) {
        name(name);
        out.append('{');
        first = true;
        return this;
    }

    /**
     * Ends the object begun last.
     *
     * @return this
     */
    public JsonWriter end() {
        out.append('}');
        first = false;
        return this;
    }

    /**
     * Ends everything.
     *
     * @return the text
     */
    public String finish() {
        return out.append('}').toString();
    }

    private void name(String name) {
        if (!first) {
            out.append(',');
        }
        first = false;
        quote(name);
        out.append(':');
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c >= ' ' && c <= '~') {
                out.append(c);
            } else {
                out.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.append(Character.forDigit((c >> shift) & 0xf, 16));
                }
            }
        }
        out.append('"');
    }
}
