package im.redoubt.protocol.stream;

import java.util.LinkedHashMap;
import java.util.Map;

/** Bytes that no stream can carry, with the condition that answers them, for any place where an element may begin. */
final class HostileBytes {
    private HostileBytes() {}

    static Map<String, StreamCondition> insideAStream() {
        Map<String, StreamCondition> hostile = new LinkedHashMap<>();
        StreamCondition restricted = StreamCondition.RESTRICTED_XML;
        hostile.put("<!DOCTYPE a>", restricted);
        hostile.put("<!DOCTYPE a [<!ENTITY b 'c'>]>", restricted);
        hostile.put("<!DOCTYPE a SYSTEM 'file:///etc/passwd'>", restricted);
        hostile.put("<!ENTITY % a 'b'>", restricted);
        hostile.put("<!-- comment -->", restricted);
        hostile.put("<?php echo 1 ?>", restricted);
        hostile.put("<a>&nbsp;</a>", restricted);
        hostile.put("<a b='&b;'/>", restricted);
        hostile.put("<message><body><!-- --></body></message>", restricted);
        StreamCondition malformed = StreamCondition.NOT_WELL_FORMED;
        hostile.put("<?xml version='1.0'?>", malformed);
        hostile.put("<a>&#0;</a>", malformed);
        hostile.put("<a>&#xD800;</a>", malformed);
        hostile.put("<a b='1' b='2'/>", malformed);
        hostile.put("<a><b></a></b>", malformed);
        hostile.put("<a b=c/>", malformed);
        hostile.put("<a>]]></a>", malformed);
        hostile.put("<a|b/>", malformed);
        hostile.put("</message>", malformed);
        hostile.put("<a\u0000/>", malformed);
        hostile.put("<a>\uFFFE</a>", malformed);
        hostile.put("<auth mechanism='A' mechanism='B'/>", malformed);
        StreamCondition prefix = StreamCondition.BAD_NAMESPACE_PREFIX;
        hostile.put("<p:a/>", prefix);
        hostile.put("<a xmlns:xml='u'/>", prefix);
        hostile.put("<a xmlns:xmlns='u'/>", prefix);
        hostile.put("<a p:b='c'/>", prefix);
        StreamCondition format = StreamCondition.BAD_FORMAT;
        hostile.put("text", format);
        hostile.put("<![CDATA[text]]>", format);
        hostile.put("<stream:stream to='example.org' version='1.0'>", format);
        hostile.put("<message><stream:stream>", format);
        StreamCondition policy = StreamCondition.POLICY_VIOLATION;
        hostile.put("<a>".repeat(9), policy);
        hostile.put("<a>" + "x".repeat(10_000), policy);
        hostile.put("<a " + "b".repeat(300) + "='1'/>", policy);
        hostile.put("<" + "a".repeat(300) + "/>", policy);
        hostile.put("<a>" + "<b/>".repeat(300), policy);
        hostile.put("<a" + attributes(20) + "/>", policy);
        hostile.put("<a xmlns='" + "u".repeat(300) + "'/>", policy);
        return hostile;
    }

    /** Before the header too, where a name of another kind is no element that is out of place but no stream. */
    static Map<String, StreamCondition> beforeAHeader() {
        Map<String, StreamCondition> hostile = new LinkedHashMap<>();
        hostile.put("<!DOCTYPE a>", StreamCondition.RESTRICTED_XML);
        hostile.put("<!-- comment --><a/>", StreamCondition.RESTRICTED_XML);
        hostile.put("<?php ?>", StreamCondition.RESTRICTED_XML);
        hostile.put("GET / HTTP/1.1\r\nHost: example.org\r\n\r\n", StreamCondition.NOT_WELL_FORMED);
        hostile.put("\u0016\u0003\u0001\u0002", StreamCondition.NOT_WELL_FORMED);
        hostile.put("\uFEFF<stream:stream>", StreamCondition.NOT_WELL_FORMED);
        hostile.put("<?xml version='1.1'?>", StreamCondition.NOT_WELL_FORMED);
        hostile.put("<?xml version='1.0' encoding='UTF-16'?>", StreamCondition.UNSUPPORTED_ENCODING);
        hostile.put("<?xml version='1.0' encoding='ISO-8859-1'?>", StreamCondition.UNSUPPORTED_ENCODING);
        hostile.put("\u0000<\u0000s", StreamCondition.UNSUPPORTED_ENCODING);
        hostile.put("<stream:stream xmlns='jabber:client'>", StreamCondition.BAD_NAMESPACE_PREFIX);
        hostile.put("<a" + attributes(20) + ">", StreamCondition.POLICY_VIOLATION);
        hostile.put("<a " + "b".repeat(10_001), StreamCondition.POLICY_VIOLATION);
        return hostile;
    }

    private static String attributes(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(" a").append(i).append("='1'");
        }
        return text.toString();
    }

    /** Returns what a test is called by. */
    static String shown(String bytes) {
        String one = bytes.replaceAll("\\p{Cntrl}", "·");
        if (one.isBlank()) {
            return "white space";
        }
        return one.length() <= 40 ? one : one.substring(0, 40) + "… (" + one.length() + ")";
    }
}
