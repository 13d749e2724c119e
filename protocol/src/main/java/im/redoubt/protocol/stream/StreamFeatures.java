package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.ChannelBindingType;
import im.redoubt.protocol.sasl.Offer;
import im.redoubt.xml.Element;

/** The {@code <stream:features/>} of each moment (RFC 6120 section 4.3.2). */
final class StreamFeatures {
    private StreamFeatures() {}

    /** STARTTLS, required, and nothing else. */
    static Element beforeTls() {
        return features()
                .child(Element.named(StreamNames.TLS, "starttls")
                        .child(Element.named(StreamNames.TLS, "required").build())
                        .build())
                .build();
    }

    /** What is offered, and its name (XEP-0509). */
    static Element beforeAuthentication(ServerContext context, Offer offer) {
        Element offered = offered(context, offer);
        Element.Builder features = features();
        offered.children().forEach(features::child);
        return features.child(ConfigVersion.feature(offered)).build();
    }

    /** Mechanisms for both profiles, the channel bindings of this connection (XEP-0440), limits, and registration by invitation. */
    static Element offered(ServerContext context, Offer offer) {
        Element.Builder mechanisms = Element.named(StreamNames.SASL, "mechanisms");
        offer.names().forEach(name -> mechanisms.child(StreamNames.SASL, "mechanism", name));
        Element.Builder features = features().child(mechanisms.build()).child(ExtensibleSasl.feature(context, offer));
        if (!offer.bindings().isEmpty()) {
            Element.Builder bindings = Element.named(StreamNames.CHANNEL_BINDING, "sasl-channel-binding");
            for (ChannelBindingType type : offer.bindings().types()) {
                bindings.child(Element.named(StreamNames.CHANNEL_BINDING, "channel-binding")
                        .attribute("type", type.wireName())
                        .build());
            }
            features.child(bindings.build());
        }
        if (context.invitations()) {
            features.child(Element.named(Registration.TOKEN_FEATURE, "register").build());
            features.child(Element.named(Registration.FEATURE, "register").build());
        }
        return features.child(limits(context.limits())).build();
    }

    /** Binding, the session that old clients ask for, and what a session can have. */
    static Element beforeBinding(ServerContext context) {
        Element.Builder features = features()
                .child(Element.named(StreamNames.BIND, "bind").build())
                .child(Element.named(StreamNames.SESSION, "session")
                        .child(Element.named(StreamNames.SESSION, "optional").build())
                        .build());
        return ofSessions(context, features).child(StreamManagement.feature()).build();
    }

    /** What a session can have that was bound with the success (XEP-0388 section 2.6.1). */
    static Element afterBinding(ServerContext context, boolean counting) {
        Element.Builder features = ofSessions(context, features());
        return counting
                ? features.build()
                : features.child(StreamManagement.feature()).build();
    }

    /** Roster versions (RFC 6121 section 2.6), pre-approval (3.4), limits, and what is announced. */
    private static Element.Builder ofSessions(ServerContext context, Element.Builder features) {
        return features.child(
                        Element.named("urn:xmpp:features:rosterver", "ver").build())
                .child(Element.named("urn:xmpp:features:pre-approval", "sub").build())
                .child(limits(context.sessionLimits()))
                .children(context.announcements());
    }

    private static Element.Builder features() {
        return Element.named(StreamNames.STREAMS, "features");
    }

    private static Element limits(ServerContext.StreamLimits limits) {
        return Element.named(StreamNames.LIMITS, "limits")
                .child(StreamNames.LIMITS, "max-bytes", Integer.toString(limits.maxBytes()))
                .child(
                        StreamNames.LIMITS,
                        "idle-seconds",
                        Long.toString(limits.idle().toMillis() / 1000))
                .build();
    }
}
