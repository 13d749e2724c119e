package im.redoubt.audit.source;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import java.util.Optional;
import java.util.Set;

/** Trust managers that reject nobody, and verifiers of names that say yes to every name. */
final class TrustChecks {
    private static final Set<String> TRUST_MANAGERS =
            Set.of("javax.net.ssl.X509TrustManager", "javax.net.ssl.X509ExtendedTrustManager");

    private static final String VERIFIER = "javax.net.ssl.HostnameVerifier";

    /** Methods that take a verifier. */
    private static final Set<String> TAKING = Set.of(
            "setHostnameVerifier",
            "setDefaultHostnameVerifier",
            "hostnameVerifier",
            "setSSLHostnameVerifier",
            "sslHostnameVerifier");

    private final Source source;

    TrustChecks(Source source) {
        this.source = source;
    }

    void type(ClassTree type) {
        type.getImplementsClause().forEach(each -> members(each, type));
        if (type.getExtendsClause() != null) {
            members(type.getExtendsClause(), type);
        }
    }

    void made(NewClassTree made) {
        if (made.getClassBody() != null) {
            members(made.getIdentifier(), made.getClassBody());
        }
    }

    void lambda(LambdaExpressionTree lambda, TreePath path) {
        boolean yes = lambda.getBody() instanceof ExpressionTree value ? isTrue(value) : alwaysYes(lambda.getBody());
        if (lambda.getParameters().size() == 2 && yes && isVerifier(path)) {
            source.found(CodeRules.HOSTNAME_IGNORED, lambda);
        }
    }

    private void members(Tree supertype, ClassTree type) {
        Optional<String> name = source.names().type(supertype);
        boolean trust = name.filter(TRUST_MANAGERS::contains).isPresent();
        boolean verifier = name.filter(VERIFIER::equals).isPresent();
        for (Tree member : type.getMembers()) {
            if (member instanceof MethodTree method && method.getBody() != null) {
                if (trust
                        && method.getName().contentEquals("checkServerTrusted")
                        && !Rejection.isIn(method.getBody())) {
                    source.found(CodeRules.TRUST_ALL, method);
                }
                if (verifier && method.getName().contentEquals("verify") && alwaysYes(method.getBody())) {
                    source.found(CodeRules.HOSTNAME_IGNORED, method);
                }
            }
        }
    }

    // What a lambda is for is said by what is around it.
    private boolean isVerifier(TreePath lambda) {
        TreePath around = lambda.getParentPath();
        while (around.getLeaf() instanceof ParenthesizedTree) {
            around = around.getParentPath();
        }
        return switch (around.getLeaf()) {
            case MethodInvocationTree call -> TAKING.contains(Calls.name(call));
            case VariableTree variable ->
                variable.getType() != null && source.names().is(variable.getType(), VERIFIER);
            case TypeCastTree cast -> source.names().is(cast.getType(), VERIFIER);
            case AssignmentTree assigned ->
                source.typeOf(assigned.getVariable(), around, Source.FARTHEST)
                        .filter(VERIFIER::equals)
                        .isPresent();
            case ReturnTree _ -> returnsVerifier(around);
            default -> false;
        };
    }

    private boolean returnsVerifier(TreePath place) {
        for (TreePath path = place; path != null; path = path.getParentPath()) {
            if (path.getLeaf() instanceof MethodTree method) {
                return method.getReturnType() != null && source.names().is(method.getReturnType(), VERIFIER);
            }
        }
        return false;
    }

    /** Returns whether every way out of a body says yes. */
    private static boolean alwaysYes(Tree body) {
        boolean[] ways = new boolean[2];
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitReturn(ReturnTree way, Void nothing) {
                ways[way.getExpression() != null && isTrue(way.getExpression()) ? 0 : 1] = true;
                return null;
            }

            @Override
            public Void visitLambdaExpression(LambdaExpressionTree lambda, Void nothing) {
                return null;
            }

            @Override
            public Void visitClass(ClassTree type, Void nothing) {
                return null;
            }
        }.scan(body, null);
        return ways[0] && !ways[1];
    }

    private static boolean isTrue(ExpressionTree value) {
        return switch (value) {
            case ParenthesizedTree inner -> isTrue(inner.getExpression());
            case LiteralTree literal -> Boolean.TRUE.equals(literal.getValue());
            default -> Names.flat(value).filter("Boolean.TRUE"::equals).isPresent();
        };
    }
}
