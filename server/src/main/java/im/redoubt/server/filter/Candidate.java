package im.redoubt.server.filter;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.server.filter.TextPattern.Search;
import java.util.HashMap;
import java.util.Map;

/** A stanza while the rules look at it. What several of them ask is found out once. For one thread. */
final class Candidate {
    private final Stanza stanza;
    private final BareJid sender;
    private final BareJid recipient;
    private final FilterRules.Bounds bounds;
    private final int mostContentBytes;
    private final Effort effort;
    private final Map<String, Words> words = new HashMap<>();

    /**
     * Looks at a stanza.
     *
     * @param stanza the stanza
     * @param bounds what judging it may cost
     * @param mostContentBytes a stanza with more inside is too costly to be searched
     */
    Candidate(Stanza stanza, FilterRules.Bounds bounds, int mostContentBytes) {
        this.mostContentBytes = mostContentBytes;
        this.stanza = stanza;
        this.sender = stanza.from().orElseThrow().bare();
        this.recipient = recipientOf(stanza);
        this.bounds = bounds;
        this.effort = new Effort(bounds.steps());
    }

    /** What has no address is for the sender's own account (RFC 6120 section 10.3). */
    static BareJid recipientOf(Stanza stanza) {
        return stanza.to().or(stanza::from).orElseThrow().bare();
    }

    /** Returns whether all that a rule says holds, and if so, why. */
    Fit fit(FilterRule rule, SenderRates rates) {
        if (!isFor(rule.addresses()) || !is(rule.shape())) {
            return Fit.NONE;
        }
        FilterRule.Content content = rule.content();
        Fit body = content.body().map(pattern -> search("body", pattern)).orElse(Fit.WHOLE);
        Fit subject = body == Fit.NONE
                ? body
                : content.subject().map(pattern -> search("subject", pattern)).orElse(Fit.WHOLE);
        if (isGlance() && (body == Fit.TOO_COSTLY || subject == Fit.TOO_COSTLY)) {
            return Fit.TOO_COSTLY; // whoever looks again counts it once
        }
        if (subject == Fit.NONE
                || content.rate()
                        .filter(rate -> !rates.isExceeded(rule.name(), rate, sender))
                        .isPresent()) {
            return Fit.NONE;
        }
        return body == Fit.WHOLE ? subject : body;
    }

    private boolean isGlance() {
        return mostContentBytes < Integer.MAX_VALUE;
    }

    private boolean isFor(FilterRule.Addresses addresses) {
        return (addresses.from().isEmpty() || addresses.from().stream().anyMatch(pattern -> pattern.has(sender)))
                && (addresses.to().isEmpty() || addresses.to().stream().anyMatch(pattern -> pattern.has(recipient)));
    }

    private boolean is(FilterRule.Shape shape) {
        return (shape.kinds().isEmpty() || shape.kinds().contains(StanzaType.of(stanza)))
                && (shape.types().isEmpty() || shape.types().contains(StanzaType.wordOf(stanza)))
                && (shape.moreThanBytes().isEmpty()
                        || stanza.content().size() > shape.moreThanBytes().getAsInt())
                && (shape.namespaces().isEmpty()
                        || stanza.content().children().stream()
                                .anyMatch(name -> shape.namespaces().contains(name.namespace())));
    }

    private Fit search(String local, TextPattern pattern) {
        if (stanza.content().size() > mostContentBytes) {
            return Fit.TOO_COSTLY;
        }
        Words said = words.computeIfAbsent(local, name -> Words.of(stanza.content(), name, bounds.textBytes()));
        for (String text : said.texts()) {
            Search search = pattern.search(text, effort);
            if (search != Search.ABSENT) {
                return search == Search.FOUND ? Fit.WHOLE : Fit.TOO_COSTLY;
            }
        }
        return said.isTooMuch() ? Fit.TOO_LONG : Fit.NONE;
    }
}
