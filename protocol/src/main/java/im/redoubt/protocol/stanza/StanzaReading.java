package im.redoubt.protocol.stanza;

/** What {@link StanzaCodec#read} made of a top-level element. */
public sealed interface StanzaReading {
    /** Calls the one method of {@code cases} that stands for this verdict. */
    <R> R on(Cases<R> cases);

    /**
     * One method for each verdict.
     *
     * @param <R> what they return
     */
    interface Cases<R> {
        R valid(Stanza stanza);

        R rejected(Stanza answer);

        R ignored();

        R notAStanza();
    }

    /** A stanza. */
    record Valid(Stanza stanza) implements StanzaReading {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.valid(stanza);
        }
    }

    /** A stanza that breaks a rule, with the error that answers it; neither sender nor recipient are set in it. */
    record Rejected(Stanza answer) implements StanzaReading {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.rejected(answer);
        }
    }

    /** A stanza that breaks a rule and must not be answered, since it is an error or an answer itself. */
    record Ignored() implements StanzaReading {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.ignored();
        }
    }

    /** Some other element: the stream error {@code unsupported-stanza-type}. */
    record NotAStanza() implements StanzaReading {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.notAStanza();
        }
    }
}
