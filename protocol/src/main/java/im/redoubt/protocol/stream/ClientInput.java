package im.redoubt.protocol.stream;

import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlViolation;
import java.util.Optional;

/** What can happen to a client's side of a negotiation. */
public sealed interface ClientInput {
    /** Gives this input to a state. */
    ClientStep to(ClientState state);

    /**
     * The server's stream header.
     *
     * @param header what the parser read
     */
    record Opened(XmlEvent.Opened header) implements ClientInput {
        @Override
        public ClientStep to(ClientState state) {
            return state.opened(header);
        }
    }

    /**
     * A complete top-level element. A stream error ends the negotiation wherever it stands.
     *
     * @param element what the parser read
     */
    record Received(ParsedElement element) implements ClientInput {
        @Override
        public ClientStep to(ClientState state) {
            return element.name().is(StreamNames.STREAMS, "error") ? state.error(element) : state.element(element);
        }
    }

    /**
     * The answer to an effect.
     *
     * @param answer what was asked for
     */
    record Answered(ClientAnswer answer) implements ClientInput {
        @Override
        public ClientStep to(ClientState state) {
            return state.answered(answer);
        }
    }

    /** The server closed its stream (RFC 6120 section 4.4). */
    record Footer() implements ClientInput {
        @Override
        public ClientStep to(ClientState state) {
            return state.over(new ClientFailure.Closed("the server closed the stream"));
        }
    }

    /** The connection is gone: nothing can be written any more. */
    record Lost() implements ClientInput {
        @Override
        public ClientStep to(ClientState state) {
            return state.dropped(new ClientFailure.Closed("the connection was lost"));
        }
    }

    /**
     * Something ends the stream from this side: refused bytes, a deadline, somebody who gives up.
     *
     * @param error what the server is told
     */
    record Failed(StreamError error) implements ClientInput {
        /** Returns the input for bytes that the parser refused. */
        public static Failed by(XmlViolation violation) {
            return new Failed(StreamError.of(violation));
        }

        @Override
        public ClientStep to(ClientState state) {
            return state.over(new ClientFailure.Stopped(Optional.of(error)));
        }
    }
}
