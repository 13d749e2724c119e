package im.redoubt.server.pep;

import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.xml.Element;

/** Why a request is refused, with what publish-subscribe says beside the condition (XEP-0060 section 18.3). */
final class PubSubError {
    static final IqAnswer PRECONDITION_NOT_MET = of(StanzaCondition.CONFLICT, "precondition-not-met");
    static final IqAnswer NO_NODE_NAMED = of(StanzaCondition.BAD_REQUEST, "nodeid-required");
    static final IqAnswer NO_ITEM_NAMED = of(StanzaCondition.BAD_REQUEST, "item-required");
    static final IqAnswer NO_PAYLOAD = of(StanzaCondition.BAD_REQUEST, "payload-required");
    static final IqAnswer SEVERAL_PAYLOADS = of(StanzaCondition.BAD_REQUEST, "invalid-payload");
    static final IqAnswer SEVERAL_ITEMS = of(StanzaCondition.NOT_ALLOWED, "max-items-exceeded");
    static final IqAnswer PAYLOAD_TOO_BIG = of(StanzaCondition.NOT_ACCEPTABLE, "payload-too-big");
    static final IqAnswer ACCESS_MODEL = of(StanzaCondition.NOT_ACCEPTABLE, "unsupported-access-model");
    static final IqAnswer OPTIONS = of(StanzaCondition.NOT_ACCEPTABLE, "invalid-options");

    static final IqAnswer INVALID_JID = of(StanzaCondition.BAD_REQUEST, "invalid-jid");
    static final IqAnswer NOT_SUBSCRIBED =
            of(StanzaCondition.UNEXPECTED_REQUEST, StanzaError.Type.CANCEL, "not-subscribed");
    static final IqAnswer TOO_MANY_SUBSCRIPTIONS =
            of(StanzaCondition.POLICY_VIOLATION, StanzaError.Type.WAIT, "too-many-subscriptions");

    private PubSubError() {}

    /** Returns that a part of publish-subscribe is not offered (section 18.3, {@code unsupported}). */
    static IqAnswer unsupported(String feature) {
        return new IqAnswer.Refusal(StanzaError.of(StanzaCondition.FEATURE_NOT_IMPLEMENTED)
                .withApplication(Element.named(PubSub.ERRORS, "unsupported")
                        .attribute("feature", feature)
                        .build()));
    }

    private static IqAnswer of(StanzaCondition condition, String element) {
        return of(condition, condition.usualType(), element);
    }

    private static IqAnswer of(StanzaCondition condition, StanzaError.Type type, String element) {
        return new IqAnswer.Refusal(StanzaError.of(condition)
                .withType(type)
                .withApplication(Element.named(PubSub.ERRORS, element).build()));
    }
}
