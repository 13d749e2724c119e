package im.redoubt.client.dns;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Follows the signatures of an answer up to the keys of the root (RFC 4035 section 5). It proves what is there, that something is
 * not, and that nobody signs it.
 *
 * <p>A zone's keys count if the key that its parent named, and no other one among them, has signed them all. Whatever cannot be
 * followed is not proved. A proof asks at most 40 questions and verifies at most 64 signatures, whatever zones, keys and
 * signatures there are.
 */
final class Proof {
    private static final int MAX_QUESTIONS = 40;
    private static final int MAX_VERIFICATIONS = 64;
    private static final int MAX_KEYS = 16;
    private static final int MAX_SIGNATURES = 8;
    private static final int MAX_DENIALS = 8;

    private final Servers servers;
    private final TrustAnchors anchors;
    private final long now;
    private final long deadlineNanos;
    private final Map<DomainName, List<ZoneKey>> keys = new HashMap<>();
    private int questions;
    private int verifications;

    /** Begins a proof that must be complete at this moment of {@link System#nanoTime()}. */
    Proof(Servers servers, TrustAnchors anchors, Clock clock, long deadlineNanos) {
        this.servers = servers;
        this.anchors = anchors;
        this.now = TimeUnit.MILLISECONDS.toSeconds(clock.millis());
        this.deadlineNanos = deadlineNanos;
    }

    /** Returns how far what a reply says to a question is proved, or that it has nothing to say; each alias on the way included. */
    Validation of(Reply reply, Query query) throws MalformedReplyException {
        List<DomainName> names = reply.names(query);
        Validation proved = Validation.VALIDATED;
        for (int i = 0; i < names.size() && proved != Validation.UNPROVED; i++) {
            int type = i == names.size() - 1 ? query.type() : RecordType.CNAME;
            proved = proved.and(of(reply, names.get(i), type));
        }
        return proved;
    }

    private Validation of(Reply reply, DomainName name, int type) throws MalformedReplyException {
        Denied denied = Denied.NOT_PROVED;
        if (reply.owned(name, type).isEmpty()) {
            denied = denied(reply, name, type);
        } else if (covers(reply, name, type)) {
            return Validation.VALIDATED;
        }
        if (denied == Denied.ABSENT) {
            return Validation.VALIDATED;
        }
        return denied == Denied.UNSIGNED || isUnsigned(name) ? Validation.UNSIGNED : Validation.UNPROVED;
    }

    /** Returns whether records are there and one of their signatures holds. */
    private boolean covers(Reply reply, DomainName owner, int type) throws MalformedReplyException {
        List<ResourceRecord> records = reply.owned(owner, type);
        boolean proved = false;
        for (SetSignature signature : signatures(reply.owned(owner, RecordType.RRSIG), owner, type)) {
            boolean parent = type != RecordType.DS || !signature.signer().equals(owner);
            proved |= !proved
                    && parent
                    && !records.isEmpty()
                    && isBy(keys(signature.signer()), signature, records)
                    && (!signature.isOfWildcard(owner) || leavesWildcard(reply, signature, owner));
        }
        return proved;
    }

    /** What a wildcard stands for counts if nothing else is closer. */
    private boolean leavesWildcard(Reply reply, SetSignature signature, DomainName owner)
            throws MalformedReplyException {
        boolean proved = false;
        for (Denial denial : denials(reply, signature.signer())) {
            proved |= denial.leavesWildcard(owner, signature.labels());
        }
        return proved;
    }

    /** Returns what is proved of records that are not there. */
    private Denied denied(Reply reply, DomainName name, int type) throws MalformedReplyException {
        for (DomainName zone : signers(reply)) {
            boolean itsOwn = name.isWithin(zone) && !(type == RecordType.DS && zone.equals(name));
            for (Denial denial : itsOwn ? denials(reply, zone) : List.<Denial>of()) {
                Denied denied = denial.of(name, type);
                if (denied != Denied.NOT_PROVED) {
                    return denied;
                }
            }
        }
        return Denied.NOT_PROVED;
    }

    /** Returns the zones that say to have signed what is not there. */
    private static Set<DomainName> signers(Reply reply) throws MalformedReplyException {
        Set<DomainName> signers = new LinkedHashSet<>();
        for (DomainName owner : reply.namesBeside(RecordType.RRSIG)) {
            for (ResourceRecord record : reply.beside(owner, RecordType.RRSIG)) {
                signers.add(SetSignature.read(record).signer());
            }
        }
        return signers;
    }

    /** Returns what a zone says of what is not there, so far as it has signed it. */
    private List<Denial> denials(Reply reply, DomainName zone) throws MalformedReplyException {
        PlainDenial plain = new PlainDenial(zone);
        HashedDenial hashed = new HashedDenial(zone);
        int looked = 0;
        for (DomainName owner : reply.namesBeside(RecordType.NSEC)) {
            if (++looked <= MAX_DENIALS && isBeside(reply, owner, RecordType.NSEC, zone)) {
                plain.add(reply.beside(owner, RecordType.NSEC).get(0));
            }
        }
        for (DomainName owner : reply.namesBeside(RecordType.NSEC3)) {
            if (++looked <= MAX_DENIALS && isBeside(reply, owner, RecordType.NSEC3, zone)) {
                hashed.add(reply.beside(owner, RecordType.NSEC3).get(0));
            }
        }
        return List.of(plain, hashed);
    }

