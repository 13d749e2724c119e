package im.redoubt.testkit.hostile;

/**
 * What no server may write into a stream (RFC 6120 section 11), or nobody can be expected to read. A client ends its stream at each,
 * wherever it comes.
 */
public enum HostileXml {
    /** A document type. */
    DOCTYPE("S-1", "restricted-xml", "<!DOCTYPE stream>"),
    /** Entities of entities. */
    BILLION_LAUGHS(
            "S-2",
            "restricted-xml",
            "<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
                    + "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'>]>"
                    + "<message><body>&d;&d;&d;&d;</body></message>"),
    /** An entity that is a file. */
    EXTERNAL_ENTITY(
            "S-2",
            "restricted-xml",
            "<!DOCTYPE l [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><message><body>&e;</body></message>"),
    /** An entity that nobody has declared. */
    UNKNOWN_ENTITY("S-2", "restricted-xml", "<message><body>&nbsp;</body></message>"),
    /** A comment. */
    COMMENT("S-3", "restricted-xml", "<!-- nothing -->"),
    /** A processing instruction. */
    INSTRUCTION("S-3", "restricted-xml", "<?php nothing ?>"),
    /** A declaration in the middle. */
    LATE_DECLARATION("S-3", "not-well-formed", " <?xml version='1.0'?>"),
    /** A less-than sign in two bytes. */
    OVERLONG("S-4", "not-well-formed", "<message><body>" + Octets.raw(0xc0, 0xbc) + "a/></body></message>"),
    /** A less-than sign in three bytes. */
    OVERLONG_OF_THREE("S-4", "not-well-formed", "<message><body>" + Octets.raw(0xe0, 0x80, 0xbc) + "</body></message>"),
    /** Surrogates as if they were characters. */
    SURROGATES(
            "S-4",
            "not-well-formed",
            "<message><body>" + Octets.raw(0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80) + "</body></message>"),
    /** A character that is not finished before a tag. */
    UNFINISHED_CHARACTER("S-4", "not-well-formed", "<message><body>" + Octets.raw(0xeb) + "</body></message>"),
    /** A character beyond all. */
    BEYOND_UNICODE(
            "S-4", "not-well-formed", "<message><body>" + Octets.raw(0xf5, 0x80, 0x80, 0x80) + "</body></message>"),
    /** A stanza in UTF-16. */
    UTF_16("S-4", "not-well-formed", Octets.raw(0xff, 0xfe, '<', 0, 'm', 0, '/', 0, '>', 0)),
    /** A prefix that nobody has declared. */
    UNDECLARED_PREFIX("S-5", "bad-namespace-prefix", "<evil:message/>"),
    /** The prefix of XML itself, for something else. */
    REBOUND_XML("S-5", "bad-namespace-prefix", "<message xmlns:xml='urn:evil'/>"),
    /** The prefix of declarations, for something else. */
    REBOUND_XMLNS("S-5", "bad-namespace-prefix", "<message xmlns:xmlns='urn:evil'/>"),
    /** An attribute twice, by two prefixes. */
    TWICE_BY_NAMESPACE("S-5", "not-well-formed", "<message xmlns:a='urn:e' xmlns:b='urn:e' a:id='1' b:id='2'/>"),
    /** An attribute twice. */
    TWICE("S-5", "not-well-formed", "<message id='1' id='2'/>"),
    /** A name with the separator of expat in it. */
    SEPARATOR_IN_A_NAME("S-5", "not-well-formed", "<mess\u000cage/>"),
    /** A stream within a stanza. */
    NESTED_STREAM(
            "S-6",
            "bad-format",
            "<message><stream:stream xmlns:stream='" + Names.STREAMS
                    + "' to='x'><iq type='result' id='evil'/></stream:stream></message>"),
    /** The end of the stream within a stanza. */
    NESTED_END("S-6", "not-well-formed", "<message><body></stream:stream></body></message>"),
    /** Another header. */
    SECOND_HEADER(
            "S-6",
            "bad-format",
            "<stream:stream xmlns='jabber:client' xmlns:stream='" + Names.STREAMS
                    + "' from='evil.example' version='1.0'>"),
    /** A stanza of servers. */
    STANZA_OF_SERVERS("S-6", "unsupported-stanza-type", "<message xmlns='jabber:server'><body>evil</body></message>"),
    /** NUL by reference. */
    NUL("S-9", "not-well-formed", "<message><body>&#0;</body></message>"),
    /** What is no character, by reference. */
    NO_CHARACTER("S-9", "not-well-formed", "<message><body>&#xFFFE;</body></message>"),
    /** Tags that do not match. */
    CROSSED_TAGS("S-6", "not-well-formed", "<message><body></message></body>"),
    /** An end tag that differs from its start tag by a letter. */
    MISSPELT_END("S-6", "not-well-formed", "<message><body></bode></message>"),
    /** Text between stanzas. */
    BARE_TEXT("S-6", "bad-format", "text"),
    /** A hundred thousand elements in each other. */
    DEEP("S-10", "policy-violation", "<message>" + "<a>".repeat(100_000)),
    /** Ten thousand attributes. */
    WIDE("S-10", "policy-violation", "<message" + many(" a%d=''", 10_000) + "/>"),
    /** Many elements side by side. */
    MANY_ELEMENTS("S-10", "policy-violation", "<message>" + "<a/>".repeat(1_000_000) + "</message>"),
    /** A name of a mebibyte. */
    LONG_NAME("S-10", "policy-violation", "<message><" + "n".repeat(1 << 20) + "/></message>"),
    /** A value of sixteen mebibytes. */
    LONG_VALUE("S-10", "policy-violation", "<message id='" + "v".repeat(1 << 24) + "'/>"),
    /** Text of sixteen mebibytes. */
    LONG_TEXT("S-10", "policy-violation", "<message><body>" + "t".repeat(1 << 24) + "</body></message>"),
    /** Thirty-two thousand declarations. */
    NAMESPACES("S-10", "policy-violation", "<message" + many(" xmlns:p%d='urn:p'", 32_768) + "/>");

    private final String row;
    private final String condition;
    private final String text;

    HostileXml(String row, String condition, String text) {
        this.row = row;
        this.condition = condition;
        this.text = text;
    }

    private static String many(String one, int times) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < times; i++) {
            all.append(one.replace("%d", Integer.toString(i)));
        }
        return all.toString();
    }

    /** Returns the row of the list of attacks. */
    public String row() {
        return row;
    }

    /** Returns the condition of RFC 6120 section 4.9.3 with which it is refused. */
    public String condition() {
        return condition;
    }

    /** Returns how much of it there is, in bytes. */
    public int size() {
        return text.length();
    }

    /** Returns the text; some of it may stand for bytes that are no UTF-8. */
    String text() {
        return text;
    }

    /** Puts it in front of what is said at a moment. */
    public Bending before(Moment moment) {
        return Bending.at(moment, (honest, scene) -> text + honest);
    }
}
