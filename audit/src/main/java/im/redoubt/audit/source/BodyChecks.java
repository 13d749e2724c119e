package im.redoubt.audit.source;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import im.redoubt.audit.machine.MachineText;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Commands and readings that are sent as text. */
final class BodyChecks {
    private static final String SMACK_MESSAGE = "org.jivesoftware.smack.packet.Message";
    private static final String BABBLER_MESSAGE = "rocks.xmpp.core.stanza.model.Message";
    private static final Set<String> SETTING = Set.of("setBody", "addBody", "body");
    private static final Set<String> SENDING = Set.of("send", "sendMessage");

    private final Source source;
    private final Texts texts;

    BodyChecks(Source source, Texts texts) {
        this.source = source;
        this.texts = texts;
    }

    void call(MethodInvocationTree call, TreePath path) {
        String name = Calls.name(call);
        List<? extends ExpressionTree> arguments = call.getArguments();
        if (arguments.isEmpty() || !(SETTING.contains(name) || SENDING.contains(name)) || !isOurs(call, path)) {
            return;
        }
        // addBody(language, text); Babbler's sendMessage(to, text) has no other form with text at the end.
        body(arguments.getLast(), call, path);
    }

    void made(NewClassTree made, TreePath path) {
        Optional<String> type = source.names().type(made.getIdentifier());
        boolean message = type.filter(name -> name.equals(SMACK_MESSAGE) || name.equals(BABBLER_MESSAGE))
                .isPresent();
        if (message && made.getArguments().size() >= 2) {
            made.getArguments().stream()
                    .filter(argument -> isMachine(argument, path))
                    .findFirst()
                    .ifPresent(argument -> body(argument, made, path));
        }
    }

    private void body(ExpressionTree text, Tree place, TreePath path) {
        if (isMachine(text, path)) {
            source.found(CodeRules.COMMAND_IN_BODY, place);
            typesAround(path);
        }
    }

    private boolean isMachine(ExpressionTree text, TreePath path) {
        Texts.Text known = texts.of(text, path);
        return !known.equals(Texts.Text.UNKNOWN)
                && (MachineText.of(known.value()).isMachine()
                        || (known.constant() && MachineText.isBareOrder(known.value())));
    }

    private boolean isOurs(MethodInvocationTree call, TreePath path) {
        return source.isCalledOn(Library.SMACK, call, path) || source.isCalledOn(Library.BABBLER, call, path);
    }

    // The type is set nearby: in the same method or lambda.
    private void typesAround(TreePath place) {
        TreePath path = place;
        while (path.getParentPath() != null
                && !(path.getLeaf() instanceof MethodTree)
                && !(path.getLeaf() instanceof LambdaExpressionTree)) {
            path = path.getParentPath();
        }
        new TreePathScanner<Void, Void>() {
            @Override
            public Void scan(Tree tree, Void nothing) {
                if (tree instanceof ExpressionTree expression && isChat(expression)) {
                    source.found(CodeRules.COMMAND_AS_CHAT, tree);
                    return null;
                }
                return super.scan(tree, null);
            }
        }.scan(path, null);
    }

    private boolean isChat(ExpressionTree expression) {
        return source.names()
                .member(expression)
                .filter(name ->
                        name.equals(SMACK_MESSAGE + ".Type.chat") || name.equals(BABBLER_MESSAGE + ".Type.CHAT"))
                .isPresent();
    }
}
