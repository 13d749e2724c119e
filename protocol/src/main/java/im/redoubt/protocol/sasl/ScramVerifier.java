package im.redoubt.protocol.sasl;

/** Stands in for the type of the SASL branch until that is merged. */
public final class ScramVerifier {
    private final ScramHash hash;
    private final String text;

    private ScramVerifier(ScramHash hash, String text) {
        this.hash = hash;
        this.text = text;
    }

    /** Reads {@link #encode}'s form. */
    public static ScramVerifier decode(String text) {
        return new ScramVerifier(ScramHash.valueOf(text.substring(0, text.indexOf('$'))), text);
    }

    /** Returns the hash. */
    public ScramHash hash() {
        return hash;
    }

    /** Returns the text form. */
    public String encode() {
        return text;
    }
}
