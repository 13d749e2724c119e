package im.redoubt.xml;

/** The fuzz target; the name of its method is Jazzer's. */
public final class ParserFuzzer {
    private static final int MAX_BYTES = 4_096;
    private static final ParserProperties PROPERTIES = new ParserProperties();

    private ParserFuzzer() {}

    /** Fails if one of the properties does not hold for these bytes. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        if (bytes.length <= MAX_BYTES) {
            PROPERTIES.check(bytes);
        }
    }
}
