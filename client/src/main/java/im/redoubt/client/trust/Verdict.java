package im.redoubt.client.trust;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What came of looking at a server's certificates. It explains itself. */
public sealed interface Verdict {
    /** Returns the certificates that the server has shown, its own first. */
    List<SeenCertificate> seen();

    /** Returns what was found in words of printable ASCII, to be shown to somebody. */
    String explanation();

    /** Returns this if the server is trusted. */
    Optional<Trusted> asTrusted();

    /** Returns this if it is not. */
    Optional<Refused> asRefused();

    /**
     * The server is the one that was asked for.
     *
     * @param domain the XMPP domain, in the form of DNS
     * @param because who or what vouches for it
     * @param seen the certificates that the server has shown, its own first
     */
    record Trusted(String domain, String because, List<SeenCertificate> seen) implements Verdict {
        /** Takes a copy of what was seen. */
        public Trusted {
            seen = List.copyOf(seen);
        }

        @Override
        public String explanation() {
            return "The server proved to be " + domain + ": " + because + ".";
        }

        @Override
        public Optional<Trusted> asTrusted() {
            return Optional.of(this);
        }

        @Override
        public Optional<Refused> asRefused() {
            return Optional.empty();
        }

        /** Prints no more than who is trusted. */
        @Override
        public String toString() {
            return "Trusted[" + domain + ']';
        }
    }

    /**
     * It is not, or has not proved it. Nothing was sent to it.
     *
     * @param domain the XMPP domain, in the form of DNS
     * @param problems what is wrong, at least one
     * @param seen the certificates that the server has shown, its own first
     */
    record Refused(String domain, List<Problem> problems, List<SeenCertificate> seen) implements Verdict {
        /** Takes copies. */
        public Refused {
            problems = List.copyOf(problems);
            seen = List.copyOf(seen);
        }

        /** Returns the kinds of what is wrong. */
        public Set<Reason> reasons() {
            Set<Reason> reasons = EnumSet.noneOf(Reason.class);
            problems.forEach(problem -> reasons.add(problem.reason()));
            return reasons;
        }

        /** Returns the pin by which this server would be trusted, if that is all that is wrong with its certificate. */
        public Optional<Pin> pinIfRight() {
            boolean pinSuffices =
                    problems.stream().allMatch(problem -> problem.reason().isAboutTrust());
            return pinSuffices && !seen.isEmpty()
                    ? Optional.of(seen.get(0).pins().key())
                    : Optional.empty();
        }

        /** Returns what is wrong, what was expected and the pin that would mend it, without any text that was received. */
        public String summary() {
            StringBuilder words =
                    new StringBuilder("The server did not prove to be " + domain + ", and was sent nothing.");
            problems.forEach(problem -> words.append(' ').append(problem.words()));
            pinIfRight()
                    .ifPresent(pin -> words.append(" If whoever runs the server confirms, in another way than over this"
                                    + " connection, that this is its key, the pin to set is ")
                            .append(pin)
                            .append('.'));
            return words.toString();
        }

        /** Returns the summary and what the server has shown: its names, its issuer, its validity. */
        @Override
        public String explanation() {
            return seen.isEmpty() ? summary() : summary() + ' ' + shown(seen.get(0));
        }

        private static String shown(SeenCertificate leaf) {
            return "It showed a certificate for " + (leaf.names().isEmpty() ? "no name" : leaf.names()) + ", issued by "
                    + leaf.issuer() + ", valid from " + leaf.validity().from() + " to "
                    + leaf.validity().to() + '.';
        }

        @Override
        public Optional<Trusted> asTrusted() {
            return Optional.empty();
        }

        @Override
        public Optional<Refused> asRefused() {
            return Optional.of(this);
        }

        /** Prints the kinds only. */
        @Override
        public String toString() {
            return "Refused[" + domain + ' ' + reasons() + ']';
        }
    }
}
