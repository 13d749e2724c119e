package im.redoubt.client.picture;

import java.util.Arrays;
import java.util.HexFormat;

/** Pictures of tests. */
public final class Pictures {
    /** A picture of one pixel. */
    public static final Picture PIXEL = Picture.of(HexFormat.of()
            .parseHex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63"
                    + "6460f85f0f0002850182b8d9b6f80000000049454e44ae426082"));

    private Pictures() {}

    /** Returns what begins like a PNG and has so many bytes. */
    public static byte[] png(int size) {
        return Arrays.copyOf(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'}, size);
    }
}
