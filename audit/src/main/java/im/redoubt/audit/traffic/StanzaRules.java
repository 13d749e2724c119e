package im.redoubt.audit.traffic;

import im.redoubt.audit.Rule;
import im.redoubt.audit.machine.MachineText;
import im.redoubt.xml.Element;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ObjLongConsumer;
import java.util.stream.Stream;

/** What each stanza of a capture is asked. */
final class StanzaRules {
    private static final String CLIENT = "jabber:client";
    private static final String BIND = "urn:ietf:params:xml:ns:xmpp-bind";
    private static final String FORWARD = "urn:xmpp:forward:0";
    private static final int DEEPEST_FORWARD = 4;

    /** What programs send in which people write. */
    private static final Set<String> OF_PEOPLE = Set.of(
            "http://jabber.org/protocol/chatstates",
            "http://jabber.org/protocol/xhtml-im",
            "urn:xmpp:chat-markers:0",
            "urn:xmpp:reply:0",
            "urn:xmpp:reactions:0",
            "urn:xmpp:message-correct:0",
            "urn:xmpp:styling:0");

    private final Resources resources = new Resources();
    private final ObjLongConsumer<Rule> found;

    /**
     * @param found takes each rule that is broken, with the line
     */
    StanzaRules(ObjLongConsumer<Rule> found) {
        this.found = found;
    }

    /** Asks about a stanza. */
    void look(Captured captured) {
        look(captured, 0);
    }

    private void look(Captured captured, int depth) {
        Element stanza = captured.element();
        Optional<MachineText> data = stanza.name().local().equals("message") ? machineData(stanza) : Optional.empty();
        boolean payload = stanza.name().local().equals("message") && Payloads.ofMachine(stanza);
        if ((data.isPresent() || payload) && isType(stanza, "chat")) {
            found.accept(TrafficRules.TYPE_CHAT, captured.line());
        }
        if (payload && isType(stanza, "groupchat") && Payloads.neverExpires(stanza)) {
            found.accept(TrafficRules.GROUPCHAT_COMMAND, captured.line());
        }
        address(captured, data.isPresent());
        switch (stanza.name().local()) {
            case "iq" -> bind(captured);
            case "presence" -> status(captured);
            default -> {}
        }
        data.ifPresent(text -> {
            found.accept(TrafficRules.BODY_MACHINE_DATA, captured.bodyLine());
            if (text.hasCredential()) {
                found.accept(TrafficRules.BODY_CREDENTIAL, captured.bodyLine());
            }
        });
        if (depth < DEEPEST_FORWARD) {
            forwarded(stanza, depth).forEach(inner -> look(captured.inside(inner), depth + 1));
        }
    }

    private static boolean isType(Element stanza, String type) {
        return stanza.attribute("type").filter(type::equals).isPresent();
    }

    private void status(Captured captured) {
        boolean reading = captured.element().children().stream()
                .filter(child -> child.name().local().equals("status") && isOfStanza(child))
                .anyMatch(status -> MachineText.of(status.text()).isMachine() || MachineText.isReading(status.text()));
        if (reading) {
            found.accept(TrafficRules.STATUS_READING, captured.statusLine());
        }
    }

    private static Optional<MachineText> machineData(Element message) {
        boolean people = message.children().stream()
                .anyMatch(child -> OF_PEOPLE.contains(child.name().namespace()));
        return message.children().stream()
                .filter(child -> child.name().local().equals("body") && isOfStanza(child))
                .map(body -> MachineText.of(body.text()))
                .filter(text -> people ? text.isMachineInSpiteOfPeople() : text.isMachine())
                .findFirst();
    }

    private void address(Captured captured, boolean machine) {
        List<String> addresses = captured.element().attributes().stream()
                .filter(a -> a.name().is("", "from") || a.name().is("", "to"))
                .map(a -> a.value())
                .toList();
        boolean library = addresses.stream().filter(resources::isLibrary).count() > 0;
        boolean shared = machine
                && captured.element()
                        .attribute("from")
                        .filter(resources::isShared)
                        .isPresent();
        if (library || shared) {
            found.accept(TrafficRules.FIXED_RESOURCE, captured.line());
        }
    }

    private void bind(Captured captured) {
        captured.element()
                .first(BIND, "bind")
                .flatMap(bind -> bind.first(BIND, "resource"))
                .filter(resource -> Resources.isFixed(resource.text()))
                .ifPresent(_ -> found.accept(TrafficRules.FIXED_RESOURCE, captured.line()));
    }

    /** Stanzas inside of copies (XEP-0280) and results of archives (XEP-0313), wherever the copy stands. */
    private static List<Element> forwarded(Element element, int depth) {
        return element.children().stream()
                .flatMap(child -> child.is(FORWARD, "forwarded")
                        ? child.children().stream()
                                .filter(inner -> inner.name().namespace().equals(CLIENT))
                        : depth < DEEPEST_FORWARD ? forwarded(child, depth + 1).stream() : Stream.empty())
                .toList();
    }

    private static boolean isOfStanza(Element child) {
        String namespace = child.name().namespace();
        return namespace.equals(CLIENT) || namespace.equals("jabber:server") || namespace.isEmpty();
    }
}
