package im.redoubt.audit.source;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds where a variable is declared, from the inside to the outside. */
final class Declarations {
    private Declarations() {}

    /** Returns the declaration of the variable that a name stands for at a place, if it is in the file. */
    static Optional<VariableTree> of(String name, TreePath place) {
        for (TreePath path = place; path != null; path = path.getParentPath()) {
            VariableTree found = in(path.getLeaf(), name);
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /** Returns whether a variable that was found from a place is a field, which others may set. */
    static boolean isField(VariableTree variable, TreePath place) {
        return place.getCompilationUnit().getTypeDecls().stream().anyMatch(type -> hasField(type, variable));
    }

    private static boolean hasField(Tree type, VariableTree variable) {
        return type instanceof ClassTree declared
                && declared.getMembers().stream()
                        .anyMatch(member -> member.equals(variable) || hasField(member, variable));
    }

    /** Returns the field of a type that is declared in the same file. */
    static Optional<VariableTree> field(String type, String name, CompilationUnitTree unit) {
        return unit.getTypeDecls().stream()
                .filter(ClassTree.class::isInstance)
                .flatMap(each -> fields((ClassTree) each, type, name).stream())
                .findFirst();
    }

    private static List<VariableTree> fields(ClassTree declared, String type, String name) {
        if (declared.getSimpleName().contentEquals(type)) {
            VariableTree field = named(declared.getMembers(), name);
            return field == null ? List.of() : List.of(field);
        }
        return declared.getMembers().stream()
                .filter(ClassTree.class::isInstance)
                .flatMap(member -> fields((ClassTree) member, type, name).stream())
                .toList();
    }

    private static @Nullable VariableTree in(Tree tree, String name) {
        return switch (tree) {
            case BlockTree block -> named(block.getStatements(), name);
            case CaseTree label -> label.getStatements() == null ? null : named(label.getStatements(), name);
            case MethodTree method -> named(method.getParameters(), name);
            case LambdaExpressionTree lambda -> named(lambda.getParameters(), name);
            case ForLoopTree loop -> named(loop.getInitializer(), name);
            case EnhancedForLoopTree loop -> named(List.of(loop.getVariable()), name);
            case TryTree attempt -> named(attempt.getResources(), name);
            case CatchTree handler -> named(List.of(handler.getParameter()), name);
            case ClassTree type -> named(type.getMembers(), name);
            default -> null;
        };
    }

    private static @Nullable VariableTree named(List<? extends Tree> trees, String name) {
        for (Tree tree : trees) {
            if (tree instanceof VariableTree variable && variable.getName().contentEquals(name)) {
                return variable;
            }
        }
        return null;
    }
}
