package im.redoubt.audit.source;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ConstantCaseLabelTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import im.redoubt.audit.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Constants, types and calls of the libraries by which security is switched off. */
final class SettingChecks {
    private static final String SMACK = "org.jivesoftware.smack.";

    /** Constants that are wrong wherever they are used, by the end of their full names. */
    private static final Map<String, Rule> CONSTANTS = Map.of(
            "SecurityMode.disabled", CodeRules.TLS_DISABLED,
            "SecurityMode.ifpossible", CodeRules.TLS_OPTIONAL,
            // What version 3 called it.
            "SecurityMode.enabled", CodeRules.TLS_OPTIONAL,
            "ChannelEncryption.DISABLED", CodeRules.TLS_DISABLED,
            "ChannelEncryption.OPTIONAL", CodeRules.TLS_OPTIONAL,
            "SubscriptionMode.accept_all", CodeRules.SUBSCRIPTIONS_ACCEPTED);

    /** Verifiers and trust managers that others wrote so that nothing is verified. */
    private static final Map<String, Rule> UNSAFE = Map.of(
            "NoopHostnameVerifier.INSTANCE", CodeRules.HOSTNAME_IGNORED,
            "SSLSocketFactory.ALLOW_ALL_HOSTNAME_VERIFIER", CodeRules.HOSTNAME_IGNORED,
            "SSLConnectionSocketFactory.ALLOW_ALL_HOSTNAME_VERIFIER", CodeRules.HOSTNAME_IGNORED,
            "TrustAllStrategy.INSTANCE", CodeRules.TRUST_ALL,
            "InsecureTrustManagerFactory.INSTANCE", CodeRules.TRUST_ALL);

    private static final Map<String, Rule> UNSAFE_TYPES = Map.of(
            "TLSUtils.AcceptAllTrustManager", CodeRules.TRUST_ALL,
            "AcceptAllTrustManager", CodeRules.TRUST_ALL,
            "NoopHostnameVerifier", CodeRules.HOSTNAME_IGNORED,
            "AllowAllHostnameVerifier", CodeRules.HOSTNAME_IGNORED);

    /** Calls that need no look at their arguments, with whose they are. */
    private static final Map<String, Rule> SMACK_CALLS = Map.of(
            "acceptAllCertificates", CodeRules.TRUST_ALL,
            "disableHostnameVerificationForTlsCertificates", CodeRules.HOSTNAME_IGNORED,
            "disableHostnameVerificationForTlsCertificicates", CodeRules.HOSTNAME_IGNORED);

    /** Switches of old versions, with the value that is wrong. */
    private static final Map<String, Map.Entry<String, Rule>> SWITCHES = Map.of(
            "setSelfSignedCertificateEnabled", Map.entry("true", CodeRules.TRUST_ALL),
            "setVerifyChainEnabled", Map.entry("false", CodeRules.TRUST_ALL),
            "setVerifyRootCAEnabled", Map.entry("false", CodeRules.TRUST_ALL),
            "setNotMatchingDomainCheckEnabled", Map.entry("false", CodeRules.HOSTNAME_IGNORED),
            "sensitiveOperationOverInsecureConnection", Map.entry("true", CodeRules.TLS_OPTIONAL),
            "sensitiveOperationOverInsecureConnectionDefault", Map.entry("true", CodeRules.TLS_OPTIONAL),
            "secure", Map.entry("false", CodeRules.TLS_DISABLED));

    private static final Set<String> OLD = Set.of("SSL", "SSLV2", "SSLV2HELLO", "SSLV3", "TLSV1", "TLSV1.0", "TLSV1.1");
    private static final Pattern BROKEN_SUITE =
            Pattern.compile("(?i).*(_NULL|_anon_|_RC4_|_EXPORT|_DES_|_DES40|_3DES_).*");
    private static final Set<String> ENABLING = Set.of(
            "unBlacklistSASLMechanism", "supportSASLMechanism", "addEnabledSaslMechanism", "authenticationMechanisms");
    private static final Pattern BETTER = Pattern.compile("SCRAM-.*|EXTERNAL");

    private final Source source;
    private final Texts texts;

    SettingChecks(Source source, Texts texts) {
        this.source = source;
        this.texts = texts;
    }

    /** A name that may stand for a constant. What it is compared with is not used. */
    void constant(ExpressionTree name, TreePath path) {
        Tree around = path.getParentPath().getLeaf();
        if (around instanceof MemberSelectTree
                || around instanceof ImportTree
                || around instanceof CaseTree
                || around instanceof ConstantCaseLabelTree
                || isCompared(around)) {
            return;
        }
        Optional<String> full = source.names().member(name);
        full.flatMap(SettingChecks::ruleOf).ifPresent(rule -> source.found(rule, name));
    }

    void made(NewClassTree made) {
        source.names()
                .type(made.getIdentifier())
                .filter(name -> Library.of(name) != Library.UNKNOWN)
                .flatMap(name -> UNSAFE_TYPES.entrySet().stream()
                        .filter(entry -> name.endsWith("." + entry.getKey()) && !name.startsWith("."))
                        .map(Map.Entry::getValue)
                        .findFirst())
                .ifPresent(rule -> source.found(rule, made));
    }

