package im.redoubt.checks;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;

/** The rules of the architecture, as values, so that they can be tried on what breaks them. */
final class Rules {
    /** Modules by tier: a class may depend on lower tiers and on its own module, on nothing else of ours. */
    private static final Map<String, Integer> TIERS = Map.ofEntries(
            Map.entry("testkit", 0),
            Map.entry("xml", 0),
            Map.entry("protocol", 1),
            Map.entry("client", 2),
            Map.entry("server", 2),
            Map.entry("audit", 2),
            Map.entry("things", 3),
            Map.entry("web", 3),
            Map.entry("alarm", 4),
            Map.entry("app", 5),
            Map.entry("bench", 6),
            Map.entry("interop", 7),
            Map.entry("checks", 7));

    private static final Set<String> CLOCK =
            Set.of("now", "currentTimeMillis", "nanoTime", "systemUTC", "systemDefaultZone", "system");

    /** Imports only point downward. */
    static final ArchRule TIERS_POINT_DOWNWARD = classes().should(dependDownwardOnly());

    /** The pure modules can be driven by anything, since they touch nothing. */
    static final ArchRule PURE_MODULES_TOUCH_NOTHING = noClasses()
            .that(resideInAnyPackage("im.redoubt.xml..", "im.redoubt.protocol.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "java.io..",
                            "java.nio.channels..",
                            "java.nio.file..",
                            "java.net..",
                            "javax.net..",
                            "java.util.concurrent..",
                            "java.sql..",
                            "java.util.logging..")
                    .and(DescribedPredicate.not(nameMatching(
                            "java\\.net\\.(URI|URISyntaxException)|java\\.io\\.(Serializable|UncheckedIOException"
                                    + "|ByteArrayOutputStream|ByteArrayInputStream|IOException)"
                                    + "|java\\.util\\.concurrent\\.atomic\\..*")))
                    .or(nameMatching(
                            "java\\.lang\\.(Thread|ThreadLocal|ThreadGroup|Runtime|Process.*|VirtualThread|ScopedValue)"
                                    + "|java\\.util\\.Timer.*|java\\.time\\.(Clock|InstantSource)")));

    /** Time is an argument there. */
    static final ArchRule PURE_MODULES_HAVE_NO_CLOCK = noClasses()
            .that(resideInAnyPackage("im.redoubt.xml..", "im.redoubt.protocol.."))
            .should(callMethodWhere(new DescribedPredicate<JavaMethodCall>("the clock is read") {
                @Override
                public boolean test(JavaMethodCall call) {
                    String owner = call.getTargetOwner().getName();
                    return (owner.startsWith("java.time.") || owner.equals("java.lang.System"))
                            && CLOCK.contains(call.getName());
                }
            }));

    /** What must not be guessed comes from a secure source. */
    static final ArchRule NO_GUESSABLE_RANDOMNESS = noClasses()
            .that(shipped())
            .should()
            .dependOnClassesThat(nameMatching(
                    "java\\.util\\.(Random|SplittableRandom)|java\\.util\\.concurrent\\.ThreadLocalRandom"))
            .orShould(callMethodWhere(called("java.lang.Math", "random")));

    /**
     * Who somebody is gets decided by the platform's trust managers. Exempt is the one class that carries the client's trust
     * (pins, DANE, names of XMPP) into the handshake: it asks the platform's first, and accepts nobody by itself.
     */
    static final ArchRule NO_OWN_TRUST_MANAGER = noClasses()
            .that(shipped())
            .and(DescribedPredicate.not(nameMatching("im\\.redoubt\\.client\\.trust\\.JudgingTrustManager")))
            .should()
            .beAssignableTo("javax.net.ssl.X509TrustManager")
            .orShould()
            .beAssignableTo("javax.net.ssl.HostnameVerifier")
            .orShould()
            .dependOnClassesThat(
                    nameMatching(".*\\.(InsecureTrustManagerFactory|SelfSignedCertificate|TrustAllTrustManager)"));

