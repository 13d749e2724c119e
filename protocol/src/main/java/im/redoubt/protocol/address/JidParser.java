package im.redoubt.protocol.address;

import org.jspecify.annotations.Nullable;

/**
 * Splits an address at the first {@code /} and then at the first {@code @} (RFC 7622 section 3.1). Nearly every address on
 * the wire is ASCII and prepared already: {@link AsciiParts} recognises those, and the parts are cut out of the text as they
 * are. The others go through {@link JidPart}.
 */
final class JidParser {
    private static final Outcome<String> NONE = Outcome.accepted("");

    private JidParser() {}

    static Outcome<Jid> parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? bare(text).then(Outcome::accepted)
                : full(text, slash).then(Outcome::accepted);
    }

    static Outcome<BareJid> parseBare(String text) {
        return text.indexOf('/') < 0 ? bare(text) : Outcome.refused("there is a resource");
    }

    static Outcome<FullJid> parseFull(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? Outcome.refused("there is no resource") : full(text, slash);
    }

    static Outcome<BareJid> join(String local, String domain) {
        Outcome<String> preparedLocal = local.isEmpty() ? NONE : JidPart.LOCAL.prepare(local);
        return preparedLocal.then(
                l -> JidPart.DOMAIN.prepare(domain).then(d -> Outcome.accepted(new BareJid(l, d, null))));
    }

    static Outcome<FullJid> join(BareJid bare, String resource) {
        return JidPart.RESOURCE.prepare(resource).then(r -> Outcome.accepted(new FullJid(bare, r, null)));
    }

    private static Outcome<BareJid> bare(String text) {
        int at = text.indexOf('@');
        if (AsciiParts.isBare(text, at, text.length())) {
            return Outcome.accepted(cutBare(text, at, text.length(), text));
        }
        return prepareBare(text, at, text.length());
    }

    private static Outcome<FullJid> full(String text, int slash) {
        int firstAt = text.indexOf('@');
        int at = firstAt < slash ? firstAt : -1;
        if (AsciiParts.isBare(text, at, slash) && AsciiParts.isResource(text, slash + 1, text.length())) {
            BareJid bare = cutBare(text, at, slash, null);
            return Outcome.accepted(new FullJid(bare, text.substring(slash + 1), text));
        }
        return prepareBare(text, at, slash).then(bare -> join(bare, text.substring(slash + 1)));
    }

    private static BareJid cutBare(String text, int at, int end, @Nullable String whole) {
        String local = at < 0 ? "" : text.substring(0, at);
        return new BareJid(local, text.substring(at + 1, end), whole);
    }

    private static Outcome<BareJid> prepareBare(String text, int at, int end) {
        if (at == 0) {
            return Outcome.refused("nothing stands before the @");
        }
        return join(at < 0 ? "" : text.substring(0, at), text.substring(at + 1, end));
    }
}
