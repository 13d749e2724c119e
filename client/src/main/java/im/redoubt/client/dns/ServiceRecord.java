package im.redoubt.client.dns;

/**
 * One place where a service is (RFC 2782).
 *
 * @param priority 0 to 65535, lower ones first
 * @param weight 0 to 65535, the share among those of the same priority
 * @param port 0 to 65535 as received
 * @param target a host name, or {@code .} for a service that is decidedly not there
 */
public record ServiceRecord(int priority, int weight, int port, String target) {
    /** The target that is no host. */
    public static final String NOWHERE = ".";

    private static final int MAX = 0xFFFF;

    /** Checks the numbers. */
    public ServiceRecord {
        if (((priority | weight | port) & ~MAX) != 0) {
            throw new IllegalArgumentException("priority, weight and port are from 0 to 65535");
        }
    }

    /** Returns whether this says that there is no such service. */
    public boolean isNowhere() {
        return target.equals(NOWHERE);
    }
}
