package im.redoubt.things.command;

import static im.redoubt.client.extension.Field.child;

import im.redoubt.client.extension.Codec;
import im.redoubt.client.extension.Kind;
import im.redoubt.client.text.Unverified;

/** A command of the tests. */
record Disarm(Unverified pin, Zone zone) {
    enum Zone {
        HALL,
        GARDEN
    }

    static final Codec<Disarm> CODEC = Codec.element("urn:example:alarm:1", "disarm")
            .of(
                    Disarm::new,
                    child("pin", Kind.text(16), Disarm::pin),
                    child("zone", Kind.oneOf(Zone.class), Disarm::zone));
}
