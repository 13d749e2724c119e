package im.redoubt.audit.traffic;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells whether a resource was chosen by whoever wrote a program. Each is told once. */
final class Resources {
    /** So many are remembered, the latest. */
    private static final int REMEMBERED = 4_096;

    /** What libraries call themselves. */
    private static final Set<String> LIBRARIES = Set.of(
            "smack",
            "babbler",
            "xmpppy",
            "slixmpp",
            "sleekxmpp",
            "strophe",
            "strophejs",
            "libstrophe",
            "gloox",
            "agsxmpp",
            "qxmpp",
            "xmpp.js",
            "node-xmpp",
            "xmppframework",
            "aioxmpp",
            "tinder",
            "iksemel",
            "loudmouth",
            "swiften",
            "go-xmpp",
            "xmpp4r",
            "blather",
            "sharpxmpp",
            "s22.xmpp",
            "jaxl",
            "xmpphp");

    private static final Pattern PARTS = Pattern.compile("[^A-Za-z0-9+=]+");
    private static final int SHORTEST_RANDOM = 4;

    private final Map<String, Jid> told = remembering();
    private final Map<String, Jid> ofMachines = remembering();

    /** Returns whether the address has the resource of a library, and was not told. */
    boolean isLibrary(String address) {
        int slash = address.indexOf('/');
        return slash >= 0
                && LIBRARIES.contains(address.substring(slash + 1).toLowerCase(Locale.ROOT))
                && Jid.parse(address).filter(this::isNew).isPresent();
    }

    /** Takes the address of a machine; returns whether a machine of another account has the same resource, and that was not told. */
    boolean isShared(String address) {
        Jid jid = Jid.parse(address).orElse(null);
        if (jid == null || jid.isBare() || hasRandomPart(jid.resource())) {
            return false;
        }
        BareJid account = jid.bare();
        Jid first = ofMachines.putIfAbsent(jid.resource(), account);
        return first != null && !first.equals(account) && told.put("/" + jid.resource(), jid) == null;
    }

    /** Returns whether the resource that a client asks for was fixed by its program. */
    static boolean isFixed(String resource) {
        return !resource.isEmpty() && !hasRandomPart(resource);
    }

    private boolean isNew(Jid jid) {
        return told.put(jid.toString(), jid) == null;
    }

    // A run of letters and digits in which their kinds change at least twice.
    private static boolean hasRandomPart(String resource) {
        for (String part : PARTS.split(resource, -1)) {
            int changes = 0;
            for (int i = 1; i < part.length(); i++) {
                changes += kind(part.charAt(i)) == kind(part.charAt(i - 1)) ? 0 : 1;
            }
            if (part.length() >= SHORTEST_RANDOM && changes >= 2) {
                return true;
            }
        }
        return false;
    }

    private static int kind(char c) {
        return Character.isDigit(c) ? 0 : Character.isUpperCase(c) ? 1 : 2;
    }

    private static Map<String, Jid> remembering() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Jid> eldest) {
                return size() > REMEMBERED;
            }
        };
    }
}
