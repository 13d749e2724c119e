package im.redoubt.client.dns;

import java.io.ByteArrayOutputStream;

/**
 * One question to a server of DNS that will ask others (RFC 1035 section 4.1, RFC 6891). Signatures are asked for with it.
 *
 * @param id 0 to 65535, which nobody can guess
 * @param name what is asked about
 * @param type which records
 */
record Query(int id, DomainName name, int type) {
    /** What is not cut into pieces on the way. */
    static final int UDP_BYTES = 1_232;

    private static final int RECURSION_DESIRED = 0x0100;
    private static final int INTERNET = 1;
    private static final int OPT = 41;
    private static final int SIGNATURES_TOO = 0x8000;

    byte[] wire() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write16(out, id, RECURSION_DESIRED, 1, 0, 0, 1);
        byte[] owner = name.wire();
        out.write(owner, 0, owner.length);
        write16(out, type, INTERNET);
        out.write(0);
        write16(out, OPT, UDP_BYTES, 0, SIGNATURES_TOO, 0);
        return out.toByteArray();
    }

    private static void write16(ByteArrayOutputStream out, int... numbers) {
        for (int number : numbers) {
            out.write(number >> 8);
            out.write(number);
        }
    }
}
