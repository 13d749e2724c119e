package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.xml.Element;
import java.util.List;
import java.util.Optional;

/**
 * A success that is not told yet, since something was asked for together with the attempt.
 *
 * @param authentication the stream
 * @param account who signed in
 * @param agent what the client says of itself
 * @param success what will be told, as far as it is known
 * @param left what is still to be done, in this order
 */
record Completion(
        Authentication authentication, BareJid account, UserAgent agent, Success success, List<InlineRequest> left) {
    Completion {
        left = List.copyOf(left);
    }

    ServerContext context() {
        return authentication.context();
    }

    /** Returns this with one result more. */
    Completion with(Element result) {
        return new Completion(authentication, account, agent, success.with(result), left);
    }

    /** Returns what is left behind the first request. */
    Completion rest() {
        return new Completion(authentication, account, agent, success, left.subList(1, left.size()));
    }

    /** Does what is left; then the success is told, followed by features (section 2.6.1). */
    ServerStep next() {
        if (!left.isEmpty()) {
            return ServerStep.to(new AwaitingInline(this), left.get(0).effect(this));
        }
        return ServerStep.to(
                new AwaitingBind(context(), account, authentication.header().lang()),
                new ServerEffect.Send(success.element(account)),
                new ServerEffect.Send(StreamFeatures.beforeBinding(context())));
    }

    /** A resource was bound: the success says so, and the session begins behind the features. */
    ServerStep bound(ServerAnswer.Begun begun) {
        Element.Builder bound = Element.named(InlineBinding.NAMESPACE, "bound");
        begun.results().forEach(bound::child);
        FullJid address = begun.address();
        Optional<Element> counting = begun.results().stream()
                .filter(result -> result.is(StreamManagement.NAMESPACE, "enabled"))
                .findFirst();
        return ServerStep.to(
                new Bound(context(), address),
                new ServerEffect.Send(success.with(bound.build()).element(address)),
                new ServerEffect.Send(StreamFeatures.afterBinding(context(), counting.isPresent())),
                new ServerEffect.Established(address));
    }
}
