package im.redoubt.client.room;

import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.xml.Element;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * An account that is something to a room.
 *
 * @param account who
 * @param affiliation what
 * @param reason why, if somebody gave a reason
 */
public record Affiliated(BareJid account, Affiliation affiliation, Optional<Unverified> reason) {
    /** Reads what was asked for; a room that says something else is not asked for it. */
    static List<Affiliated> read(IqResponse response, Affiliation asked) {
        List<Affiliated> all = new ArrayList<>();
        Optional<Element> query = response.content().first(MucUser.ADMIN, "query");
        for (Element item :
                query.map(list -> list.children(MucUser.ADMIN, "item")).orElseGet(List::of)) {
            Optional<Jid> who = item.attribute("jid").flatMap(Jid::parse);
            boolean fits = item.attribute("affiliation").equals(Optional.of(asked.wire()));
            if (fits && who.isPresent() && all.size() < Room.MOST_AFFILIATED) {
                Optional<Unverified> reason = item.first(MucUser.ADMIN, "reason")
                        .flatMap(text -> Unverified.of(text.text(), MucUser.MOST_CHARS));
                all.add(new Affiliated(who.get().bare(), asked, reason));
            }
        }
        return Collections.unmodifiableList(all);
    }
}
