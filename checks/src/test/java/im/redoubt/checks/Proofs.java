package im.redoubt.checks;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Finds the tests that carry tags, in the text of all test sources. */
final class Proofs {
    private static final Set<String> TESTS =
            Set.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory", "TestTemplate", "FuzzTest", "ArchTest");

    private Proofs() {}

    /** Returns every tagged test of all modules, in order of their names. */
    static List<Proof> ofAllModules() {
        return of(Project.modules().stream()
                .flatMap(module -> Project.files(module.resolve("src/test/java"), ".java").stream())
                .toList());
    }

    /** Returns the tagged tests in some files. */
    static List<Proof> of(List<Path> files) {
        if (files.isEmpty()) {
            return List.of();
        }
        List<Proof> proofs = new ArrayList<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            for (CompilationUnitTree unit : task.parse()) {
                new Finder(Objects.toString(unit.getPackageName(), ""), proofs).scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        proofs.sort(Comparator.comparing(Proof::className).thenComparing(Proof::method));
        return proofs;
    }

    private static final class Finder extends TreePathScanner<Void, Void> {
        private final String packageName;
        private final List<Proof> proofs;
        private final Deque<ClassTree> enclosing = new ArrayDeque<>();

        Finder(String packageName, List<Proof> proofs) {
            this.packageName = packageName;
            this.proofs = proofs;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            enclosing.addLast(type);
            super.visitClass(type, null);
            enclosing.removeLast();
            return null;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            boolean test = method.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation -> TESTS.contains(simpleName(annotation)));
            Set<String> tags = new TreeSet<>();
            collect(method.getModifiers(), tags);
            enclosing.forEach(type -> collect(type.getModifiers(), tags));
            if (test && !tags.isEmpty()) {
                String names = String.join(
                        "$",
                        enclosing.stream()
                                .map(type -> type.getSimpleName().toString())
                                .toList());
                proofs.add(new Proof(
                        names.replace('$', '.'),
                        packageName + "." + names,
                        method.getName().toString(),
                        tags));
            }
            return super.visitMethod(method, null);
        }

        private static void collect(ModifiersTree modifiers, Set<String> tags) {
            for (AnnotationTree annotation : modifiers.getAnnotations()) {
                if (simpleName(annotation).equals("Tag")) {
                    for (ExpressionTree argument : annotation.getArguments()) {
                        ExpressionTree value =
                                argument instanceof AssignmentTree named ? named.getExpression() : argument;
                        if (value instanceof LiteralTree literal) {
                            tags.add(String.valueOf(literal.getValue()));
                        }
                    }
                }
            }
        }

        private static String simpleName(AnnotationTree annotation) {
            return annotation.getAnnotationType().toString().replaceFirst(".*\\.", "");
        }
    }
}
