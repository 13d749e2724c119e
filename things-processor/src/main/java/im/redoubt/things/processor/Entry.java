package im.redoubt.things.processor;

import java.util.List;
import java.util.Optional;
import javax.lang.model.element.TypeElement;

/**
 * A record of a vocabulary.
 *
 * @param element where it stands in the source
 * @param wire the name of its element
 * @param purpose what it is for
 * @param components its fields
 */
record Entry(TypeElement element, WireName wire, Purpose purpose, List<Component> components) {
    /** What a record is for. */
    enum What {
        COMMAND,
        EVENT,
        READING,
        /** Nothing by itself: it stands in others, or answers a command. */
        PART
    }

    /**
     * What a record is for.
     *
     * @param what in a word
     * @param terms the rest, of a command
     */
    record Purpose(What what, Optional<Terms> terms) {}

    /**
     * What there is of a command alone.
     *
     * @param answer the name of the record that answers it
     * @param roles who may give it
     * @param sleeping whether it may wait until the device wakes
     */
    record Terms(String answer, List<String> roles, boolean sleeping) {}

    String name() {
        return element.getSimpleName().toString();
    }

    String type() {
        return element.getQualifiedName().toString();
    }

    boolean hasSecrets() {
        return components.stream().anyMatch(component -> component.value().isSecret());
    }
}
