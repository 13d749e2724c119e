package im.redoubt.app.doctor;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Looks records up with the resolvers of this machine. */
public final class SystemLookup implements NameLookup {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Override
    public List<String> records(String name, String type) throws LookupException {
        try {
            Lookup lookup = new Lookup(Name.fromString(name, Name.root), Type.value(type));
            lookup.setSearchPath(List.<Name>of());
            lookup.setCache(null);
            Lookup.getDefaultResolver().setTimeout(PATIENCE);
            Record[] found = lookup.run();
            return switch (lookup.getResult()) {
                case Lookup.SUCCESSFUL ->
                    Stream.of(found).map(Record::rdataToString).toList();
                case Lookup.HOST_NOT_FOUND, Lookup.TYPE_NOT_FOUND -> List.of();
                default -> throw new LookupException(name + ": " + lookup.getErrorString());
            };
        } catch (TextParseException e) {
            throw new LookupException(name + " is no name of the DNS", e);
        }
    }
}
