package im.redoubt.server.privatedata;

import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.server.feature.Feature;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.feature.Request;
import im.redoubt.server.feature.Route;
import im.redoubt.server.store.Blob;
import im.redoubt.server.store.Outcome;
import im.redoubt.server.store.PrivateData;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import im.redoubt.xml.XmlName;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps elements for their owner and nobody else (XEP-0049). */
public final class PrivateStorage implements Feature {
    private static final String NAMESPACE = "jabber:iq:private";
    private final PrivateData store;

    /** Keeps them in {@code store}. */
    public PrivateStorage(PrivateData store) {
        this.store = store;
    }

    @Override
    public List<String> specs() {
        return List.of("XEP-0049 1.2");
    }

    @Override
    public List<String> advertisedByServer() {
        return List.of(NAMESPACE);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(Route.Target.OWN_ACCOUNT, NAMESPACE, "query", this::get),
                Route.set(Route.Target.OWN_ACCOUNT, NAMESPACE, "query", this::set),
                Route.get(Route.Target.ANY_ACCOUNT, NAMESPACE, "query", request -> forbidden()),
                Route.set(Route.Target.ANY_ACCOUNT, NAMESPACE, "query", request -> forbidden()));
    }

    private static CompletionStage<IqAnswer> forbidden() {
        return IqAnswer.refuse(StanzaCondition.FORBIDDEN).now();
    }

    private CompletionStage<IqAnswer> get(Request request) {
        List<Element> asked = request.payload().children();
        if (asked.size() != 1) {
            return IqAnswer.refuse(StanzaCondition.NOT_ACCEPTABLE).now();
        }
        XmlName name = asked.get(0).name();
        return store.get(request.target(), name.namespace(), name.local())
                .thenApply(found -> found.map(PrivateStorage::element)
                        .orElseGet(() ->
                                Element.named(name.namespace(), name.local()).build()))
                .thenApply(element -> IqAnswer.of(
                        Element.named(NAMESPACE, "query").child(element).build()));
    }

    private CompletionStage<IqAnswer> set(Request request) {
        List<Element> given = request.payload().children();
        if (given.isEmpty()) {
            return IqAnswer.refuse(StanzaCondition.NOT_ACCEPTABLE).now();
        }
        for (Element element : given) {
            String namespace = element.name().namespace();
            if (namespace.isEmpty() || namespace.equals(NAMESPACE)) {
                return IqAnswer.refuse(StanzaCondition.NOT_ACCEPTABLE).now();
            }
        }
        CompletableFuture<IqAnswer> answer = CompletableFuture.completedFuture(IqAnswer.done());
        for (Element element : given) {
            answer = answer.thenCompose(before -> before instanceof IqAnswer.Refusal
                    ? CompletableFuture.completedFuture(before)
                    : put(request, element));
        }
        return answer;
    }

    private CompletableFuture<IqAnswer> put(Request request, Element element) {
        Blob bytes = Blob.of(XmlContent.of("", List.of(element)).toByteArray());
        return store.put(
                        request.target(),
                        element.name().namespace(),
                        element.name().local(),
                        bytes)
                .thenApply(outcome -> outcome instanceof Outcome.Done<Blob>
                        ? IqAnswer.done()
                        : IqAnswer.refuse(StanzaCondition.RESOURCE_CONSTRAINT, "There is no room for more."));
    }

    private static Element element(Blob stored) {
        return XmlContent.read("", stored.toByteArray()).elements().get(0);
    }
}
