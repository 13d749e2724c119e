package im.redoubt.audit.source;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePathScanner;

/** Walks over one file and asks every check about what it is for. */
final class Judge extends TreePathScanner<Void, Void> {
    private final TrustChecks trust;
    private final SettingChecks settings;
    private final BodyChecks bodies;
    private final IdentityChecks identities;

    Judge(Source source) {
        Texts texts = new Texts(source);
        this.trust = new TrustChecks(source);
        this.settings = new SettingChecks(source, texts);
        this.bodies = new BodyChecks(source, texts);
        this.identities = new IdentityChecks(source, texts);
    }

    @Override
    public Void visitClass(ClassTree type, Void nothing) {
        trust.type(type);
        return super.visitClass(type, null);
    }

    @Override
    public Void visitNewClass(NewClassTree made, Void nothing) {
        trust.made(made);
        settings.made(made);
        bodies.made(made, getCurrentPath());
        return super.visitNewClass(made, null);
    }

    @Override
    public Void visitLambdaExpression(LambdaExpressionTree lambda, Void nothing) {
        trust.lambda(lambda, getCurrentPath());
        return super.visitLambdaExpression(lambda, null);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
        settings.call(call, getCurrentPath());
        bodies.call(call, getCurrentPath());
        identities.call(call, getCurrentPath());
        return super.visitMethodInvocation(call, null);
    }

    @Override
    public Void visitMemberSelect(MemberSelectTree select, Void nothing) {
        settings.constant(select, getCurrentPath());
        return super.visitMemberSelect(select, null);
    }

    @Override
    public Void visitIdentifier(IdentifierTree identifier, Void nothing) {
        settings.constant(identifier, getCurrentPath());
        return super.visitIdentifier(identifier, null);
    }

    @Override
    public Void visitVariable(VariableTree variable, Void nothing) {
        identities.variable(variable, getCurrentPath());
        return super.visitVariable(variable, null);
    }

    @Override
    public Void visitImport(ImportTree imported, Void nothing) {
        return null;
    }
}
