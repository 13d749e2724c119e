package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.Mechanism;
import im.redoubt.protocol.sasl.Offer;
import java.util.ArrayList;
import java.util.List;

/** A mechanism of SASL on the server's side. Whatever is offered is one of these, in both profiles. */
interface ServerMechanism {
    /** Returns the registered name. */
    String wireName();

    /**
     * Takes the first message.
     *
     * @param attempt the attempt, which names nobody yet
     * @param initial the message, no longer base64; the caller wipes it
     */
    ServerStep begin(Attempt attempt, byte[] initial);

    /** Returns the mechanisms that are offered on a stream, strongest first. Whatever is not in this list is not taken. */
    static List<ServerMechanism> offered(Offer offer) {
        List<ServerMechanism> mechanisms = new ArrayList<>();
        for (Mechanism mechanism : offer.mechanisms()) {
            mechanisms.add(new ScramMechanism(mechanism));
        }
        if (offer.others().contains(SaslElements.PLAIN)) {
            mechanisms.add(new PlainMechanism());
        }
        if (offer.others().contains(ExternalMechanism.NAME)) {
            mechanisms.add(new ExternalMechanism());
        }
        return mechanisms;
    }
}
