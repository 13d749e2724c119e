package im.redoubt.client.trust;

import java.util.List;

/** What DNS says of a server's certificates, and how far that can be believed. */
sealed interface TlsaAnswer {
    /** Calls the one method of {@code cases} that stands for this answer. */
    <R> R on(Cases<R> cases);

    /**
     * One method for each answer.
     *
     * @param <R> what they return
     */
    interface Cases<R> {
        R secure(List<TlsaRecord> records);

        R absent();

        R unsigned();

        R elsewhere();

        R unproved();
    }

    /**
     * The records, proved.
     *
     * @param records those that can be used; without any it is as if there were none
     */
    record Secure(List<TlsaRecord> records) implements TlsaAnswer {
        /** So many are looked at. */
        public static final int MOST = 50;

        /** Takes a copy, of at most {@link #MOST}. */
        public Secure {
            records = List.copyOf(records.subList(0, Math.min(records.size(), MOST)));
        }

        @Override
        public <R> R on(Cases<R> cases) {
            return cases.secure(records);
        }
    }

    /** The server that the domain names has no records; both are proved. */
    record Absent() implements TlsaAnswer {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.absent();
        }
    }

    /** It is proved that nobody signs the domain, or the host that it names. */
    record Unsigned() implements TlsaAnswer {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.unsigned();
        }
    }

    /** It is proved that the domain does not say that its server is there. */
    record Elsewhere() implements TlsaAnswer {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.elsewhere();
        }
    }

    /** What came is not proved, or nothing came. */
    record Unproved() implements TlsaAnswer {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.unproved();
        }
    }
}
