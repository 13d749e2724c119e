package im.redoubt.protocol.address;

/** Maps code points before normalisation: width, case and spaces (RFC 8264 section 5.2). */
final class Mappings {
    private static final CodePointMap LOWER = new CodePointMap(MappingData.LOWER);
    private static final CodePointMap WIDTH = new CodePointMap(MappingData.WIDTH);

    private static final int CAPITAL_SIGMA = 0x3A3;
    private static final int FINAL_SIGMA = 0x3C2;
    private static final int CAPITAL_I_WITH_DOT = 0x130;
    private static final int DOT_ABOVE = 0x307;

    private Mappings() {}

    /** Fullwidth and halfwidth code points become what they decompose to. */
    static int[] width(int[] codePoints) {
        int[] mapped = new int[codePoints.length];
        for (int i = 0; i < mapped.length; i++) {
            mapped[i] = codePoints[i] < 0x80 ? codePoints[i] : WIDTH.get(codePoints[i]);
        }
        return mapped;
    }

    /** The toLowerCase operation of Unicode section 3.13, which is independent of language and knows the final sigma. */
    static int[] lower(int[] codePoints) {
        return lower(codePoints, 0);
    }

    /**
     * The same for domain names, which leaves what IDNA2008 allows as it is: Cherokee is written in what Unicode calls its
     * capitals there, and the small letters are refused.
     */
    static int[] lowerForDomain(int[] codePoints) {
        return lower(codePoints, CodePoints.IDNA_VALID);
    }

    /** Maps all but the code points that have the flag {@code kept}. */
    private static int[] lower(int[] codePoints, int kept) {
        CodePointBuffer out = new CodePointBuffer(codePoints.length);
        for (int i = 0; i < codePoints.length; i++) {
            int codePoint = codePoints[i];
            if (CodePoints.has(codePoint, kept)) {
                out.add(codePoint);
            } else if (codePoint == CAPITAL_I_WITH_DOT) {
                out.add('i');
                out.add(DOT_ABOVE);
            } else if (codePoint == CAPITAL_SIGMA && isFinal(codePoints, i)) {
                out.add(FINAL_SIGMA);
            } else {
                out.add(LOWER.get(codePoint));
            }
        }
        return out.toArray();
    }

    /** Final_Sigma of Unicode table 3-17: a cased letter before, none after, case-ignorable ones skipped. */
    private static boolean isFinal(int[] codePoints, int sigma) {
        int before = sigma - 1;
        while (before >= 0 && CodePoints.has(codePoints[before], CodePoints.CASE_IGNORABLE)) {
            before--;
        }
        if (before < 0 || !CodePoints.has(codePoints[before], CodePoints.CASED)) {
            return false;
        }
        int after = sigma + 1;
        while (after < codePoints.length && CodePoints.has(codePoints[after], CodePoints.CASE_IGNORABLE)) {
            after++;
        }
        return after == codePoints.length || !CodePoints.has(codePoints[after], CodePoints.CASED);
    }

    /** Every space separator becomes U+0020. */
    static int[] spaces(int[] codePoints) {
        int[] mapped = codePoints.clone();
        for (int i = 0; i < mapped.length; i++) {
            if (CodePoints.has(mapped[i], CodePoints.SPACE)) {
                mapped[i] = ' ';
            }
        }
        return mapped;
    }

    /** Every run of space separators becomes one U+0020, and none at either end (RFC 8266 section 2.1). */
    static int[] collapsedSpaces(int[] codePoints) {
        CodePointBuffer out = new CodePointBuffer(codePoints.length);
        boolean pending = false;
        for (int codePoint : codePoints) {
            if (CodePoints.has(codePoint, CodePoints.SPACE)) {
                pending = out.size() > 0;
            } else {
                if (pending) {
                    out.add(' ');
                    pending = false;
                }
                out.add(codePoint);
            }
        }
        return out.toArray();
    }
}
