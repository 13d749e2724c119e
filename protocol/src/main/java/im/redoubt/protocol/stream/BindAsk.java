package im.redoubt.protocol.stream;

import im.redoubt.xml.Element;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A resource that is asked for together with an attempt, and what its session is to begin with (XEP-0386 section 3.2).
 *
 * @param tag what the resource is to begin with
 * @param counting whether stanzas are to be counted, as far as that can be asked for here
 * @param features what else can be had of that which is wished
 */
record BindAsk(Optional<String> tag, CountingWish counting, Set<SessionFeature> features) {
    static BindAsk of(ClientWishes wishes, ExtensibleOffer offer) {
        Set<SessionFeature> features = EnumSet.noneOf(SessionFeature.class);
        for (SessionFeature feature : wishes.features()) {
            if (offer.bindFeatures().contains(feature.namespace())) {
                features.add(feature);
            }
        }
        boolean counts = offer.bindFeatures().contains(StreamManagement.NAMESPACE);
        return new BindAsk(wishes.tag(), counts ? wishes.counting() : CountingWish.NONE, features);
    }

    Element element() {
        Element.Builder bind = Element.named(InlineBinding.NAMESPACE, "bind");
        tag.ifPresent(text -> bind.child(InlineBinding.NAMESPACE, "tag", text));
        if (counting != CountingWish.NONE) {
            bind.child(StreamCounting.request(counting));
        }
        features.forEach(feature -> bind.child(feature.element()));
        return bind.build();
    }
}
