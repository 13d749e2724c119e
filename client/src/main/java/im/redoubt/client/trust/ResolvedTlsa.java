package im.redoubt.client.trust;

import im.redoubt.client.dns.Answer;
import im.redoubt.client.dns.KeyRecord;
import im.redoubt.client.dns.Resolver;
import im.redoubt.client.dns.ServiceRecord;
import im.redoubt.client.dns.Validation;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks a resolver, and believes what it has proved all the way from the domain (RFC 7673 section 3). That there are no records is
 * believed only if the domain provably has its server there: otherwise whoever leads a client to another host would rid it of them.
 */
final class ResolvedTlsa implements TlsaLookup {
    private final Resolver resolver;

    ResolvedTlsa(Resolver resolver) {
        this.resolver = resolver.proving();
    }

    @Override
    public TlsaAnswer lookup(Destination destination) {
        Answer<KeyRecord> answer = resolver.keys(destination.port(), destination.host());
        boolean found = answer.status() == Answer.Status.FOUND && answer.validation() == Validation.VALIDATED;
        if (found && isHome(destination)) {
            return secure(answer);
        }
        return switch (named(destination)) {
            case THERE -> believed(answer);
            case ELSEWHERE -> new TlsaAnswer.Elsewhere();
            case UNSIGNED -> new TlsaAnswer.Unsigned();
            case UNPROVED -> new TlsaAnswer.Unproved();
        };
    }

    private static TlsaAnswer believed(Answer<KeyRecord> answer) {
        if (answer.status() == Answer.Status.FAILED || answer.validation() == Validation.UNPROVED) {
            return new TlsaAnswer.Unproved();
        } else if (answer.validation() == Validation.UNSIGNED) {
            return new TlsaAnswer.Unsigned();
        }
        return answer.status() == Answer.Status.ABSENT ? new TlsaAnswer.Absent() : secure(answer);
    }

    private static TlsaAnswer secure(Answer<KeyRecord> answer) {
        List<TlsaRecord> records = new ArrayList<>();
        answer.records()
                .forEach(each -> TlsaRecord.of(each.usage(), each.selector(), each.matching(), each.association())
                        .ifPresent(records::add));
        return new TlsaAnswer.Secure(records);
    }

    /** Whether a domain says that its server is at some host and port. */
    private enum Named {
        THERE,
        ELSEWHERE,
        UNSIGNED,
        UNPROVED
    }

    /** Asks where the domain's server is; without SRV records it is at home (RFC 6120 section 3.2.2). */
    private Named named(Destination destination) {
        String domain = destination.domain().asciiDomain();
        Answer<ServiceRecord> direct = resolver.services("xmpps-client", domain);
        Answer<ServiceRecord> startTls = resolver.services("xmpp-client", domain);
        if (names(direct, destination) || names(startTls, destination)) {
            return Named.THERE;
        }
        boolean failed = direct.status() == Answer.Status.FAILED || startTls.status() == Answer.Status.FAILED;
        Validation both = direct.validation().and(startTls.validation());
        if (failed || both == Validation.UNPROVED) {
            return Named.UNPROVED;
        } else if (both == Validation.UNSIGNED) {
            return Named.UNSIGNED;
        }
        boolean nowhere = direct.records().isEmpty() && startTls.records().isEmpty();
        return nowhere && isHome(destination) ? Named.THERE : Named.ELSEWHERE;
    }

    private static boolean names(Answer<ServiceRecord> answer, Destination destination) {
        return answer.validation() == Validation.VALIDATED
                && answer.records().stream()
                        .anyMatch(each -> each.port() == destination.port()
                                && each.target().equalsIgnoreCase(destination.host()));
    }

    private static boolean isHome(Destination destination) {
        return destination.host().equalsIgnoreCase(destination.domain().asciiDomain());
    }
}
