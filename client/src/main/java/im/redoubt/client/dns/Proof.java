package im.redoubt.client.dns;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Follows the signatures of an answer up to the keys of the root (RFC 4035 section 5). It proves what is there, never that
 * something is not.
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

    /** Returns whether what a reply says to a question is proved, each alias on the way included. */
    boolean covers(Reply reply, Query query) throws MalformedReplyException {
        List<DomainName> names = reply.names(query);
        boolean proved = true;
        for (int i = 0; i < names.size() && proved; i++) {
            int type = i == names.size() - 1 ? query.type() : RecordType.CNAME;
            proved = covers(reply, names.get(i), type);
        }
        return proved;
    }

    private boolean covers(Reply reply, DomainName owner, int type) throws MalformedReplyException {
        List<ResourceRecord> records = reply.owned(owner, type);
        boolean proved = false;
        for (SetSignature signature : signatures(reply, owner, type)) {
            boolean parent = type != RecordType.DS || !signature.signer().equals(owner);
            proved |= !proved && parent && !records.isEmpty() && isBy(keys(signature.signer()), signature, records);
        }
        return proved;
    }

    private List<SetSignature> signatures(Reply reply, DomainName owner, int type) throws MalformedReplyException {
        List<SetSignature> signatures = new ArrayList<>();
        for (ResourceRecord record : reply.owned(owner, RecordType.RRSIG)) {
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
        for (SetSignature signature : signatures(reply, zone, RecordType.DNSKEY)) {
            if (signature.signer().equals(zone) && isBy(named, signature, records)) {
                return all;
            }
        }
        return List.of();
    }

    private List<Delegation> delegations(DomainName zone) throws MalformedReplyException {
        Reply reply = ask(zone, RecordType.DS);
        List<Delegation> delegations = new ArrayList<>();
        if (covers(reply, zone, RecordType.DS)) {
            for (ResourceRecord record : reply.owned(zone, RecordType.DS)) {
                delegations.add(Delegation.read(record.data()));
            }
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
