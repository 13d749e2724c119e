package im.redoubt.things.update;

import im.redoubt.things.key.VerifyingKey;
import java.util.List;

/**
 * What a program knows of itself. It is compiled into it, and nothing from the network changes it.
 *
 * @param product which kind of device it is for, as in {@link Release#product}
 * @param number the how-manieth it is, as in {@link Release#number}
 * @param makers the keys of whoever makes it, one of which has signed what comes after it: 1 to {@link #MOST_MAKERS}. A key is replaced by a
 *     release that has the next one in it
 * @param mostSize the largest program that the device takes, in bytes; it has room for two
 */
public record OwnProgram(String product, long number, List<VerifyingKey> makers, long mostSize) {
    /** The most keys. */
    public static final int MOST_MAKERS = 8;

    /** Takes a copy, and checks that each is within its bounds. */
    public OwnProgram {
        makers = List.copyOf(makers);
        if (!Release.isProduct(product)
                || number < 1
                || makers.isEmpty()
                || makers.size() > MOST_MAKERS
                || mostSize < 1
                || mostSize > Release.MOST_SIZE) {
            throw new IllegalArgumentException("a program has a product, a number from 1 on, 1 to " + MOST_MAKERS
                    + " keys of its maker, and takes 1 to " + Release.MOST_SIZE + " bytes");
        }
    }
}
