package im.redoubt.things.processor;

import im.redoubt.things.processor.Value.Facet;
import im.redoubt.things.processor.Value.Java;
import im.redoubt.things.processor.Value.Page;
import im.redoubt.things.processor.Value.Place;
import im.redoubt.things.processor.Value.Wire;
import java.util.ArrayList;
import java.util.List;

/** The kinds of values that a vocabulary has; each as {@code client.extension.Kind} reads and writes it. */
final class Values {
    private static final String DIGITS = "0|-?[1-9][0-9]*";
    private static final String MOMENT = "[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
            + "(\\.[0-9]{1,9})?(Z|[+\\-][0-9]{2}:[0-9]{2})";
    private static final String LENGTH =
            "P([0-9]{1,9}D)?(T([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}(\\.[0-9]{1,9})?S)?)?";
    private static final String BASE64 =
            "([A-Za-z0-9+/]{4})*([A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?";
    private static final String BARE_JID = "([^\\s@/]+@)?[^\\s@/]+";

    private Values() {}

    /** One of some constants; {@code written} as they are in XML. */
    static Value enumeration(String type, List<String> written) {
        List<Facet> facets = new ArrayList<>();
        written.forEach(name -> facets.add(new Facet("enumeration", name)));
        return new Value(
                new Java(type, ""),
                new Wire(Place.ATTRIBUTE, Kit.KIND + ".oneOf(" + type + ".class)", "xs:string", facets),
                new Page("one of " + String.join(", ", written), written.get(0)));
    }

    static Value integer(long least, long most, boolean primitive) {
        return number(
                new Java("java.lang.Integer", primitive ? ".intValue()" : ""),
                Kit.KIND + ".integer(" + literal((int) least) + ", " + literal((int) most) + ")",
                "xs:int",
                least,
                most);
    }

    static Value longInteger(long least, long most, boolean primitive) {
        return number(
                new Java("java.lang.Long", primitive ? ".longValue()" : ""),
                Kit.KIND + ".longInteger(" + literal(least) + ", " + literal(most) + ")",
                "xs:long",
                least,
                most);
    }

    private static Value number(Java java, String kind, String base, long least, long most) {
        List<Facet> facets = List.of(
                new Facet("pattern", DIGITS),
                new Facet("minInclusive", Long.toString(least)),
                new Facet("maxInclusive", Long.toString(most)));
        return new Value(
                java,
                new Wire(Place.ATTRIBUTE, kind, base, facets),
                new Page(
                        "a whole number, " + least + " to " + most, Long.toString(Math.max(least, Math.min(most, 1)))));
    }

    // The least value has no literal without a warning of somebody's; its name is as good.
    private static String literal(int value) {
        return value == Integer.MIN_VALUE ? "java.lang.Integer.MIN_VALUE" : Integer.toString(value);
    }

    private static String literal(long value) {
        return value == Long.MIN_VALUE ? "java.lang.Long.MIN_VALUE" : value + "L";
    }

    static Value truth(boolean primitive) {
        return new Value(
                new Java("java.lang.Boolean", primitive ? ".booleanValue()" : ""),
                new Wire(Place.ATTRIBUTE, Kit.KIND + ".truth()", "xs:boolean", List.of()),
                new Page("true or false", "true"));
    }

    static Value moment() {
        List<Facet> facets = List.of(
                new Facet("pattern", MOMENT),
                new Facet("minInclusive", "1970-01-01T00:00:00Z"),
                new Facet("maxInclusive", "2199-12-31T23:59:59Z"));
        return new Value(
                new Java("java.time.Instant", ""),
                new Wire(Place.ATTRIBUTE, Kit.KIND + ".instant()", "xs:dateTime", facets),
                new Page("a moment, of the years 1970 to 2199", "2026-01-01T12:00:00Z"));
    }

    static Value length(int mostSeconds) {
        List<Facet> facets = List.of(
                new Facet("pattern", LENGTH),
                new Facet("minInclusive", "PT0S"),
                new Facet("maxInclusive", "PT" + mostSeconds + "S"));
        return new Value(
                new Java("java.time.Duration", ""),
                new Wire(
                        Place.ATTRIBUTE,
                        Kit.KIND + ".duration(java.time.Duration.ofSeconds(" + mostSeconds + "L))",
                        "xs:duration",
                        facets),
                new Page("a length of time, " + counted(mostSeconds, "second") + " at most", "PT1S"));
    }

    static Value bareJid() {
        return address(
                Kit.BARE_JID, "bareJid", BARE_JID, new Page("an address without a resource", "alice@example.org"));
    }

    static Value jid() {
        return address(Kit.JID, "jid", BARE_JID + "(/.+)?", new Page("an address", "alice@example.org"));
    }

    private static Value address(String type, String kind, String pattern, Page page) {
        return new Value(
                new Java(type, ""),
                new Wire(
                        Place.ATTRIBUTE,
                        Kit.KIND + "." + kind + "()",
                        "xs:string",
                        List.of(new Facet("maxLength", "3071"), new Facet("pattern", pattern))),
                page);
    }

    static Value text(int mostChars) {
        return new Value(
                new Java(Kit.UNVERIFIED, ""),
                new Wire(
                        Place.TEXT,
                        Kit.KIND + ".text(" + mostChars + ")",
                        "xs:string",
                        List.of(new Facet("maxLength", Integer.toString(mostChars)))),
                new Page(
                        "text, " + counted(mostChars, "character") + " at most",
                        "text".substring(0, Math.min(mostChars, 4))));
    }

    static Value bytes(int mostBytes) {
        return base64(
                Kit.OCTETS,
                Kit.KIND + ".bytes(" + mostBytes + ")",
                mostBytes,
                new Page(
                        "bytes in Base64, " + mostBytes + " at most",
                        mostBytes == 1 ? "AQ==" : mostBytes == 2 ? "AQI=" : "AQID"));
    }

    static Value pin() {
        return base64(
                Kit.PIN,
                Kit.PIN + ".KIND",
                Kit.PIN_BYTES,
                new Page("a PIN, sealed to the device", "A".repeat(86) + "=="));
    }

    private static Value base64(String type, String kind, int mostBytes, Page page) {
        List<Facet> facets = List.of(new Facet("pattern", BASE64), new Facet("maxLength", Integer.toString(mostBytes)));
        return new Value(new Java(type, ""), new Wire(Place.TEXT, kind, "xs:base64Binary", facets), page);
    }

    /** A record of the same vocabulary. */
    static Value nested(String type, String name, WireName wire) {
        return new Value(
                new Java(type, ""),
                new Wire(Place.NESTED, TypesWriter.codec(name), wire.text(), List.of()),
                new Page("a " + wire.text(), ""));
    }

    private static String counted(int number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
