package im.redoubt.client.dns;

/** The records of one zone that say what is not there, each verified before. */
interface Denial {
    /** Returns what they prove of records of this name and type. */
    Denied of(DomainName name, int type);

    /**
     * Returns whether they prove that a wildcard stands for a name: that nothing is closer to it (RFC 4035 section 5.3.4, RFC 5155
     * section 8.8).
     *
     * @param name a name in the zone
     * @param labels how many labels the wildcard stands below
     */
    boolean leavesWildcard(DomainName name, int labels);
}
