package im.redoubt.audit.source;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Constants for what should be somebody's own (passwords, PINs, resources), and senders that are recognised by parts of their addresses. */
final class IdentityChecks {
    private static final int WITH_RESOURCE = 3;
    private static final Set<String> COMPARING =
            Set.of("startsWith", "endsWith", "contains", "indexOf", "lastIndexOf", "matches", "regionMatches");
    private static final Set<String> SENDER = Set.of("getFrom", "getFromJid", "getFromOrNull");
    private static final Pattern LETTERS = Pattern.compile("(?s).*\\p{L}{2}.*");
    private static final Pattern PIN_NAME =
            Pattern.compile("(?i)(.*_)?(pin|pin_?code|passcode|user_?code|access_?code)|[a-z]\\w*(Pin|PinCode)");
    private static final Pattern PIN = Pattern.compile("[0-9]{4,8}");

    private final Source source;
    private final Texts texts;

    IdentityChecks(Source source, Texts texts) {
        this.source = source;
        this.texts = texts;
    }

    void call(MethodInvocationTree call, TreePath path) {
        String name = Calls.name(call);
        List<? extends ExpressionTree> arguments = call.getArguments();
        switch (name) {
            case "login" -> login(call, path);
            case "setUsernameAndPassword" -> {
                if (arguments.size() == 2 && isOurs(call, path)) {
                    password(arguments.get(1), call, path);
                }
            }
            case "setPassword" -> {
                if (arguments.size() == 1 && isOurs(call, path)) {
                    password(arguments.getFirst(), call, path);
                }
            }
            case "setResource" -> {
                if (arguments.size() == 1 && isOurs(call, path)) {
                    resource(arguments.getFirst(), call, path);
                }
            }
            default -> {
                if (COMPARING.contains(name)) {
                    compared(call, path);
                }
            }
        }
    }

    /** A variable with a PIN in it, where XMPP is spoken. */
    void variable(VariableTree variable, TreePath path) {
        ExpressionTree value = variable.getInitializer();
        if (value != null
                && (source.names().uses(Library.SMACK) || source.names().uses(Library.BABBLER))
                && PIN_NAME.matcher(variable.getName()).matches()
                && texts.constant(value, path)
                        .filter(text -> PIN.matcher(text).matches())
                        .isPresent()) {
            source.found(CodeRules.PASSWORD_CONSTANT, value);
        }
    }

    private void login(MethodInvocationTree call, TreePath path) {
        List<? extends ExpressionTree> arguments = call.getArguments();
        if (arguments.size() < 2 || !isOurs(call, path)) {
            return;
        }
        password(arguments.get(1), call, path);
        if (arguments.size() >= WITH_RESOURCE) {
            resource(arguments.get(2), call, path);
        }
    }

    private void password(ExpressionTree value, MethodInvocationTree call, TreePath path) {
        if (texts.constant(value, path).filter(text -> !text.isEmpty()).isPresent()) {
            source.found(CodeRules.PASSWORD_CONSTANT, call);
        }
    }

    private void resource(ExpressionTree value, MethodInvocationTree call, TreePath path) {
        if (texts.constant(value, path).filter(text -> !text.isEmpty()).isPresent()) {
            source.found(CodeRules.RESOURCE_CONSTANT, call);
        }
    }

    // An @ or a slash is looked for to take an address apart, not to recognise somebody.
    private void compared(MethodInvocationTree call, TreePath path) {
        boolean xmpp = source.names().uses(Library.SMACK) || source.names().uses(Library.BABBLER);
        if (xmpp
                && !call.getArguments().isEmpty()
                && call.getMethodSelect() instanceof MemberSelectTree select
                && isSender(select.getExpression(), path, Source.FARTHEST)
                && says(call.getArguments().getFirst(), path)) {
            source.found(CodeRules.SENDER_AS_TEXT, call);
        }
    }

    private boolean says(ExpressionTree part, TreePath path) {
        Texts.Text text = texts.of(part, path);
        return !text.constant() || LETTERS.matcher(text.value()).matches();
    }

    private boolean isSender(ExpressionTree expression, TreePath path, int farthest) {
        if (farthest == 0) {
            return false;
        }
        return switch (expression) {
            case MethodInvocationTree call ->
                SENDER.contains(Calls.name(call))
                        || (call.getMethodSelect() instanceof MemberSelectTree select
                                && isSender(select.getExpression(), path, farthest - 1));
            case IdentifierTree name ->
                Declarations.of(name.getName().toString(), path)
                        .filter(variable -> variable.getInitializer() == null
                                ? isListened(variable)
                                : isSender(variable.getInitializer(), path, farthest - 1))
                        .isPresent();
            default -> false;
        };
    }

    // What a listener is called with: the parameter of a lambda, or an address.
    private boolean isListened(VariableTree parameter) {
        boolean named = Set.of("from", "sender").contains(parameter.getName().toString());
        return named
                && (!source.isTyped(parameter)
                        || source.names()
                                .type(parameter.getType())
                                .filter(type ->
                                        type.startsWith("org.jxmpp.jid.") || type.startsWith("rocks.xmpp.addr."))
                                .isPresent());
    }

    private boolean isOurs(MethodInvocationTree call, TreePath path) {
        return source.isCalledOn(Library.SMACK, call, path) || source.isCalledOn(Library.BABBLER, call, path);
    }
}