    void call(MethodInvocationTree call, TreePath path) {
        String name = Calls.name(call);
        Rule smack = SMACK_CALLS.get(name);
        if (smack != null && source.isCalledOn(Library.SMACK, call, path)) {
            source.found(smack, call);
        }
        switched(call, path, name);
        switch (name) {
            case "getInstance" -> context(call, path);
            case "setEnabledProtocols", "setProtocols", "setEnabledSSLProtocols" -> protocols(call, path);
            case "setEnabledCipherSuites", "setCipherSuites", "setEnabledSSLCiphers" -> suites(call, path);
            case "setEndpointIdentificationAlgorithm" -> identification(call, path);
            case "blacklistSASLMechanism", "unsupportSASLMechanism" -> blacklisted(call, path);
            default -> {
                if (ENABLING.contains(name)) {
                    enabled(call, path);
                }
            }
        }
    }

    private static Optional<Rule> ruleOf(String full) {
        Rule unsafe = UNSAFE.entrySet().stream()
                .filter(entry -> full.endsWith("." + entry.getKey())
                        && Library.of(full) == Library.OTHER
                        && !full.startsWith("."))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        Library library = Library.of(full);
        if (unsafe != null || (library != Library.SMACK && library != Library.BABBLER)) {
            return Optional.ofNullable(unsafe);
        }
        return CONSTANTS.entrySet().stream()
                .filter(entry -> full.endsWith("." + entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static boolean isCompared(Tree around) {
        return around instanceof BinaryTree
                || (around instanceof MethodInvocationTree call
                        && Set.of("equals", "isSameAs").contains(Calls.name(call)));
    }

    private void switched(MethodInvocationTree call, TreePath path, String name) {
        Map.Entry<String, Rule> wrong = SWITCHES.get(name);
        if (wrong == null || call.getArguments().size() != 1) {
            return;
        }
        boolean ours = source.isCalledOn(Library.SMACK, call, path) || source.isCalledOn(Library.BABBLER, call, path);
        if (ours
                && texts.constant(call.getArguments().getFirst(), path)
                        .filter(wrong.getKey()::equals)
                        .isPresent()) {
            source.found(wrong.getValue(), call);
        }
    }

    private void context(MethodInvocationTree call, TreePath path) {
        boolean context = call.getMethodSelect() instanceof MemberSelectTree select
                && source.names().is(select.getExpression(), "javax.net.ssl.SSLContext");
        if (context
                && !call.getArguments().isEmpty()
                && isOld(call.getArguments().getFirst(), path)) {
            source.found(CodeRules.TLS_OLD, call);
        }
    }

    private void protocols(MethodInvocationTree call, TreePath path) {
        if (arguments(call).anyMatch(argument -> isOld(argument, path))) {
            source.found(CodeRules.TLS_OLD, call);
        }
    }

    private void suites(MethodInvocationTree call, TreePath path) {
        if (arguments(call)
                .flatMap(argument -> texts.constant(argument, path).stream())
                .anyMatch(suite -> BROKEN_SUITE.matcher(suite).matches())) {
            source.found(CodeRules.TLS_OLD, call);
        }
    }

    private void identification(MethodInvocationTree call, TreePath path) {
        List<? extends ExpressionTree> arguments = call.getArguments();
        if (arguments.size() == 1
                && (arguments.getFirst().getKind() == Tree.Kind.NULL_LITERAL
                        || texts.constant(arguments.getFirst(), path)
                                .filter(String::isEmpty)
                                .isPresent())) {
            source.found(CodeRules.HOSTNAME_IGNORED, call);
        }
    }

    private void enabled(MethodInvocationTree call, TreePath path) {
        boolean ours = source.isCalledOn(Library.SMACK, call, path) || source.isCalledOn(Library.BABBLER, call, path);
        if (ours && arguments(call).anyMatch(argument -> isPlain(argument, path))) {
            source.found(CodeRules.SASL_PLAIN, call);
        }
    }

    private void blacklisted(MethodInvocationTree call, TreePath path) {
        boolean better = arguments(call)
                .flatMap(argument -> texts.constant(argument, path).stream())
                .anyMatch(mechanism -> BETTER.matcher(mechanism).matches());
        if (better && source.isCalledOn(Library.SMACK, call, path)) {
            source.found(CodeRules.SASL_PLAIN, call);
        }
    }

    private boolean isPlain(ExpressionTree argument, TreePath path) {
        return texts.constant(argument, path).filter("PLAIN"::equals).isPresent()
                || source.names()
                        .member(argument)
                        .filter(name -> name.equals(SMACK + "sasl.SASLMechanism.PLAIN"))
                        .isPresent();
    }

    private boolean isOld(ExpressionTree argument, TreePath path) {
        return texts.constant(argument, path)
                .map(name -> name.toUpperCase(Locale.ROOT))
                .filter(OLD::contains)
                .isPresent();
    }

    /** The arguments, an array or list among them as what is in it. */
    private Stream<ExpressionTree> arguments(MethodInvocationTree call) {
        return call.getArguments().stream().flatMap(argument -> switch (argument) {
            case NewArrayTree array when array.getInitializers() != null -> array.getInitializers().stream();
            case MethodInvocationTree list
            when Set.of("of", "asList", "singletonList").contains(Calls.name(list)) -> list.getArguments().stream();
            default -> Stream.of(argument);
        });
    }
}
