package im.redoubt.client.room;

import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.Jid;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import im.redoubt.xml.XmlName;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a room adds to a stanza (XEP-0045 section 18.2). A stanza that holds it twice says nothing: one of the two may be the sender's,
 * whom a careless room did not keep from writing what only the room says (ATTACKS 84).
 */
final class MucUser {
    static final String MUC = "http://jabber.org/protocol/muc";
    static final String NAMESPACE = MUC + "#user";
    static final String ADMIN = MUC + "#admin";
    static final String OWNER = MUC + "#owner";

    /** The most characters of a reason. */
    static final int MOST_CHARS = 4_096;

    private static final XmlName NAME = new XmlName(NAMESPACE, "x");

    private final Element x;

    private MucUser(Element x) {
        this.x = x;
    }

    /** Returns what is added, once, to a stanza with this content. */
    static Optional<MucUser> in(XmlContent content) {
        return isForged(content)
                ? Optional.empty()
                : content.first(NAMESPACE, "x").map(MucUser::new);
    }

    /** Returns whether it is there more than once. */
    static boolean isForged(XmlContent content) {
        return content.children().stream().filter(NAME::equals).count() > 1;
    }

    /** Returns the status codes (section 15.6.2). */
    Set<Integer> codes() {
        Set<Integer> codes = new HashSet<>();
        for (Element status : x.children(NAMESPACE, "status")) {
            String code = status.attribute("code").orElse("");
            if (code.length() == 3 && code.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
                codes.add(Integer.parseInt(code));
            }
        }
        return codes;
    }

    Optional<Element> child(String name) {
        return x.first(NAMESPACE, name);
    }

    private String item(String attribute) {
        return child("item").flatMap(item -> item.attribute(attribute)).orElse("");
    }

    Affiliation affiliation() {
        return Affiliation.named(item("affiliation"));
    }

    Role role() {
        return Role.named(item("role"));
    }

    /** Returns the real address, if the room shows it. */
    Optional<Jid> address() {
        return Jid.parse(item("jid"));
    }

    /** Returns the new nickname, as the room wrote it. */
    String nickname() {
        return item("nick");
    }

    /** Returns who did it, by his nickname. */
    Optional<Unverified> actor() {
        return child("item")
                .flatMap(item -> item.first(NAMESPACE, "actor"))
                .flatMap(actor -> actor.attribute("nick"))
                .flatMap(nick -> Unverified.of(nick, MOST_CHARS));
    }

    /** Returns why. */
    Optional<Unverified> reason() {
        return child("item").flatMap(MucUser::reason);
    }

    /** Returns the reason inside of {@code parent}. */
    static Optional<Unverified> reason(Element parent) {
        return parent.first(NAMESPACE, "reason")
                .map(Element::text)
                .filter(text -> !text.isEmpty())
                .flatMap(text -> Unverified.of(text, MOST_CHARS));
    }
}
