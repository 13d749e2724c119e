package im.redoubt.xml;

import java.util.List;

/** What {@link XmlParser#next} found. */
public sealed interface XmlEvent {
    /** Calls the one method of {@code cases} that stands for this event. */
    <R> R on(Cases<R> cases);

    /**
     * One method for each event.
     *
     * @param <R> what they return
     */
    interface Cases<R> {
        R opened(Opened opened);

        R element(ParsedElement element);

        R closed();

        R violation(XmlViolation violation);

        R starved();
    }

    /**
     * The stream header.
     *
     * @param name the expanded name of the root element
     * @param defaultNamespace the default namespace that the header declares, empty if none
     * @param attributes its attributes, namespace declarations left out
     */
    record Opened(XmlName name, String defaultNamespace, List<XmlAttribute> attributes) implements XmlEvent {
        public Opened {
            attributes = List.copyOf(attributes);
        }

        @Override
        public <R> R on(Cases<R> cases) {
            return cases.opened(this);
        }
    }

    /** A complete element at depth 1. */
    record Complete(ParsedElement element) implements XmlEvent {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.element(element);
        }
    }

    /** The end of the stream. Whatever follows is not read. */
    record Closed() implements XmlEvent {
        static final Closed INSTANCE = new Closed();

        @Override
        public <R> R on(Cases<R> cases) {
            return cases.closed();
        }
    }

    /** The bytes are refused. The parser stays in this state. */
    record Refused(XmlViolation violation) implements XmlEvent {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.violation(violation);
        }
    }

    /** All bytes are used up and nothing is complete yet. */
    record Starved() implements XmlEvent {
        static final Starved INSTANCE = new Starved();

        @Override
        public <R> R on(Cases<R> cases) {
            return cases.starved();
        }
    }
}
