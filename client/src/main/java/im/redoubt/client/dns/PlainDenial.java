package im.redoubt.client.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A zone that goes from each of its names to the next one (NSEC, RFC 4035 section 5.4, RFC 6840 section 4). */
final class PlainDenial implements Denial {
    private final DomainName zone;
    private final List<Gap> gaps = new ArrayList<>();

    PlainDenial(DomainName zone) {
        this.zone = zone;
    }

    void add(ResourceRecord record) throws MalformedReplyException {
        WireReader data = record.data();
        DomainName next = data.name();
        gaps.add(new Gap(record.owner(), next, TypeMap.read(data)));
    }

    @Override
    public Denied of(DomainName name, int type) {
        Optional<TypeMap> types = types(name);
        if (types.isPresent()) {
            return types.get().lacking(type);
        }
        Optional<Gap> gap = gapAround(name);
        if (!gap.isPresent()) {
            return Denied.NOT_PROVED;
        } else if (gap.get().next().isWithin(name)) {
            return Denied.ABSENT; // there are names below it, and it has no records
        }
        Optional<DomainName> wildcard =
                name.ancestor(gap.get().closestLabels(name)).wildcard();
        return wildcard.map(star -> ofWildcard(star, type)).orElse(Denied.ABSENT);
    }

    private Denied ofWildcard(DomainName star, int type) {
        return types(star)
                .map(types -> types.lacking(type) == Denied.ABSENT ? Denied.ABSENT : Denied.NOT_PROVED)
                .orElseGet(() -> gapAround(star).isPresent() ? Denied.ABSENT : Denied.NOT_PROVED);
    }

    @Override
    public boolean leavesWildcard(DomainName name, int labels) {
        return gapAround(name).filter(gap -> gap.closestLabels(name) <= labels).isPresent();
    }

    private Optional<TypeMap> types(DomainName name) {
        return gaps.stream()
                .filter(gap -> gap.owner().equals(name))
                .map(Gap::types)
                .findFirst();
    }

    private Optional<Gap> gapAround(DomainName name) {
        return name.isWithin(zone)
                ? gaps.stream().filter(gap -> gap.holds(name, zone)).findFirst()
                : Optional.empty();
    }

    /** From a name that is there to the next one. */
    private record Gap(DomainName owner, DomainName next, TypeMap types) {
        boolean holds(DomainName name, DomainName zone) {
            boolean before = name.compareTo(next) < 0 || next.equals(zone);
            return owner.compareTo(name) < 0 && before && !(name.isWithin(owner) && types.endsHere());
        }

        /** Returns how many labels the closest name above has that is there. */
        int closestLabels(DomainName name) {
            return Math.max(name.common(owner), name.common(next));
        }
    }
}
