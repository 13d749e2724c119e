package im.redoubt.audit.source;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;

/**
 * The text that an expression has. Constants are followed within the file; for what is only known when the program runs a digit
 * stands, since that is what devices put between their separators.
 */
final class Texts {
    private static final String RUNNING = "7";
    private static final int LONGEST = 8_000;
    /** Constants that name constants twice would take for ever. */
    private static final int MOST_STEPS = 4_000;

    private static final Pattern FORMAT = Pattern.compile("%[-#+ ,(0-9.]*[a-zA-Z]");

    /** Methods that keep the text of what they are called on, and those that keep that of their first argument. */
    private static final Set<String> KEEPING = Set.of("trim", "strip", "toString", "toCharArray", "intern", "getBytes");

    private static final Set<String> TAKING =
            Set.of("valueOf", "from", "fromOrThrowUnchecked", "fromOrNull", "of", "copyValueOf");

    private final Source source;
    private int steps;

    Texts(Source source) {
        this.source = source;
    }

    /**
     * What is known of a text.
     *
     * @param value the text, with a digit for what is not known
     * @param constant whether all of it is known
     */
    record Text(String value, boolean constant) {
        static final Text UNKNOWN = new Text(RUNNING, false);

        private Text plus(Text other) {
            String both = value + other.value;
            return new Text(both.substring(0, Math.min(LONGEST, both.length())), constant && other.constant);
        }
    }

    /** Returns the text of an expression at a place. */
    Text of(ExpressionTree expression, TreePath place) {
        steps = 0;
        return of(expression, place, Source.FARTHEST);
    }

    /** Returns the text if all of it is known. */
    Optional<String> constant(ExpressionTree expression, TreePath place) {
        return Optional.of(of(expression, place)).filter(Text::constant).map(Text::value);
    }

    private Text of(ExpressionTree expression, TreePath place, int farthest) {
        if (farthest == 0 || ++steps > MOST_STEPS) {
            return Text.UNKNOWN;
        }
        return switch (expression) {
            case LiteralTree literal ->
                literal.getValue() == null
                        ? Text.UNKNOWN
                        : new Text(literal.getValue().toString(), true);
            case ParenthesizedTree inner -> of(inner.getExpression(), place, farthest);
            case TypeCastTree cast -> of(cast.getExpression(), place, farthest);
            case BinaryTree sum
            when sum.getKind() == Tree.Kind.PLUS ->
                of(sum.getLeftOperand(), place, farthest).plus(of(sum.getRightOperand(), place, farthest));
            case IdentifierTree name ->
                Declarations.of(name.getName().toString(), place)
                        .map(variable -> of(variable, place, farthest))
                        .orElse(Text.UNKNOWN);
            case MemberSelectTree select -> field(select, place, farthest);
            case NewClassTree made
            when made.getArguments().size() == 1 && source.names().is(made.getIdentifier(), "String") ->
                of(made.getArguments().getFirst(), place, farthest - 1);
            case MethodInvocationTree call -> of(call, place, farthest);
            default -> Text.UNKNOWN;
        };
    }

    private Text of(VariableTree variable, TreePath place, int farthest) {
        boolean field = Declarations.isField(variable, place);
        boolean stays = !field || variable.getModifiers().getFlags().contains(Modifier.FINAL);
        return stays && variable.getInitializer() != null
                ? of(variable.getInitializer(), place, farthest - 1)
                : Text.UNKNOWN;
    }

    private Text field(MemberSelectTree select, TreePath place, int farthest) {
        String name = select.getIdentifier().toString();
        String owner = Names.flat(select.getExpression()).orElse("");
        String type = owner.substring(owner.lastIndexOf('.') + 1);
        return (type.equals("this") ? Declarations.of(name, place) : Declarations.field(type, name, source.unit()))
                .map(variable -> of(variable, place, farthest))
                .orElse(Text.UNKNOWN);
    }

    private Text of(MethodInvocationTree call, TreePath place, int farthest) {
        if (!(call.getMethodSelect() instanceof MemberSelectTree select)) {
            return Text.UNKNOWN;
        }
        String name = select.getIdentifier().toString();
        if (name.equals("formatted")) {
            return filled(of(select.getExpression(), place, farthest - 1));
        }
        if (name.equals("format") && !call.getArguments().isEmpty()) {
            return filled(of(call.getArguments().getFirst(), place, farthest - 1));
        }
        if (KEEPING.contains(name) && call.getArguments().isEmpty()) {
            return of(select.getExpression(), place, farthest - 1);
        }
        return TAKING.contains(name) && call.getArguments().size() == 1
                ? of(call.getArguments().getFirst(), place, farthest - 1)
                : Text.UNKNOWN;
    }

    private static Text filled(Text format) {
        String filled = FORMAT.matcher(format.value()).replaceAll(RUNNING);
        return new Text(filled, format.constant() && filled.equals(format.value()));
    }
}
