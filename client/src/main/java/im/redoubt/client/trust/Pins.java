package im.redoubt.client.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The pins of a server: the one that it shows now and at least one for the key that will follow, since a server that has lost its
 * only pinned key is lost to its clients (RFC 7469 section 4.3). Immutable.
 */
public final class Pins {
    /** Fewer are not accepted. */
    public static final int FEWEST = 2;

    /** More are not accepted. */
    public static final int MOST = 32;

    private final Set<Pin> all;
    private final Optional<Instant> until;

    private Pins(Set<Pin> all, Optional<Instant> until) {
        this.all = all;
        this.until = until;
    }

    /** Begins without pins. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the pins in the order in which they were added. */
    public List<Pin> all() {
        return List.copyOf(all);
    }

    /** Returns when they end, if they do. */
    public Optional<Instant> until() {
        return until;
    }

    /** Returns whether they have ended. */
    boolean ended(Instant now) {
        return until.isPresent() && !now.isBefore(until.get());
    }

    /** Returns the pin that one of these certificates has, if one does. */
    Optional<Pin> among(List<X509Certificate> certificates) {
        for (X509Certificate certificate : certificates) {
            for (Pin pin : all) {
                if (pin.fits(certificate)) {
                    return Optional.of(pin);
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return all + until.map(end -> " until " + end).orElse("");
    }

    /** Collects pins; {@link #build} checks them. */
    public static final class Builder {
        private final Set<Pin> all = new LinkedHashSet<>();
        private Optional<Instant> until = Optional.empty();

        private Builder() {}

        /**
         * Adds a pin.
         *
         * @param text {@code SHA256:} or {@code CERTSHA256:} and the hash
         * @return this
         * @throws IllegalArgumentException if it is none; the message says what a pin looks like
         */
        public Builder pin(String text) {
            return pin(Pin.of(text));
        }

        /**
         * Adds a pin.
         *
         * @param pin the pin
         * @return this
         */
        public Builder pin(Pin pin) {
            all.add(pin);
            return this;
        }

        /**
         * Says when the pins end. From then on authorities alone decide where there are any ({@link PkixTrust#pinned}), and
         * nobody is trusted where there are none ({@link Trust#pinsOnly}).
         *
         * @param end the first moment at which they are no longer asked for
         * @return this
         */
        public Builder until(Instant end) {
            until = Optional.of(end);
            return this;
        }

        /**
         * Makes the pins.
         *
         * @return the pins
         * @throws IllegalArgumentException if they are fewer than {@link #FEWEST} different ones or more than {@link #MOST}
         */
        public Pins build() {
            if (all.size() < FEWEST) {
                throw new IllegalArgumentException(
                        "Add a backup pin: that of a key which is kept off line and follows the one in use. Without it a server"
                                + " that loses its key is lost to this client.");
            }
            if (all.size() > MOST) {
                throw new IllegalArgumentException("More than " + MOST + " pins.");
            }
            return new Pins(new LinkedHashSet<>(all), until);
        }
    }
}
