package im.redoubt.protocol.stream;

import im.redoubt.xml.Element;
import java.util.Optional;
import java.util.UUID;

/**
 * What a client says of itself when it signs in (XEP-0388 section 2.3). Nothing of it is proved, and nobody but the account itself
 * may see it.
 *
 * @param id the same for ever for one installation
 * @param software the name of the program, {@link #LONGEST_NAME} characters at most
 * @param device the name of the device, {@link #LONGEST_NAME} characters at most
 */
public record UserAgent(Optional<UUID> id, Optional<String> software, Optional<String> device) {
    /** A client that says nothing. */
    public static final UserAgent UNKNOWN = new UserAgent(Optional.empty(), Optional.empty(), Optional.empty());

    /** What a name is cut to, in characters. */
    public static final int LONGEST_NAME = 100;

    private static final int UUID_LENGTH = 36;
    private static final int RANDOM = 4;
    private static final int RFC_9562 = 2;

    /** Returns what an element {@code <user-agent/>} says, or nothing if its id is no UUID of version 4. */
    static Optional<UserAgent> read(Element element) {
        Optional<UUID> id = element.attribute("id").flatMap(UserAgent::random);
        if (element.attribute("id").isPresent() && !id.isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new UserAgent(id, name(element, "software"), name(element, "device")));
    }

    private static Optional<UUID> random(String text) {
        if (text.length() != UUID_LENGTH || !text.matches("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")) {
            return Optional.empty();
        }
        return Optional.of(UUID.fromString(text)).filter(UserAgent::isRandom);
    }

    /** Returns whether {@code id} is of version 4, as the id of an installation has to be. */
    static boolean isRandom(UUID id) {
        return id.version() == RANDOM && id.variant() == RFC_9562;
    }

    /** Returns the element that says this, or nothing where there is nothing to say. */
    Optional<Element> element() {
        if (equals(UNKNOWN)) {
            return Optional.empty();
        }
        Element.Builder element = Element.named(StreamNames.SASL2, "user-agent");
        id.ifPresent(value -> element.attribute("id", value.toString()));
        software.ifPresent(name -> element.child(StreamNames.SASL2, "software", name));
        device.ifPresent(name -> element.child(StreamNames.SASL2, "device", name));
        return Optional.of(element.build());
    }

    /** Cut where no character is cut in two. */
    private static Optional<String> name(Element element, String local) {
        return element.first(StreamNames.SASL2, local)
                .map(Element::text)
                .filter(text -> !text.isEmpty())
                .map(text -> text.codePointCount(0, text.length()) <= LONGEST_NAME
                        ? text
                        : text.substring(0, text.offsetByCodePoints(0, LONGEST_NAME)));
    }
}
