package im.redoubt.audit.source;

import com.sun.source.tree.AnnotatedTypeTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the names of types in one file stand for, by its imports and declarations (JLS 6.4.1): what is declared hides what is imported. */
final class Names {
    /** Types that may be imported with all of their package, by their simple names. */
    private static final Map<String, String> IN_PACKAGES = known(
            "javax.net.ssl",
            "X509TrustManager X509ExtendedTrustManager HostnameVerifier SSLContext SSLParameters SSLSocket SSLEngine SSLServerSocket"
                    + " HttpsURLConnection",
            "org.jivesoftware.smack",
            "ConnectionConfiguration SASLAuthentication XMPPConnection AbstractXMPPConnection Roster Chat ChatManager XMPPTCPConnection",
            "org.jivesoftware.smack.ConnectionConfiguration",
            "SecurityMode",
            "org.jivesoftware.smack.tcp",
            "XMPPTCPConnection XMPPTCPConnectionConfiguration",
            "org.jivesoftware.smack.packet",
            "Message MessageBuilder StanzaBuilder Presence Stanza Packet",
            "org.jivesoftware.smack.packet.Message",
            "Type",
            "org.jivesoftware.smack.roster",
            "Roster",
            "org.jivesoftware.smack.roster.Roster",
            "SubscriptionMode",
            "org.jivesoftware.smack.util",
            "TLSUtils",
            "org.jivesoftware.smack.chat2",
            "Chat ChatManager",
            "org.jivesoftware.smack.sasl",
            "SASLMechanism",
            "rocks.xmpp.core.net",
            "ChannelEncryption",
            "rocks.xmpp.core.session",
            "XmppClient XmppSessionConfiguration TcpConnectionConfiguration",
            "rocks.xmpp.core.stanza.model",
            "Message");

    private final Map<String, String> imported = new HashMap<>();
    private final Map<String, String> importedStatic = new HashMap<>();
    private final List<String> onDemand = new ArrayList<>();
    private final List<String> onDemandStatic = new ArrayList<>();
    private final Set<String> declared = new HashSet<>();
    private final Set<Library> used = new HashSet<>();

    Names(CompilationUnitTree unit) {
        unit.getImports().forEach(this::take);
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitClass(ClassTree type, Void nothing) {
                declared.add(type.getSimpleName().toString());
                return super.visitClass(type, null);
            }

            @Override
            public Void visitMemberSelect(MemberSelectTree select, Void nothing) {
                flat(select).map(Library::of).ifPresent(used::add);
                return super.visitMemberSelect(select, null);
            }
        }.scan(unit, null);
    }

    private void take(ImportTree each) {
        String name = flat(each.getQualifiedIdentifier()).orElse("");
        int dot = name.lastIndexOf('.');
        if (dot < 0) {
            return;
        }
        String owner = name.substring(0, dot);
        String last = name.substring(dot + 1);
        used.add(Library.of(name));
        if (last.equals("*")) {
            (each.isStatic() ? onDemandStatic : onDemand).add(owner);
        } else if (each.isStatic()) {
            importedStatic.put(last, owner);
        } else {
            imported.put(last, name);
        }
    }

    /** Returns whether something of the library is named in the file. */
    boolean uses(Library library) {
        return used.contains(library);
    }

    /** Returns the full name of a type that is written so; what is not known stays as it is, with {@code .} before what is declared here. */
    Optional<String> type(Tree written) {
        return switch (written) {
            case ParameterizedTypeTree parameterized -> type(parameterized.getType());
            case AnnotatedTypeTree annotated -> type(annotated.getUnderlyingType());
            default -> flat(written).map(this::resolve);
        };
    }

    /** Returns whether a type that is written so is this one. */
    boolean is(Tree written, String fullName) {
        return type(written).filter(fullName::equals).isPresent();
    }

    /** Returns the full name of a constant or static method: its type, a dot and its name. */
    Optional<String> member(Tree written) {
        if (written instanceof IdentifierTree identifier) {
            String name = identifier.getName().toString();
            String owner = importedStatic.get(name);
            if (owner == null && onDemandStatic.size() == 1) {
                owner = onDemandStatic.getFirst();
            }
            return Optional.ofNullable(owner).map(type -> type + "." + name);
        }
        return type(written);
    }

    private String resolve(String name) {
        int dot = name.indexOf('.');
        String first = dot < 0 ? name : name.substring(0, dot);
        String rest = dot < 0 ? "" : name.substring(dot);
        if (declared.contains(first)) {
            return "." + name;
        }
        String whole = imported.get(first);
        if (whole != null) {
            return whole + rest;
        }
        for (String owner : onDemand) {
            String known = IN_PACKAGES.get(owner + "." + first);
            if (known != null) {
                return known + rest;
            }
        }
        return name;
    }

    /** Returns names and dots as text. */
    static Optional<String> flat(Tree tree) {
        return switch (tree) {
            case IdentifierTree identifier -> Optional.of(identifier.getName().toString());
            case MemberSelectTree select ->
                flat(select.getExpression()).map(owner -> owner + "." + select.getIdentifier());
            default -> Optional.empty();
        };
    }

    private static Map<String, String> known(String... packagesAndTypes) {
        Map<String, String> known = new HashMap<>();
        for (int i = 0; i < packagesAndTypes.length; i += 2) {
            for (String type : packagesAndTypes[i + 1].split(" ", -1)) {
                String name = packagesAndTypes[i] + "." + type;
                known.put(name, name);
            }
        }
        return known;
    }
}
