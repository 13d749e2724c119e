package im.redoubt.client.archive;

import im.redoubt.client.ClientException;
import im.redoubt.client.Counters;
import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.client.Incoming;
import im.redoubt.client.Pending;
import im.redoubt.client.chat.Chat;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.payload.ResultSet;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Asks archives what was said before.
 *
 * <p>Guarantee: only the archive that was asked answers, under the identifier of the query (128 random bits) and while that is
 * open; everything else that looks like it is counted among {@link Counters.Kind#FORGERIES} and shown to nobody. A page is no
 * larger than what was asked for, and 4 MiB.
 *
 * <pre>{@code
 * Archive archive = session.get(Archive.FEATURE);
 * archive.stream(ArchiveQuery.builder().with(bob).newestFirst().build()).limit(20).forEach(screen::show);
 * archive.catchUp(lastId).thenAccept(done -> screen.upToDate());
 * }</pre>
 */
public final class Archive {
    /** The namespace. */
    public static final String NAMESPACE = "urn:xmpp:mam:2";

    /** How many queries may be open. */
    static final int MOST_OPEN = 16;

    /** The feature. */
    public static final Feature<Archive> FEATURE = Archive::new;

    private final Host host;
    private final ResultReader reader;
    private final CatchUp catchUp;
    private final Map<String, Results> open = new HashMap<>();

    private Archive(Host host) {
        this.host = host;
        Chat chat = host.require(Chat.FEATURE);
        this.reader = new ResultReader(host.account(), chat);
        this.catchUp = new CatchUp(host, chat, this);
        host.onMessage(this::result);
    }

    /**
     * Asks for the first page.
     *
     * @return the page, which knows how to get the next one; or {@link im.redoubt.client.RefusedException}
     */
    public Pending<ArchivePage> query(ArchiveQuery query) {
        return page(query, query.first());
    }

    /**
     * Returns all messages, the earliest first or the other way round, as the query says. Pages are fetched when they are
     * needed, and waited for: not to be used where {@link Pending#await} is not.
     */
    public Iterator<ArchivedMessage> messages(ArchiveQuery query) {
        return new ArchiveIterator(this, query);
    }

    /** Returns the same as {@link #messages}, as a stream that is read once and by one thread. */
    public Stream<ArchivedMessage> stream(ArchiveQuery query) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(messages(query), Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    /**
     * Tells what was missed to the listeners of {@link Chat#received}: each message once and in order, while those that come
     * live wait. From then on the same happens by itself whenever a session could not be resumed.
     *
     * @param since the identifier in the archive of the last message that the application has ({@code ids().archive()})
     * @return how many messages there were; or {@link im.redoubt.client.RefusedException} if the archive does not know that
     *     message any more, or {@link ClientException} if it is catching up already
     */
    public Pending<Integer> catchUp(String since) {
        return catchUp.begin(since);
    }

    /** Asks what is archived. */
    public Pending<ArchivePreferences> preferences() {
        return host.request(
                        IqRequest.Action.GET,
                        Optional.empty(),
                        Element.named(NAMESPACE, "prefs").build())
                .map(ArchivePreferences::read);
    }

    /**
     * Says what is to be archived.
     *
     * @return what the server made of it
     */
    public Pending<ArchivePreferences> prefer(ArchivePreferences wanted) {
        return host.request(IqRequest.Action.SET, Optional.empty(), wanted.toElement())
                .map(ArchivePreferences::read);
    }

    Pending<ArchivePage> page(ArchiveQuery query, Cursor cursor) {
        Pending<ArchivePage> page = new Pending<>();
        host.run(() -> ask(query, cursor, page));
        return page;
    }

    private void ask(ArchiveQuery query, Cursor cursor, Pending<ArchivePage> page) {
        if (open.size() >= MOST_OPEN) {
            page.completeExceptionally(new ClientException("too many queries are open; wait for some"));
            return;
        }
        String id = host.id();
        Results results = new Results(query.archive().orElse(host.account()), query.pageSize());
        open.put(id, results);
        host.request(IqRequest.Action.SET, query.archive().map(room -> room), query.toElement(id, cursor))
                .map(answer -> read(answer, query, cursor, results))
                .whenDone((done, failure) -> {
                    open.remove(id);
                    if (failure != null) {
                        page.completeExceptionally(failure);
                    } else {
                        page.complete(done);
                    }
                });
    }

    /** Section 4.2: the answer comes after all results, and says where they begin and end. */
    private ArchivePage read(IqResponse answer, ArchiveQuery query, Cursor cursor, Results results) {
        Optional<Element> fin = answer.content().first(NAMESPACE, "fin");
        if (!fin.isPresent()) {
            throw new ClientException("the archive's answer is none");
        }
        if (results.tooMuch()) {
            throw new ClientException("the archive sent more than a page may have; ask for smaller ones");
        }
        ResultSet.Page page = fin.get()
                .first(ResultSet.NAMESPACE, "set")
                .map(ResultSet.Page::read)
                .orElseGet(() -> new ResultSet.Page(Optional.empty(), Optional.empty()));
        String complete = fin.get().attribute("complete").orElse("false");
        boolean last =
                complete.equals("true") || complete.equals("1") || results.all().isEmpty();
        Optional<Cursor> next = last ? Optional.empty() : next(page, query, results);
        if (next.filter(cursor::equals).isPresent()) {
            throw new ClientException("the archive's pages do not end");
        }
        return new ArchivePage(this, query, messages(results), page.count(), next);
    }

    private static Optional<Cursor> next(ResultSet.Page page, ArchiveQuery query, Results results) {
        Optional<String> said = page.ends().map(ends -> query.isBackwards() ? ends.first() : ends.last());
        int end = query.isBackwards() ? 0 : results.all().size() - 1;
        Optional<String> id =
                said.isPresent() ? said : ResultReader.id(results.all().get(end));
        return id.map(known -> new Cursor(Optional.of(known)));
    }

    private List<ArchivedMessage> messages(Results results) {
        List<ArchivedMessage> messages = new ArrayList<>();
        Instant now = host.timeline().now();
        for (ParsedElement result : results.all()) {
            Optional<ArchivedMessage> message = reader.read(result, results.archive(), now);
            message.ifPresent(messages::add);
            if (!message.isPresent()) {
                host.counters().count(Counters.Kind.FAULTS);
            }
        }
        return messages;
    }

    /** A message says that it is a result: then it is one of an open query, or a forgery. */
    private boolean result(Incoming incoming) {
        if (!incoming.message().content().has(NAMESPACE, "result")) {
            return false;
        }
        List<ParsedElement> children = incoming.message().content().parsed(NAMESPACE, "result");
        Optional<Results> results = children.size() == 1
                ? children.get(0).attribute("queryid").flatMap(id -> Optional.ofNullable(open.get(id)))
                : Optional.empty();
        if (results.filter(query -> isFrom(query.archive(), incoming)).isPresent()) {
            results.get().add(children.get(0), incoming.message().content().size());
        } else {
            host.counters().count(Counters.Kind.FORGERIES);
        }
        return true;
    }

    private static boolean isFrom(BareJid archive, Incoming incoming) {
        return incoming.isDirect()
                && !incoming.message().isError()
                && incoming.from().equals(archive);
    }
}
