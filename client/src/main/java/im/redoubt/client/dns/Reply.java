package im.redoubt.client.dns;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a server said to a question: a code, the first 512 records of its answer section, and the first 64 of its authority section,
 * where zones prove what is not there. Nothing else of it is looked at.
 */
final class Reply {
    /** There is what was asked for, or nothing of that type. */
    static final int NO_ERROR = 0;

    /** There is no such name. */
    static final int NO_NAME = 3;

    /** A reply without records. */
    static final Reply EMPTY = new Reply(0, List.of(), List.of());

    private static final int MAX_RECORDS = 512;
    private static final int MAX_AUTHORITIES = 64;
    private static final int MAX_ALIASES = 8;
    private static final int RESPONSE = 0x8000;
    private static final int OPERATION = 0x7800;
    private static final int TRUNCATED = 0x0200;
    private static final int CODE = 0x000F;
    private static final int INTERNET = 1;

    private final int flags;
    private final List<ResourceRecord> answers;
    private final List<ResourceRecord> authorities;

    private Reply(int flags, List<ResourceRecord> answers, List<ResourceRecord> authorities) {
        this.flags = flags;
        this.answers = answers;
        this.authorities = authorities;
    }

    /**
     * Reads a message.
     *
     * @return the reply, or nothing if it does not belong to the query: then the right one may still come
     * @throws MalformedReplyException if it belongs to the query and cannot be read
     */
    static Optional<Reply> read(byte[] message, Query query) throws MalformedReplyException {
        WireReader reader = new WireReader(message);
        int id = reader.number16();
        int flags = reader.number16();
        if (id != query.id() || (flags & (RESPONSE | OPERATION)) != RESPONSE) {
            return Optional.empty();
        }
        int questions = reader.number16();
        int count = reader.number16();
        int authorityCount = reader.number16();
        reader.number16();
        if (questions != 1
                || !reader.name().equals(query.name())
                || reader.number16() != query.type()
                || reader.number16() != INTERNET) {
            return Optional.empty();
        }
        List<ResourceRecord> answers = new ArrayList<>();
        List<ResourceRecord> authorities = new ArrayList<>();
        if ((flags & TRUNCATED) == 0) {
            for (int i = 0; i < Math.min(count, MAX_RECORDS); i++) {
                answers.add(ResourceRecord.read(reader, message));
            }
            for (int i = 0; count <= MAX_RECORDS && i < Math.min(authorityCount, MAX_AUTHORITIES); i++) {
                authorities.add(ResourceRecord.read(reader, message));
            }
        }
        return Optional.of(new Reply(flags, answers, authorities));
    }

    boolean truncated() {
        return (flags & TRUNCATED) != 0;
    }

    int code() {
        return flags & CODE;
    }

    /** Returns the records of this type that the name has, or what it is an alias of. */
    List<ResourceRecord> records(Query query) throws MalformedReplyException {
        List<DomainName> names = names(query);
        return owned(names.get(names.size() - 1), query.type());
    }

    /** Returns the name that was asked for, what it is an alias of, and so on up to the one that has the records or nothing. */
    List<DomainName> names(Query query) throws MalformedReplyException {
        List<DomainName> names = new ArrayList<>();
        DomainName name = query.name();
        for (int aliases = 0; aliases <= MAX_ALIASES; aliases++) {
            names.add(name);
            List<ResourceRecord> alias = owned(name, RecordType.CNAME);
            if (alias.isEmpty() || !owned(name, query.type()).isEmpty()) {
                return names;
            }
            name = alias.get(0).data().name();
        }
        throw new MalformedReplyException("more than " + MAX_ALIASES + " aliases of one name");
    }

    /** Returns the records of this name and type among the answers. */
    List<ResourceRecord> owned(DomainName name, int type) {
        return owned(answers, name, type);
    }

    /** Returns those of this name and type that stand beside the answers. */
    List<ResourceRecord> beside(DomainName name, int type) {
        return owned(authorities, name, type);
    }

    /** Returns the names that have records of this type beside the answers, each once. */
    Set<DomainName> namesBeside(int type) {
        Set<DomainName> names = new LinkedHashSet<>();
        for (ResourceRecord record : authorities) {
            if (record.type() == type) {
                names.add(record.owner());
            }
        }
        return names;
    }

    private static List<ResourceRecord> owned(List<ResourceRecord> section, DomainName name, int type) {
        List<ResourceRecord> records = new ArrayList<>();
        for (ResourceRecord record : section) {
            if (record.type() == type && record.owner().equals(name)) {
                records.add(record);
            }
        }
        return records;
    }
}
