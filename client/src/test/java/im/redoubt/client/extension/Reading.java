package im.redoubt.client.extension;

import static im.redoubt.client.extension.Field.attribute;
import static im.redoubt.client.extension.Field.child;
import static im.redoubt.client.extension.Field.children;
import static im.redoubt.client.extension.Field.list;
import static im.redoubt.client.extension.Field.optionalAttribute;
import static im.redoubt.client.extension.Field.optionalChild;

import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The payload of the tests: a measurement, and one of each kind of field. */
record Reading(
        Unit unit,
        int tenths,
        Instant at,
        Optional<Octets> proof,
        BareJid sensor,
        Optional<Unverified> note,
        List<Unverified> labels,
        List<Sample> samples) {
    static final String NAMESPACE = "urn:example:reading:0";

    enum Unit {
        CELSIUS,
        KELVIN,
        SOMETHING_ELSE
    }

    /** One of many. */
    record Sample(long count) {
        static final Codec<Sample> CODEC = Codec.element(NAMESPACE, "sample")
                .of(Sample::new, attribute("count", Kind.longInteger(0, Long.MAX_VALUE), Sample::count));
    }

    static final Codec<Reading> CODEC = Codec.element(NAMESPACE, "reading")
            .of(
                    Reading::new,
                    attribute("unit", Kind.oneOf(Unit.class), Reading::unit),
                    attribute("tenths", Kind.integer(-2732, 20_000), Reading::tenths),
                    attribute("at", Kind.instant(), Reading::at),
                    optionalAttribute("proof", Kind.bytes(4), Reading::proof),
                    child("sensor", Kind.bareJid(), Reading::sensor),
                    optionalChild("note", Kind.text(20), Reading::note),
                    children("label", Kind.text(5), 3, Reading::labels),
                    list(Sample.CODEC, 2, Reading::samples));

    /** An application's own rule over several fields. */
    Reading {
        if (unit == Unit.KELVIN && tenths < 0) {
            throw new IllegalArgumentException("below nothing");
        }
    }
}
