package im.redoubt.audit.source;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import im.redoubt.audit.Rule;
import java.util.Optional;
import java.util.function.ObjLongConsumer;

/** One parsed file, and what can be told of its expressions without its libraries. */
final class Source {
    /** Ways from a use to a declaration to another use are followed so far. */
    static final int FARTHEST = 16;

    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final Names names;
    private final ObjLongConsumer<Rule> found;

    Source(CompilationUnitTree unit, SourcePositions positions, ObjLongConsumer<Rule> found) {
        this.unit = unit;
        this.positions = positions;
        this.names = new Names(unit);
        this.found = found;
    }

    CompilationUnitTree unit() {
        return unit;
    }

    Names names() {
        return names;
    }

    /** A rule is broken there. The line is that of the name: chains of calls are long, and annotations stand above methods. */
    void found(Rule rule, Tree tree) {
        found.accept(rule, line(tree));
    }

    private long line(Tree tree) {
        Tree named = switch (tree) {
            case MethodInvocationTree call -> call.getMethodSelect();
            case MethodTree method when method.getReturnType() != null -> method.getReturnType();
            default -> tree;
        };
        long position = named instanceof MemberSelectTree
                ? positions.getEndPosition(unit, named) - 1
                : positions.getStartPosition(unit, named);
        return position < 0 ? 1 : unit.getLineMap().getLineNumber(position);
    }

    /** Returns whether an expression, at a place, is the library's; where that cannot be told, whether the file uses it at all. */
    boolean isOf(Library library, ExpressionTree expression, TreePath place) {
        Library owner = typeOf(expression, place, FARTHEST).map(Library::of).orElse(Library.UNKNOWN);
        return owner == library || (owner == Library.UNKNOWN && names.uses(library));
    }

    /** The same of what a method is called on. */
    boolean isCalledOn(Library library, MethodInvocationTree call, TreePath place) {
        return call.getMethodSelect() instanceof MemberSelectTree select
                ? isOf(library, select.getExpression(), place)
                : names.uses(library);
    }

    /** Returns the full name of an expression's type, of a chain of calls that of its first; what is not known has no dot. */
    Optional<String> typeOf(ExpressionTree expression, TreePath place, int farthest) {
        if (farthest == 0) {
            return Optional.empty();
        }
        return switch (expression) {
            case ParenthesizedTree inner -> typeOf(inner.getExpression(), place, farthest - 1);
            case TypeCastTree cast -> names.type(cast.getType());
            case NewClassTree made -> names.type(made.getIdentifier());
            case MethodInvocationTree call ->
                call.getMethodSelect() instanceof MemberSelectTree select
                        ? typeOf(select.getExpression(), place, farthest - 1)
                        : Optional.empty();
            case IdentifierTree identifier -> variable(identifier, place, farthest);
            case MemberSelectTree select -> field(select, place, farthest);
            default -> Optional.empty();
        };
    }

    private Optional<String> variable(IdentifierTree identifier, TreePath place, int farthest) {
        String name = identifier.getName().toString();
        Optional<VariableTree> declaration = Declarations.of(name, place);
        if (declaration.isPresent()) {
            return declared(declaration.get(), place, farthest);
        }
        return Character.isUpperCase(name.charAt(0)) ? names.type(identifier) : Optional.empty();
    }

    private Optional<String> field(MemberSelectTree select, TreePath place, int farthest) {
        if (select.getExpression() instanceof IdentifierTree owner
                && owner.getName().contentEquals("this")) {
            return Declarations.of(select.getIdentifier().toString(), place)
                    .flatMap(field -> declared(field, place, farthest));
        }
        return names.type(select);
    }

    // Of var, and of a parameter of a lambda, the type is not written.
    private Optional<String> declared(VariableTree variable, TreePath place, int farthest) {
        if (isTyped(variable)) {
            return names.type(variable.getType());
        }
        return variable.getInitializer() == null
                ? Optional.empty()
                : typeOf(variable.getInitializer(), place, farthest - 1);
    }

    /** Returns whether the type of a variable is written. */
    boolean isTyped(VariableTree variable) {
        return variable.getType() != null
                && positions.getStartPosition(unit, variable.getType()) >= 0
                && !isVar(variable);
    }

    private static boolean isVar(VariableTree variable) {
        return variable.getType() instanceof IdentifierTree type
                && type.getName().contentEquals("var");
    }
}
