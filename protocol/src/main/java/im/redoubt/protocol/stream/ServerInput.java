package im.redoubt.protocol.stream;

import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlViolation;

/** What can happen to a server's side of a negotiation. */
public sealed interface ServerInput {
    /** Gives this input to a state. */
    ServerStep to(ServerState state);

    /**
     * A stream header.
     *
     * @param header what the parser read
     */
    record Opened(XmlEvent.Opened header) implements ServerInput {
        @Override
        public ServerStep to(ServerState state) {
            return state.opened(header);
        }
    }

    /**
     * A complete top-level element.
     *
     * @param element what the parser read
     */
    record Received(ParsedElement element) implements ServerInput {
        @Override
        public ServerStep to(ServerState state) {
            return state.element(element);
        }
    }

    /**
     * The answer to an effect.
     *
     * @param answer what was asked for
     */
    record Answered(ServerAnswer answer) implements ServerInput {
        @Override
        public ServerStep to(ServerState state) {
            return state.answered(answer);
        }
    }

    /** The peer closed its stream: ours is closed too (RFC 6120 section 4.4). */
    record Footer() implements ServerInput {
        @Override
        public ServerStep to(ServerState state) {
            return state instanceof Ended
                    ? ServerStep.to(state)
                    : ServerStep.to(new Ended(state.context()), new ServerEffect.Leave());
        }
    }

    /**
     * Something ends the stream from outside: refused bytes, a deadline, a shutdown.
     *
     * @param error what the peer is told
     */
    record Failed(StreamError error) implements ServerInput {
        /** Returns the input for bytes that the parser refused. */
        public static Failed by(XmlViolation violation) {
            return new Failed(StreamError.of(violation));
        }

        @Override
        public ServerStep to(ServerState state) {
            return state instanceof Ended ? ServerStep.to(state) : state.fail(error);
        }
    }
}
