package im.redoubt.protocol.address;

/** Writes the code points of a label as ASCII and back (RFC 3492, with the parameters of IDNA). */
final class Punycode {
    private static final int BASE = 36;
    private static final int T_MIN = 1;
    private static final int T_MAX = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int INITIAL_BIAS = 72;
    private static final int INITIAL_N = 0x80;

    private Punycode() {}

    /** Encodes a label of at most 63 code points; the bound keeps the numbers far from overflow. */
    static String encode(int[] label) {
        StringBuilder out = new StringBuilder();
        for (int codePoint : label) {
            if (codePoint < INITIAL_N) {
                out.append((char) codePoint);
            }
        }
        int basic = out.length();
        int handled = basic;
        if (basic > 0) {
            out.append('-');
        }
        int n = INITIAL_N;
        int delta = 0;
        int bias = INITIAL_BIAS;
        while (handled < label.length) {
            int next = smallestFrom(n, label);
            delta += (next - n) * (handled + 1);
            n = next;
            for (int codePoint : label) {
                if (codePoint < n) {
                    delta++;
                } else if (codePoint == n) {
                    encodeNumber(delta, bias, out);
                    bias = adapt(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }
            delta++;
            n++;
        }
        return out.toString();
    }

    private static int smallestFrom(int n, int[] label) {
        int smallest = Integer.MAX_VALUE;
        for (int codePoint : label) {
            if (codePoint >= n && codePoint < smallest) {
                smallest = codePoint;
            }
        }
        return smallest;
    }

    private static void encodeNumber(int number, int bias, StringBuilder out) {
        int rest = number;
        for (int k = BASE; ; k += BASE) {
            int threshold = threshold(k, bias);
            if (rest < threshold) {
                out.append(digit(rest));
                return;
            }
            out.append(digit(threshold + (rest - threshold) % (BASE - threshold)));
            rest = (rest - threshold) / (BASE - threshold);
        }
    }

    /** Decodes what follows {@code xn--} in a label of at most 63 characters, lower case; empty array if it is malformed. */
    static int[] decode(String encoded) {
        CodePointBuffer out = new CodePointBuffer(encoded.length());
        int delimiter = encoded.lastIndexOf('-');
        for (int i = 0; i < delimiter; i++) {
            out.add(encoded.charAt(i));
        }
        int position = delimiter + 1;
        long n = INITIAL_N;
        int bias = INITIAL_BIAS;
        int place = 0;
        while (position < encoded.length()) {
            long delta = 0;
            long weight = 1;
            for (int k = BASE; ; k += BASE) {
                int digit = position < encoded.length() ? value(encoded.charAt(position++)) : -1;
                if (digit < 0 || delta > Integer.MAX_VALUE) {
                    return new int[0];
                }
                delta += digit * weight;
                int threshold = threshold(k, bias);
                if (digit < threshold) {
                    break;
                }
                weight = Math.min(weight * (BASE - threshold), Integer.MAX_VALUE);
            }
            long next = place + delta;
            int length = out.size() + 1;
            n += next / length;
            place = (int) (next % length);
            if (n > Character.MAX_CODE_POINT) {
                return new int[0];
            }
            bias = adapt((int) delta, length, length == Math.max(delimiter, 0) + 1);
            out.insert(place++, (int) n);
        }
        return out.toArray();
    }

    private static int threshold(int k, int bias) {
        return Math.max(T_MIN, Math.min(T_MAX, k - bias));
    }

    private static int adapt(int delta, int length, boolean first) {
        int scaled = first ? delta / DAMP : delta / 2;
        scaled += scaled / length;
        int k = 0;
        while (scaled > (BASE - T_MIN) * T_MAX / 2) {
            scaled /= BASE - T_MIN;
            k += BASE;
        }
        return k + (BASE - T_MIN + 1) * scaled / (scaled + SKEW);
    }

    private static char digit(int value) {
        return (char) (value < 26 ? 'a' + value : '0' + value - 26);
    }

    private static int value(char digit) {
        if (digit >= 'a' && digit <= 'z') {
            return digit - 'a';
        }
        return digit >= '0' && digit <= '9' ? digit - '0' + 26 : -1;
    }
}
