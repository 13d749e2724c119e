package im.redoubt.server.admission;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.payload.DateTime;
import im.redoubt.server.store.Admission;
import im.redoubt.server.store.AdmissionInvitation;
import im.redoubt.server.store.TokenHash;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlAttribute;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The element {@code <admission/>} (docs/admission.md). It is taken as it is written there and in no other way: a list that is
 * misread would let somebody in, or lock everybody out.
 */
final class AdmissionForm {
    static final String NAMESPACE = "urn:redoubt:admission:0";
    static final String NAME = "admission";

    private static final String ADMITS = "admits";
    private static final String EVERYBODY = "everybody";
    private static final String LISTED = "listed";
    private static final String ADMITTED = "admitted";
    private static final String INVITED = "invited";

    private AdmissionForm() {}

    /** What an element says. */
    sealed interface Reading {
        /** Something that is understood. */
        record Said(Admission admission) implements Reading {}

        /** What is not, and why. */
        record Wrong(String why) implements Reading {}

        /** More than fits. */
        record TooMuch(String why) implements Reading {}
    }

    /**
     * What bounds a list.
     *
     * @param addresses how many may be on it
     * @param invitations how many tokens may be given away
     * @param validity how long an invitation holds at most
     * @param now the time
     */
    record Bounds(int addresses, int invitations, Duration validity, Instant now) {}

    /** Why an element is not taken; thrown and caught here, where it ends the reading. */
    private static final class MisreadException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String why;

        MisreadException(String why) {
            super(why, null, false, false);
            this.why = why;
        }
    }

    /** Reads a payload. */
    static Reading read(Element payload, Bounds bounds) {
        try {
            has(payload, "the list", ADMITS);
            String admits = value(payload, "the list", ADMITS);
            if (payload.children().isEmpty() && admits.equals(EVERYBODY)) {
                return new Reading.Said(Admission.EVERYBODY);
            }
            if (!admits.equals(LISTED)) {
                throw new MisreadException(
                        admits.equals(EVERYBODY)
                                ? "whoever admits everybody has no list"
                                : "admits is either everybody or listed");
            }
            Admission.Listed list = list(payload, bounds);
            if (list.addresses().size() > bounds.addresses()) {
                return new Reading.TooMuch("a list has at most " + bounds.addresses() + " addresses");
            }
            return list.invitations().size() > bounds.invitations()
                    ? new Reading.TooMuch("a list has at most " + bounds.invitations() + " invitations")
                    : new Reading.Said(list);
        } catch (MisreadException misread) {
            return new Reading.Wrong(misread.why);
        }
    }

    private static Admission.Listed list(Element payload, Bounds bounds) throws MisreadException {
        Set<BareJid> addresses = new LinkedHashSet<>();
        Map<TokenHash, AdmissionInvitation> invitations = new LinkedHashMap<>();
        int number = 0;
        for (Element child : payload.children()) {
            String place = "entry " + ++number;
            boolean fresh;
            if (child.is(NAMESPACE, ADMITTED)) {
                has(child, place, "jid");
                fresh = addresses.add(account(value(child, place, "jid"), place));
            } else if (child.is(NAMESPACE, INVITED)) {
                has(child, place, "token-sha256", "until");
                AdmissionInvitation invitation = invitation(child, place, bounds);
                fresh = invitations.put(invitation.token(), invitation) == null;
            } else {
                throw new MisreadException(place + " is neither admitted nor invited");
            }
            if (!fresh || !child.nodes().isEmpty()) {
                throw new MisreadException(place + (fresh ? " has something inside" : " is there twice"));
            }
        }
        return Admission.Listed.of(addresses, invitations.values());
    }

    /** The address of an account: a session comes and goes, and a domain is everybody whom it lets in. */
    private static BareJid account(String text, String place) throws MisreadException {
        Jid address = Jid.parse(text).orElseThrow(() -> new MisreadException(place + " is no address"));
        if (!(address instanceof BareJid account)) {
            throw new MisreadException(place + " has a resource; an account is admitted with all of them");
        }
        if (account.isDomain()) {
            throw new MisreadException(place + " is a domain; only accounts are admitted");
        }
        return account;
    }

    private static AdmissionInvitation invitation(Element child, String place, Bounds bounds) throws MisreadException {
        TokenHash token = TokenHash.parse(value(child, place, "token-sha256"))
                .orElseThrow(() -> new MisreadException(place + " has no SHA-256 in Base64url without padding"));
        Instant until = DateTime.parse(value(child, place, "until"))
                .orElseThrow(() -> new MisreadException(place + " has no date and time of XEP-0082"));
        if (!until.isAfter(bounds.now())) {
            throw new MisreadException(place + " has ended");
        }
        if (until.isAfter(bounds.now().plus(bounds.validity()))) {
            throw new MisreadException(
                    place + " ends in more than " + bounds.validity().toDays() + " days");
        }
        return new AdmissionInvitation(token, until);
    }

    /** Exactly these attributes, all without a namespace, and no text. */
    private static void has(Element element, String place, String... attributes) throws MisreadException {
        Set<String> names = Set.of(attributes);
        for (XmlAttribute attribute : element.attributes()) {
            if (!attribute.name().namespace().isEmpty()
                    || !names.contains(attribute.name().local())) {
                throw new MisreadException(place + " has an attribute that is not known");
            }
        }
        if (!element.text().isBlank()) {
            throw new MisreadException(place + " has text inside");
        }
    }

    private static String value(Element element, String place, String attribute) throws MisreadException {
        Optional<String> value = element.attribute(attribute);
        return value.orElseThrow(() -> new MisreadException(place + " has no attribute " + attribute));
    }

    /** Writes what an account says. */
    static Element write(Admission admission) {
        return switch (admission) {
            case Admission.Everybody() ->
                Element.named(NAMESPACE, NAME).attribute(ADMITS, EVERYBODY).build();
            case Admission.Listed(Set<BareJid> addresses, Set<AdmissionInvitation> invitations) -> {
                Element.Builder list = Element.named(NAMESPACE, NAME).attribute(ADMITS, LISTED);
                addresses.forEach(address -> list.child(Element.named(NAMESPACE, ADMITTED)
                        .attribute("jid", address.toString())
                        .build()));
                invitations.forEach(one -> list.child(Element.named(NAMESPACE, INVITED)
                        .attribute("token-sha256", one.token().text())
                        .attribute("until", one.until().toString())
                        .build()));
                yield list.build();
            }
        };
    }

    /** Returns how many are on a list. */
    static int count(Admission admission) {
        return admission instanceof Admission.Listed list ? list.addresses().size() : 0;
    }
}