    /** Only the command line ends the process. */
    static final ArchRule NO_EXIT_OUTSIDE_APP = noClasses()
            .that(DescribedPredicate.not(resideInAPackage("im.redoubt.app..")))
            .should(callMethodWhere(called("java.lang.System", "exit")))
            .orShould(callMethodWhere(called("java.lang.Runtime", "exit")))
            .orShould(callMethodWhere(called("java.lang.Runtime", "halt")));

    /**
     * Bytes are compared in constant time, by MessageDigest.isEqual. Exempt is what never holds a secret and is
     * compared often: XML, addresses, networks, values of the store.
     */
    static final ArchRule NO_COMPARISON_THAT_STOPS_EARLY = noClasses()
            .that(shipped())
            .and(DescribedPredicate.not(resideInAnyPackage("im.redoubt.xml..", "im.redoubt.protocol.address..")))
            .and(DescribedPredicate.not(nameMatching("im\\.redoubt\\.server\\.(store\\.Blob|guard\\.AddressNetwork)")))
            .should(callMethodWhere(
                    new DescribedPredicate<JavaMethodCall>("Arrays.equals or mismatch compares bytes or characters") {
                        @Override
                        public boolean test(JavaMethodCall call) {
                            return call.getTargetOwner().getName().equals("java.util.Arrays")
                                    && Set.of("equals", "mismatch", "compare").contains(call.getName())
                                    && firstParameter(call).matches("byte\\[]|char\\[]");
                        }
                    }));

    /** XML from others goes to our parser only. */
    static final ArchRule NO_OTHER_XML_PARSER = noClasses()
            .that(shipped())
            .should()
            .dependOnClassesThat(resideInAnyPackage("javax.xml..", "org.w3c.dom..", "org.xml.sax.."));

    /** Bytes from others never become objects by themselves. */
    static final ArchRule NO_SERIALIZATION = noClasses()
            .that(shipped())
            .should()
            .dependOnClassesThat(nameMatching("java\\.io\\.(ObjectInputStream|ObjectOutputStream|Externalizable)"));

    /** A record prints, compares and hands out what it holds. */
    static final ArchRule NO_BYTES_IN_RECORDS = classes()
            .that(DescribedPredicate.describe("are records", JavaClass::isRecord))
            .should(holdNoArraysOfBytes());

    private Rules() {}

    private static DescribedPredicate<JavaClass> shipped() {
        return DescribedPredicate.not(resideInAnyPackage("im.redoubt.testkit..", "im.redoubt.bench.."));
    }

    private static DescribedPredicate<JavaMethodCall> called(String owner, String method) {
        return DescribedPredicate.describe(
                owner + "." + method + " is called",
                call -> call.getTargetOwner().getName().equals(owner)
                        && call.getName().equals(method));
    }

    private static String firstParameter(JavaCall<?> call) {
        return call.getTarget().getRawParameterTypes().stream()
                .findFirst()
                .map(type -> type.getSimpleName())
                .orElse("");
    }

    private static String module(JavaClass type) {
        String[] parts = type.getPackageName().split("\\.", 4);
        return parts.length >= 3 && parts[0].equals("im") && parts[1].equals("redoubt") ? parts[2] : "";
    }

    private static ArchCondition<JavaClass> dependDownwardOnly() {
        return new ArchCondition<>("depend on lower tiers only") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String own = module(type);
                Integer tier = TIERS.get(own);
                if (tier == null) {
                    events.add(
                            SimpleConditionEvent.violated(type, type.getName() + " is in no module that has a tier"));
                    return;
                }
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    String other = module(dependency.getTargetClass());
                    if (!other.isEmpty() && !other.equals(own)) {
                        Integer below = TIERS.get(other);
                        if (below == null || below >= tier || other.equals("testkit")) {
                            events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                        }
                    }
                }
            }
        };
    }

    private static ArchCondition<JavaClass> holdNoArraysOfBytes() {
        return new ArchCondition<>("hold no byte[] or char[]") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaField field : type.getFields()) {
                    boolean component = !field.getModifiers().contains(JavaModifier.STATIC);
                    if (component && field.getRawType().getSimpleName().matches("(byte|char)\\[].*")) {
                        events.add(SimpleConditionEvent.violated(type, field.getFullName() + " is an array of bytes"));
                    }
                }
            }
        };
    }
}
