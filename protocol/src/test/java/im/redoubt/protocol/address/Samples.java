package im.redoubt.protocol.address;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Strings for tests over all of Unicode, equal in every run. */
final class Samples {
    /** Code points with rules of their own, so that random strings hold enough of them. */
    private static final int[] NOTABLE = {
        'a', 'L', 'l', 0xB7, 0x130, 0x307, 0x375, 0x3A3, 0x3B1, 0x345, 0x5D0, 0x5F3, 0x627, 0x660, 0x6F1, 0x94D, 0x915,
        0x200C, 0x200D, 0x2163, 0x212A, 0x212B, 0x3000, 0x30AB, 0x30FB, 0xAC00, 0x1100, 0x1161, 0x11A8, 0xFF21, 0xFF76,
        0xFF9E, 0x301, 0x323, 0x1D165, 0x1F600, ' ', '.', '-', '@', '/', 0xFB01, 0xDF, 0x1E9E, 0x3C2
    };

    private Samples() {}

    /** Returns {@code count} strings of 1 to 8 code points: ASCII, notable ones, and any but surrogates. */
    static List<String> random(long seed, int count) {
        Random random = new Random(seed);
        List<String> samples = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            StringBuilder sample = new StringBuilder();
            int length = 1 + random.nextInt(8);
            for (int j = 0; j < length; j++) {
                sample.appendCodePoint(codePoint(random));
            }
            samples.add(sample.toString());
        }
        return samples;
    }

    private static int codePoint(Random random) {
        switch (random.nextInt(5)) {
            case 0:
                return random.nextInt(0x80);
            case 1:
                return NOTABLE[random.nextInt(NOTABLE.length)];
            case 2:
                return random.nextInt(0x3100);
            default:
                int any = random.nextInt(0x30000);
                return any >= 0xD800 && any <= 0xDFFF ? 'x' : any;
        }
    }

    /**
     * Returns every assigned code point outside private planes, each as a string, and of the unassigned and private ones those
     * at the ends of planes and of rows of 256.
     */
    static List<String> everyCodePoint() {
        List<String> all = new ArrayList<>();
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            boolean surrogate = codePoint >= 0xD800 && codePoint <= 0xDFFF;
            boolean emptyPlane = codePoint >= 0x40000 && codePoint >> 16 != 0xE;
            boolean endOfPlane = (codePoint & 0xFFFF) < 0x10 || (codePoint & 0xFFFF) >= 0xFFF0;
            boolean dull = CodePoints.status(codePoint) == CodePoints.UNASSIGNED && (codePoint & 0xFF) != 0xFF;
            if (!surrogate && (!(emptyPlane || dull) || endOfPlane)) {
                all.add(new String(Character.toChars(codePoint)));
            }
        }
        return all;
    }

    /** Writes a string as code points, for messages. */
    static String shown(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(codePoint -> out.append(String.format("%04X ", codePoint)));
        return out.toString().trim();
    }
}
