package im.redoubt.server.filter;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCodec;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.protocol.stanza.StanzaReading;
import im.redoubt.server.filter.FilterRules.Verdict;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlLimits;
import im.redoubt.xml.XmlParser;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the rules would do, without a service: stanzas are read as a client's stream is, with its limits, and judged one behind the
 * other, as if they were sent at once.
 */
public final class Trial {
    private static final byte[] HEADER =
            "<s:stream xmlns='jabber:client' xmlns:s='http://etherx.jabber.org/streams' version='1.0'>"
                    .getBytes(StandardCharsets.UTF_8);

    private final FilterRules rules;
    // Has rates of its own: what would be asked next does not count for what is asked.
    private final FilterRules others;
    private final XmlLimits limits;
    private final BareJid sender;

    /**
     * Tries rules.
     *
     * @param rules the rules
     * @param bounds what judging may cost
     * @param limits what the service takes from a client
     * @param sender who sends what has no {@code from}
     */
    public Trial(List<FilterRule> rules, FilterRules.Bounds bounds, XmlLimits limits, BareJid sender) {
        this.rules = new FilterRules(rules, bounds, () -> 0);
        this.others = new FilterRules(rules, bounds, () -> 0);
        this.limits = limits;
        this.sender = sender;
    }

    /**
     * What becomes of a stanza.
     *
     * @param stanza the stanza, with its sender
     * @param first the rule that decides, if there is one
     * @param next the rule that would decide if the first were not there
     */
    public record Result(Stanza stanza, Optional<Verdict> first, Optional<Verdict> next) {
        /** Returns the kind and the type of the stanza. */
        public String kind() {
            return StanzaType.of(stanza).word() + " " + StanzaType.wordOf(stanza);
        }

        /** Returns whom it is for. */
        public BareJid recipient() {
            return Candidate.recipientOf(stanza);
        }
    }

    /**
     * Tries stanzas.
     *
     * @param xml one or more stanzas in UTF-8
     * @return what becomes of each
     * @throws IllegalArgumentException if there is something that the service would not take; the message says what
     */
    public List<Result> run(byte[] xml) {
        XmlParser parser = XmlParser.stream(limits);
        parser.next(ByteBuffer.wrap(HEADER));
        ByteBuffer in = ByteBuffer.wrap(xml);
        List<Result> results = new ArrayList<>();
        while (true) {
            switch (parser.next(in)) {
                case XmlEvent.Complete(ParsedElement element) -> results.add(result(read(element)));
                case XmlEvent.Starved starved -> {
                    if (parser.midElement() || results.isEmpty()) {
                        throw new IllegalArgumentException("there is no whole stanza");
                    }
                    return List.copyOf(results);
                }
                case XmlEvent.Refused refused ->
                    throw new IllegalArgumentException("no server takes this: "
                            + refused.violation().kind().condition() + ", "
                            + refused.violation().detail());
                case XmlEvent.Opened opened -> throw new IllegalArgumentException("a stream header is no stanza");
                case XmlEvent.Closed closed -> throw new IllegalArgumentException("the end of a stream is no stanza");
            }
        }
    }

    private Result result(Stanza stanza) {
        Optional<Verdict> first = rules.judge(stanza, 0);
        return new Result(stanza, first, first.flatMap(verdict -> others.judge(stanza, verdict.place() + 1)));
    }

    private Stanza read(ParsedElement element) {
        return switch (StanzaCodec.read(element, Stanza.CLIENT_NAMESPACE, Optional.empty())) {
            case StanzaReading.Valid(Stanza stanza) ->
                stanza.withHeader(stanza.header().withFrom(stanza.from().orElse(sender)));
            case StanzaReading.Rejected(Stanza answer) ->
                throw new IllegalArgumentException("the service refuses this by itself, with "
                        + StanzaError.conditionIn(answer).wire());
            case StanzaReading.Ignored ignored ->
                throw new IllegalArgumentException("the service ignores this by itself");
            case StanzaReading.NotAStanza other ->
                throw new IllegalArgumentException("this is no message, presence or iq of a client");
        };
    }
}
