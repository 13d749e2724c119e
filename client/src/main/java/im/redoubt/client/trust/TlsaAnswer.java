package im.redoubt.client.trust;

import java.util.List;

/** What DNS says of a server's certificates, and how far that can be believed. */
public sealed interface TlsaAnswer {
    /** Calls the one method of {@code cases} that stands for this answer. */
    <R> R on(Cases<R> cases);

    /**
     * One method for each answer.
     *
     * @param <R> what they return
     */
    interface Cases<R> {
        R secure(List<TlsaRecord> records);

        R unsigned();

        R bogus();
    }

    /**
     * The records, validated.
     *
     * @param records those that can be used; without any, authorities decide
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

    /** There are no records, which was validated. Authorities decide. */
    record Absent() implements TlsaAnswer {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.unsigned();
        }
    }

    /** The domain, or the host that its SRV record names, is not signed, which was validated. Authorities decide. */
    record Insecure() implements TlsaAnswer {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.unsigned();
        }
    }

    /** What came did not validate, or nothing came. The server is refused. */
    record Bogus() implements TlsaAnswer {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.bogus();
        }
    }
}
