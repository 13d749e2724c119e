package im.redoubt.testkit.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What an honest service offers. */
final class Features {
    private static final String SM = "<sm xmlns='" + Names.MANAGEMENT + "'/>";

    private Features() {}

    static String inClear() {
        return of("<starttls xmlns='" + Names.TLS + "'><required/></starttls>");
    }

    /** Returns what is offered over TLS before authentication. */
    static String before(Manner manner, Map<String, byte[]> bindings) {
        List<String> names = mechanisms(manner, bindings);
        String mechanisms = names.stream()
                .map(name -> "<mechanism>" + name + "</mechanism>")
                .collect(Collectors.joining());
        String types = bindings.keySet().stream()
                .map(type -> "<channel-binding type='" + type + "'/>")
                .collect(Collectors.joining());
        String announced = types.isEmpty() || names.stream().noneMatch(name -> name.endsWith("-PLUS"))
                ? ""
                : "<sasl-channel-binding xmlns='" + Names.BINDING + "'>" + types + "</sasl-channel-binding>";
        String extensible = "<authentication xmlns='" + Names.SASL2 + "'>" + mechanisms + "<inline><bind xmlns='"
                + Names.BIND2 + "'><inline><feature var='" + Names.MANAGEMENT
                + "'/><feature var='urn:xmpp:carbons:2'/></inline></bind>" + SM + Tokens.feature(bindings)
                + "</inline></authentication>";
        boolean both = manner.profile() == Manner.Profile.SASL2;
        return of("<mechanisms xmlns='" + Names.SASL + "'>" + mechanisms + "</mechanisms>" + (both ? extensible : "")
                + announced);
    }

    /** Returns the mechanisms that this connection has. */
    static List<String> mechanisms(Manner manner, Map<String, byte[]> bindings) {
        List<String> names = new ArrayList<>(manner.mechanisms());
        if (bindings.isEmpty()) {
            names.removeIf(name -> name.endsWith("-PLUS"));
        }
        return names;
    }

    /** Returns what is offered behind the success of RFC 6120. */
    static String behind() {
        return of("<bind xmlns='" + Names.BIND + "'/>" + SM + "<ver xmlns='urn:xmpp:features:rosterver'/>");
    }

    /** Returns what is offered behind that of XEP-0388. */
    static String inside() {
        return behind();
    }

    private static String of(String inside) {
        return "<stream:features>" + inside + "</stream:features>";
    }
}
