package im.redoubt.server.archive;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.payload.Forwarded;
import im.redoubt.protocol.payload.ResultSet;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.server.feature.BindHook;
import im.redoubt.server.feature.Feature;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.feature.Request;
import im.redoubt.server.feature.Route;
import im.redoubt.server.feature.SessionHook;
import im.redoubt.server.session.Outgoing;
import im.redoubt.server.store.Archive;
import im.redoubt.server.store.ArchivePage;
import im.redoubt.server.store.ArchiveQuery;
import im.redoubt.server.store.MessageHeader;
import im.redoubt.server.store.MessageId;
import im.redoubt.server.store.StoredMessage;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Shows accounts what they kept of their conversations (XEP-0313). Guarantees: an archive is shown to its owner and nobody else;
 * a page is as large as a client can take, in messages and in bytes, and says whether there is more.
 */
public final class MessageArchive implements Feature {
    static final String NAMESPACE = "urn:xmpp:mam:2";

    private static final String RESULT = "result";

    /** How much a page holds. */
    static final ArchiveQuery.Page MOST = new ArchiveQuery.Page(false, 100, 65_536);

    private final Archive archive;
    private final ArchivePreferences preferences;

    /**
     * Shows archives.
     *
     * @param archive what is kept
     * @param preferences what accounts want kept
     */
    public MessageArchive(Archive archive, ArchivePreferences preferences) {
        this.archive = archive;
        this.preferences = preferences;
    }

    @Override
    public List<String> specs() {
        return List.of("XEP-0313 1.1.3", "XEP-0359 0.7.0", "XEP-0441 0.2.0", "XEP-0059 1.0.1");
    }

