package im.redoubt.audit.source;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.util.TreeScanner;
import java.util.List;
import java.util.Set;

/**
 * Looks whether a body can reject a certificate: it throws, or calls something that may throw, and does not catch that without throwing
 * again. Whoever only logs, reads fields or looks at the dates rejects no stranger.
 */
final class Rejection extends TreeScanner<Boolean, Void> {
    /** Calls that reject nobody, or (the dates) nobody who made his certificate today. */
    private static final Set<String> HARMLESS = Set.of(
            "println",
            "print",
            "printf",
            "log",
            "trace",
            "debug",
            "info",
            "warn",
            "warning",
            "error",
            "severe",
            "fine",
            "finer",
            "finest",
            "d",
            "i",
            "v",
            "w",
            "e",
            "wtf",
            "toString",
            "format",
            "append",
            "add",
            "put",
            "size",
            "length",
            "isEmpty",
            "printStackTrace",
            "checkValidity",
            "asList",
            "of",
            "clone",
            "hashCode",
            "equals",
            "valueOf",
            "join",
            "stream",
            "forEach");

    /** What a rejection is, or is caught as. */
    private static final Set<String> REJECTIONS =
            Set.of("CertificateException", "GeneralSecurityException", "Exception", "Throwable");

    private Rejection() {}

    /** Returns whether something in a body may reject. */
    static boolean isIn(BlockTree body) {
        return Boolean.TRUE.equals(new Rejection().scan(body, null));
    }

    @Override
    public Boolean reduce(Boolean one, Boolean other) {
        return Boolean.TRUE.equals(one) || Boolean.TRUE.equals(other);
    }

    @Override
    public Boolean visitThrow(ThrowTree thrown, Void nothing) {
        return true;
    }

    @Override
    public Boolean visitMethodInvocation(MethodInvocationTree call, Void nothing) {
        String name = Calls.name(call);
        boolean harmless = HARMLESS.contains(name)
                || (name.startsWith("get") && call.getArguments().isEmpty());
        return !harmless || Boolean.TRUE.equals(super.visitMethodInvocation(call, null));
    }

    @Override
    public Boolean visitTry(TryTree attempt, Void nothing) {
        boolean swallows = attempt.getCatches().stream()
                .anyMatch(
                        handler -> catchesRejections(handler) && !Boolean.TRUE.equals(scan(handler.getBlock(), null)));
        boolean inside = !swallows && Boolean.TRUE.equals(scan(attempt.getBlock(), null));
        boolean handlers = !swallows
                && attempt.getCatches().stream()
                        .anyMatch(handler -> Boolean.TRUE.equals(scan(handler.getBlock(), null)));
        return inside || handlers || Boolean.TRUE.equals(scan(attempt.getFinallyBlock(), null));
    }

    @Override
    public Boolean visitLambdaExpression(LambdaExpressionTree lambda, Void nothing) {
        return false;
    }

    @Override
    public Boolean visitNewClass(NewClassTree made, Void nothing) {
        return scan(made.getArguments(), null);
    }

    @Override
    public Boolean visitClass(ClassTree type, Void nothing) {
        return false;
    }

    private static boolean catchesRejections(CatchTree handler) {
        Tree type = handler.getParameter().getType();
        List<? extends Tree> types = type instanceof UnionTypeTree union ? union.getTypeAlternatives() : List.of(type);
        return types.stream()
                .map(each -> Names.flat(each).orElse(""))
                .map(name -> name.substring(name.lastIndexOf('.') + 1))
                .anyMatch(REJECTIONS::contains);
    }
}
