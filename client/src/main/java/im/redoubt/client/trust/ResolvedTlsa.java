package im.redoubt.client.trust;

import im.redoubt.client.dns.Answer;
import im.redoubt.client.dns.KeyRecord;
import im.redoubt.client.dns.Resolver;
import im.redoubt.client.dns.ServiceRecord;
import im.redoubt.client.dns.Validation;
import java.util.ArrayList;
import java.util.List;

/** Asks a resolver, and believes what it has validated all the way from the domain (RFC 7673 section 3). */
final class ResolvedTlsa implements TlsaLookup {
    private static final List<String> SERVICES = List.of("xmpps-client", "xmpp-client");

    private final Resolver resolver;

    ResolvedTlsa(Resolver resolver) {
        this.resolver = resolver;
    }

    @Override
    public TlsaAnswer lookup(Destination destination) {
        Answer<KeyRecord> answer = resolver.keys(destination.port(), destination.host());
        if (answer.status() == Answer.Status.FAILED) {
            return new TlsaAnswer.Bogus();
        } else if (answer.status() == Answer.Status.ABSENT) {
            return new TlsaAnswer.Absent();
        } else if (answer.validation() != Validation.VALIDATED || !isOfDomain(destination)) {
            return new TlsaAnswer.Insecure();
        }
        List<TlsaRecord> records = new ArrayList<>();
        answer.records()
                .forEach(each -> TlsaRecord.of(each.usage(), each.selector(), each.matching(), each.association())
                        .ifPresent(records::add));
        return new TlsaAnswer.Secure(records);
    }

    /** The records of a host say something about a domain only if the domain itself, and provably, says that it is there. */
    private boolean isOfDomain(Destination destination) {
        return destination.host().equalsIgnoreCase(destination.domain().asciiDomain())
                || SERVICES.stream().anyMatch(service -> isNamed(destination, service));
    }

    private boolean isNamed(Destination destination, String service) {
        Answer<ServiceRecord> answer =
                resolver.services(service, destination.domain().asciiDomain());
        return answer.validation() == Validation.VALIDATED
                && answer.records().stream()
                        .anyMatch(each -> each.port() == destination.port()
                                && each.target().equalsIgnoreCase(destination.host()));
    }
}