    /** Returns whether a name has one such record, signed by this zone, and not made from a wildcard. */
    private boolean isBeside(Reply reply, DomainName owner, int type, DomainName zone) throws MalformedReplyException {
        List<ResourceRecord> records = reply.beside(owner, type);
        boolean proved = false;
        for (SetSignature signature : signatures(reply.beside(owner, RecordType.RRSIG), owner, type)) {
            proved |= !proved
                    && records.size() == 1
                    && signature.signer().equals(zone)
                    && !signature.isOfWildcard(owner)
                    && isBy(keys(zone), signature, records);
        }
        return proved;
    }

    /**
     * Returns whether it is proved that a name is in a zone that nobody signs, or only in a way that nobody here can verify: some zone
     * above names no key of the next one (RFC 4035 section 5.2).
     */
    private boolean isUnsigned(DomainName name) throws MalformedReplyException {
        boolean signed = true;
        for (int labels = 1; signed && labels <= name.labels(); labels++) {
            DomainName cut = name.ancestor(labels);
            Reply reply = ask(cut, RecordType.DS);
            if (covers(reply, cut, RecordType.DS)) {
                signed = delegations(reply, cut).stream().anyMatch(Delegation::isSupported);
            } else if (!covers(reply, cut, RecordType.CNAME)) {
                Denied denied = denied(reply, cut, RecordType.DS);
                if (denied == Denied.NOT_PROVED
                        || !reply.owned(cut, RecordType.DS).isEmpty()) {
                    return false;
                }
                signed = denied == Denied.ABSENT;
            }
        }
        return !signed;
    }

    /** Returns those of these signatures that may speak for records of this name and type. */
    private List<SetSignature> signatures(List<ResourceRecord> records, DomainName owner, int type)
            throws MalformedReplyException {
        List<SetSignature> signatures = new ArrayList<>();
        for (ResourceRecord record : records) {
            SetSignature signature = SetSignature.read(record);
            if (signatures.size() < MAX_SIGNATURES && signature.isFor(owner, type, now)) {
                signatures.add(signature);
            }
        }
        return signatures;
    }

    private boolean isBy(List<ZoneKey> candidates, SetSignature signature, List<ResourceRecord> records) {
        boolean proved = false;
        for (ZoneKey key : candidates) {
            if (!proved && signature.names(key) && verifications < MAX_VERIFICATIONS) {
                verifications++;
                proved = signature.isBy(key, records);
            }
        }
        return proved;
    }

    /** Returns the keys of a zone; none if they are not proved. */
    private List<ZoneKey> keys(DomainName zone) throws MalformedReplyException {
        List<ZoneKey> known = keys.get(zone);
        if (known != null) {
            return known;
        }
        keys.put(zone, List.of());
        List<Delegation> delegations = zone.isRoot() ? anchors.delegations() : delegations(zone);
        List<ZoneKey> proved = delegations.isEmpty() ? List.of() : keys(zone, delegations);
        keys.put(zone, proved);
        return proved;
    }

    private List<ZoneKey> keys(DomainName zone, List<Delegation> delegations) throws MalformedReplyException {
        Reply reply = ask(zone, RecordType.DNSKEY);
        List<ResourceRecord> records = reply.owned(zone, RecordType.DNSKEY);
        List<ZoneKey> all = new ArrayList<>();
        List<ZoneKey> named = new ArrayList<>();
        for (ResourceRecord record : records.subList(0, Math.min(MAX_KEYS, records.size()))) {
            ZoneKey key = ZoneKey.read(record);
            all.add(key);
            if (delegations.stream().anyMatch(delegation -> delegation.means(zone, key))) {
                named.add(key);
            }
        }
        for (SetSignature signature : signatures(reply.owned(zone, RecordType.RRSIG), zone, RecordType.DNSKEY)) {
            if (signature.signer().equals(zone) && isBy(named, signature, records)) {
                return all;
            }
        }
        return List.of();
    }

    private List<Delegation> delegations(DomainName zone) throws MalformedReplyException {
        Reply reply = ask(zone, RecordType.DS);
        return covers(reply, zone, RecordType.DS) ? delegations(reply, zone) : List.of();
    }

    private static List<Delegation> delegations(Reply reply, DomainName zone) throws MalformedReplyException {
        List<Delegation> delegations = new ArrayList<>();
        for (ResourceRecord record : reply.owned(zone, RecordType.DS)) {
            delegations.add(Delegation.read(record.data()));
        }
        return delegations.subList(0, Math.min(MAX_KEYS, delegations.size()));
    }

    private Reply ask(DomainName name, int type) throws MalformedReplyException {
        if (++questions > MAX_QUESTIONS) {
            throw new MalformedReplyException("a longer chain of signatures than we follow");
        }
        return servers.ask(name, type, deadlineNanos).reply().orElse(Reply.EMPTY);
    }
}