    @Override
    public List<String> advertisedByAccounts() {
        return List.of(NAMESPACE, NAMESPACE + "#extended", StanzaId.NAMESPACE);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                        Route.Target.OWN_ACCOUNT,
                        NAMESPACE,
                        "query",
                        request -> IqAnswer.of(Element.named(NAMESPACE, "query")
                                        .child(ArchiveForm.offered())
                                        .build())
                                .now()),
                Route.set(Route.Target.OWN_ACCOUNT, NAMESPACE, "query", this::query),
                Route.get(Route.Target.OWN_ACCOUNT, NAMESPACE, "metadata", this::metadata),
                Route.get(Route.Target.OWN_ACCOUNT, NAMESPACE, "prefs", preferences::get),
                Route.set(Route.Target.OWN_ACCOUNT, NAMESPACE, "prefs", preferences::set),
                Route.get(Route.Target.ANY_ACCOUNT, NAMESPACE, "query", request -> forbidden()),
                Route.set(Route.Target.ANY_ACCOUNT, NAMESPACE, "query", request -> forbidden()),
                Route.get(Route.Target.ANY_ACCOUNT, NAMESPACE, "metadata", request -> forbidden()),
                Route.get(Route.Target.ANY_ACCOUNT, NAMESPACE, "prefs", request -> forbidden()),
                Route.set(Route.Target.ANY_ACCOUNT, NAMESPACE, "prefs", request -> forbidden()));
    }

    @Override
    public List<SessionHook> sessionHooks() {
        return List.of(preferences);
    }

    /** Whoever asks for what is not his own (section 8.1), whether there is such an account or not. */
    private static CompletionStage<IqAnswer> forbidden() {
        return IqAnswer.refuse(StanzaCondition.FORBIDDEN).now();
    }

    private CompletionStage<IqAnswer> metadata(Request request) {
        return metadata(request.target()).thenApply(IqAnswer::of);
    }

    private CompletionStage<Element> metadata(BareJid account) {
        return archive.ends(account).thenApply(ends -> {
            Element.Builder metadata = Element.named(NAMESPACE, "metadata");
            ends.ifPresent(known -> metadata.child(end("start", known.first())).child(end("end", known.last())));
            return metadata.build();
        });
    }

    /** Whoever begins a session is told where his archive stands, and is sent what comes later (XEP-0386 section 3.2). */
    @Override
    public List<BindHook> bindHooks() {
        return List.of((session, asked) -> metadata(session.account()).thenApply(Optional::of));
    }

    private static Element end(String name, MessageId id) {
        return Element.named(NAMESPACE, name)
                .attribute("id", id.toString())
                .attribute("timestamp", id.time().toString())
                .build();
    }

    private CompletionStage<IqAnswer> query(Request request) {
        return switch (ArchiveForm.read(request.payload(), request.target(), MOST)) {
            case ArchiveForm.Reading.Part part -> part(request, part);
            case ArchiveForm.Reading.Refused(StanzaCondition condition) ->
                IqAnswer.refuse(condition).now();
        };
    }

    /** What a page begins or ends with must be there, or the page would be another one (sections 4.1.3 and 4.3.2). */
    private CompletionStage<IqAnswer> part(Request request, ArchiveForm.Reading.Part part) {
        CompletableFuture<Boolean> there = CompletableFuture.completedFuture(true);
        for (MessageId id : part.known()) {
            there = there.thenCombine(archive.contains(request.target(), id), Boolean::logicalAnd);
        }
        return there.thenCompose(all -> {
            if (!all) {
                return IqAnswer.refuse(StanzaCondition.ITEM_NOT_FOUND).now();
            }
            return part.countOnly()
                    ? archive.count(part.query()).thenApply(found -> orNotFound(found.map(MessageArchive::number)))
                    : archive.page(part.query())
                            .thenApply(found -> orNotFound(found.map(page -> answer(request, page))));
        });
    }

    private static IqAnswer orNotFound(Optional<IqAnswer> answer) {
        return answer.orElseGet(() -> IqAnswer.refuse(StanzaCondition.ITEM_NOT_FOUND));
    }

    private static IqAnswer number(long count) {
        return finished(count == 0, ResultSet.sent(Optional.empty(), Optional.of(count)));
    }

    /** The messages go first, past whatever is being held back for the session: they are no news (section 4.2). */
    private static IqAnswer answer(Request request, ArchivePage page) {
        Element query = request.payload();
        boolean flipped = query.first(NAMESPACE, "flip-page").isPresent();
        List<StoredMessage> messages = flipped ? page.messages().reversed() : page.messages();
        var _ = request.sender()
                .sendStored(messages.stream()
                        .map(message -> Outgoing.spare(result(request, query.attribute("queryid"), message)))
                        .toList());
        Optional<ResultSet.Ends> ends = page.ends()
                .map(known -> new ResultSet.Ends(
                        known.first().toString(), known.last().toString()));
        return finished(page.complete(), ResultSet.sent(ends, Optional.empty()));
    }

    private static IqAnswer finished(boolean complete, Element set) {
        return IqAnswer.of(Element.named(NAMESPACE, "fin")
                .attribute("complete", complete ? Optional.of("true") : Optional.empty())
                .child(set)
                .build());
    }

    private static Message result(Request request, Optional<String> queryId, StoredMessage stored) {
        BareJid owner = request.target();
        Element result = Element.named(NAMESPACE, RESULT)
                .attribute("queryid", queryId)
                .attribute("id", stored.id().toString())
                .child(Forwarded.of(message(stored), stored.id().time()))
                .build();
        return new Message(
                new StanzaHeader(
                        Optional.empty(),
                        Optional.of(request.sender().address()),
                        Optional.of(owner),
                        Optional.empty()),
                MessageType.NORMAL,
                XmlContent.of(Stanza.CLIENT_NAMESPACE, List.of(result)));
    }

    /** Returns whether {@code content} says that it comes from an archive. */
    public static boolean isIn(XmlContent content) {
        return content.has(NAMESPACE, RESULT);
    }

    /** Returns whether {@code child} is what an archive answers with. */
    public static boolean isResult(Element child) {
        return child.is(NAMESPACE, RESULT);
    }

    private static Message message(StoredMessage stored) {
        MessageHeader header = stored.header();
        return new Message(
                new StanzaHeader(
                        header.stanzaId(), Optional.of(header.to()), Optional.of(header.from()), header.language()),
                MessageType.valueOf(header.kind().name()),
                XmlContent.read(Stanza.CLIENT_NAMESPACE, stored.content().toByteArray()));
    }
}
