package im.redoubt.bench;

import im.redoubt.client.Pending;
import im.redoubt.client.archive.Archive;
import im.redoubt.client.archive.ArchivePage;
import im.redoubt.client.archive.ArchiveQuery;
import im.redoubt.client.chat.Chat;
import im.redoubt.client.chat.ChatMessage;
import im.redoubt.client.presence.PresenceChange;
import im.redoubt.client.presence.Presences;
import im.redoubt.client.roster.Roster;
import im.redoubt.client.roster.RosterSnapshot;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCodec;
import im.redoubt.protocol.stanza.StanzaReading;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlLimits;
import im.redoubt.xml.XmlParser;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Reads samples with our library: as stanzas, and on to what an application hears of them. */
final class OurReader {
    private final Sample sample;
    private final Digits bytes;
    private final XmlParser parser = XmlParser.stream(XmlLimits.AUTHENTICATED);
    private final Stub session = new Stub();
    private final Roster roster;
    private final Archive archive;
    private Optional<ChatMessage> heard = Optional.empty();
    private Optional<PresenceChange> seen = Optional.empty();

    OurReader(Sample sample) {
        this.sample = sample;
        this.bytes = new Digits(sample.bytes());
        parser.next(ByteBuffer.wrap(Sample.header()));
        session.require(Chat.FEATURE).received().add(message -> heard = Optional.of(message));
        session.require(Presences.FEATURE).changes().add(change -> seen = Optional.of(change));
        this.roster = session.require(Roster.FEATURE);
        this.archive = session.require(Archive.FEATURE);
        session.begin();
        feed(new Digits(Sample.ROSTER.bytes()));
    }

    /** Reads the sample up to the values that an application gets: a message, a page, a roster, a presence. */
    Object values() {
        return switch (sample) {
            case MESSAGE -> message();
            case ARCHIVE -> page();
            case ROSTER -> contacts();
            case PRESENCE -> presence();
        };
    }

    private ChatMessage message() {
        heard = Optional.empty();
        feed(bytes);
        return heard.orElseThrow();
    }

    private ArchivePage page() {
        Pending<ArchivePage> page =
                archive.query(ArchiveQuery.builder().pageSize(Sample.PAGE).build());
        feed(bytes);
        return page.join();
    }

    private RosterSnapshot contacts() {
        session.begin();
        feed(bytes);
        return roster.loaded().join();
    }

    private PresenceChange presence() {
        seen = Optional.empty();
        feed(bytes);
        return seen.orElseThrow();
    }

    /** Reads the sample as stanzas only: checked, with header and type, and nobody looks inside. */
    Stanza stanza() {
        ByteBuffer in = bytes.next();
        Stanza last = read(parser.next(in));
        while (in.hasRemaining()) {
            last = read(parser.next(in));
        }
        return last;
    }

    private void feed(Digits from) {
        ByteBuffer in = from.next();
        while (in.hasRemaining()) {
            read(parser.next(in)).on(session);
        }
    }

    private static Stanza read(XmlEvent event) {
        ParsedElement element = ((XmlEvent.Complete) event).element();
        return ((StanzaReading.Valid) StanzaCodec.read(element, Stanza.CLIENT_NAMESPACE, Optional.empty())).stanza();
    }
}
