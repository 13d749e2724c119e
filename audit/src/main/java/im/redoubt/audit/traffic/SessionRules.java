package im.redoubt.audit.traffic;

import im.redoubt.audit.Rule;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlEvent;
import java.util.Optional;
import java.util.Set;
import java.util.function.ObjLongConsumer;

/**
 * What the course of a stream is asked: whether it is in clear, and how its client signs in.
 *
 * <ol>
 *   <li>No header was seen: nothing is known, since the capture may begin anywhere.
 *   <li>A header was seen: whoever signs in on it does that in clear, and what is sent after an offer to sign in is in clear, until
 *   <li>{@code <proceed/>}, or what only is where TLS is already (channel binding, certificates of clients, RFC 7395).
 *   <li>The end of a stream: nothing is known.
 * </ol>
 */
final class SessionRules {
    private static final String TLS = "urn:ietf:params:xml:ns:xmpp-tls";
    private static final String SASL = "urn:ietf:params:xml:ns:xmpp-sasl";
    private static final String SASL2 = "urn:xmpp:sasl:2";
    private static final String STREAMS = "http://etherx.jabber.org/streams";
    private static final String FRAMING = "urn:ietf:params:xml:ns:xmpp-framing";
    private static final String CHANNEL_BINDING = "urn:xmpp:sasl-cb:0";
    private static final String AUTH = "jabber:iq:auth";
    private static final String REGISTER = "jabber:iq:register";

    /** Mechanisms that send the password. */
    private static final Set<String> PLAIN = Set.of("PLAIN", "LOGIN");

    /** Mechanisms that were given up. */
    private static final Set<String> HISTORIC = Set.of("DIGEST-MD5", "CRAM-MD5", "NTLM", "SCRAM-MD5");

    private enum Channel {
        UNKNOWN,
        CLEAR,
        TLS
    }

    private final CapturePoint point;
    private final ObjLongConsumer<Rule> found;
    private Channel channel = Channel.UNKNOWN;
    private boolean offered;
    private boolean stanzas;
    private boolean told;

    SessionRules(CapturePoint point, ObjLongConsumer<Rule> found) {
        this.point = point;
        this.found = found;
    }

    /** A header of a stream; returns whether it is one. */
    boolean header(XmlEvent.Opened opened) {
        if (!opened.name().is(STREAMS, "stream")) {
            return false;
        }
        if (channel == Channel.UNKNOWN && point == CapturePoint.WIRE) {
            channel = Channel.CLEAR;
            offered = false;
            stanzas = false;
            told = false;
        }
        return true;
    }

    /** The end of a stream. */
    void closed() {
        channel = Channel.UNKNOWN;
    }

    /** An element of the negotiation; returns whether it is one. */
    boolean negotiation(Element element, long line) {
        if (element.is(STREAMS, "features")) {
            features(element, line);
        } else if (element.is(TLS, "proceed") || element.is(FRAMING, "open")) {
            channel = Channel.TLS;
        } else if (element.is(SASL, "auth") || element.is(SASL2, "authenticate")) {
            signIn(element.attribute("mechanism"), line);
        } else {
            return element.is(TLS, "starttls");
        }
        return true;
    }

    /** A stanza. Where nothing was offered and nobody signed in, the stream may be the one after that, inside of TLS. */
    void stanza(Element stanza, long line) {
        boolean set = stanza.name().local().equals("iq")
                && stanza.attribute("type").filter("set"::equals).isPresent();
        boolean auth = set && stanza.first(AUTH, "query").isPresent();
        boolean password = set
                && stanza.first(REGISTER, "query")
                        .flatMap(query -> query.first(REGISTER, "password"))
                        .filter(value -> !value.text().isEmpty())
                        .isPresent();
        boolean first = !stanzas;
        stanzas = true;
        if (auth || offered || (password && first)) {
            inClear(line);
        }
        if (auth) {
            found.accept(TrafficRules.LEGACY_AUTH, line);
        }
        if (password && channel == Channel.CLEAR && (offered || first)) {
            found.accept(TrafficRules.REGISTER_CLEAR, line);
        }
    }

    private void features(Element features, long line) {
        boolean mechanisms = features.first(SASL, "mechanisms").isPresent()
                || features.first(SASL2, "authentication").isPresent();
        if (features.first(CHANNEL_BINDING, "sasl-channel-binding").isPresent() || offersTlsOnly(features)) {
            channel = Channel.TLS;
        }
        Optional<Element> starttls = features.first(TLS, "starttls");
        offered |= mechanisms || starttls.isPresent();
        boolean optional =
                starttls.isPresent() && starttls.get().first(TLS, "required").isEmpty();
        if (optional && mechanisms && channel != Channel.TLS) {
            found.accept(TrafficRules.STARTTLS_OPTIONAL, line);
        }
    }

    // Mechanisms that need a channel of TLS to bind to, or its certificates.
    private static boolean offersTlsOnly(Element features) {
        return features.children().stream()
                .filter(child -> child.is(SASL, "mechanisms") || child.is(SASL2, "authentication"))
                .flatMap(child -> child.children().stream())
                .map(Element::text)
                .anyMatch(name -> name.endsWith("-PLUS") || name.equals("EXTERNAL"));
    }

    private void signIn(Optional<String> mechanism, long line) {
        inClear(line);
        if (mechanism.filter(PLAIN::contains).isPresent()) {
            found.accept(TrafficRules.PLAIN_MECHANISM, line);
        }
        if (mechanism.filter(HISTORIC::contains).isPresent()) {
            found.accept(TrafficRules.LEGACY_AUTH, line);
        }
    }

    private void inClear(long line) {
        if (channel == Channel.CLEAR && !told) {
            told = true;
            found.accept(TrafficRules.CLEAR_TEXT, line);
        }
    }
}
