package im.redoubt.client.dns;

/** The types of records that we ask for or look at (RFC 1035 section 3.2.2 and others). */
final class RecordType {
    static final int A = 1;
    static final int NS = 2;
    static final int CNAME = 5;
    static final int SOA = 6;
    static final int AAAA = 28;
    static final int SRV = 33;
    static final int DNAME = 39;
    static final int DS = 43;
    static final int RRSIG = 46;
    static final int NSEC = 47;
    static final int DNSKEY = 48;
    static final int NSEC3 = 50;
    static final int TLSA = 52;

    private RecordType() {}
}
