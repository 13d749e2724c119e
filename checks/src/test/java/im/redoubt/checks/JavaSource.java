package im.redoubt.checks;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The sizes of Java source files, as the JDK's own parser sees them. */
final class JavaSource {
    /** The word that begins a reason for an unusual size, in the comment above it. */
    static final String REASON = "Size:";

    private JavaSource() {}

    /** What can be too big. */
    enum Kind {
        FILE,
        METHOD,
        FIELDS,
        PARAMETERS
    }

    /**
     * One size.
     *
     * @param kind what was measured
     * @param file the file it stands in
     * @param name how a person finds it
     * @param size lines of a file or method, fields of a class, parameters of a constructor
     * @param reasoned whether the comment above gives a reason
     */
    record Size(Kind kind, Path file, String name, int size, boolean reasoned) {}

    /**
     * One type that no other encloses.
     *
     * @param file the file it stands in
     * @param name its simple name
     * @param open whether it is public
     */
    record TopLevel(Path file, String name, boolean open) {}

    /**
     * What was found in some files.
     *
     * @param sizes every size
     * @param types every top-level type
     */
    record Found(List<Size> sizes, List<TopLevel> types) {}

    /**
     * Parses files and measures what is in them.
     *
     * @param files Java sources
     * @return the sizes and the types
     */
    static Found measure(List<Path> files) {
        List<Size> sizes = new ArrayList<>();
        List<TopLevel> types = new ArrayList<>();
        if (files.isEmpty()) {
            return new Found(sizes, types);
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                Path file = Path.of(unit.getSourceFile().toUri());
                Measurer measurer = new Measurer(file, unit, positions, sizes);
                measurer.scan(unit, null);
                measurer.file();
                for (Tree type : unit.getTypeDecls()) {
                    if (type instanceof ClassTree declared) {
                        boolean open = declared.getModifiers().getFlags().contains(Modifier.PUBLIC);
                        types.add(new TopLevel(file, declared.getSimpleName().toString(), open));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Found(sizes, types);
    }

    private static final class Measurer extends TreePathScanner<Void, Void> {
        private final Path file;
        private final String text;
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final LineMap lines;
        private final List<Size> sizes;

        Measurer(Path file, CompilationUnitTree unit, SourcePositions positions, List<Size> sizes) {
            this.file = file;
            this.text = Project.read(file);
            this.unit = unit;
            this.positions = positions;
            this.lines = unit.getLineMap();
            this.sizes = sizes;
        }

        void file() {
            int count = (int) text.lines().count();
            boolean reasoned = unit.getTypeDecls().stream().anyMatch(this::reasonedAbove);
            sizes.add(new Size(Kind.FILE, file, Project.name(file), count, reasoned));
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            boolean isRecord = type.getKind() == Tree.Kind.RECORD;
            int fields = 0;
            for (Tree member : type.getMembers()) {
                if (member instanceof VariableTree field
                        && !field.getModifiers().getFlags().contains(Modifier.STATIC)) {
                    fields++;
                }
            }
            if (!type.getSimpleName().isEmpty() && !isRecord) {
                add(Kind.FIELDS, type, type.getSimpleName().toString(), fields);
            }
            return super.visitClass(type, null);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            long start = positions.getStartPosition(unit, method);
            long end = positions.getEndPosition(unit, method);
            // Constructors that the compiler makes have no place in the text.
            if (start >= 0 && end > start) {
                String name = enclosing() + "." + method.getName();
                int height = (int) (lines.getLineNumber(end) - lines.getLineNumber(start) + 1);
                add(Kind.METHOD, method, name, height);
                if (method.getReturnType() == null && !inRecord()) {
                    add(Kind.PARAMETERS, method, name, method.getParameters().size());
                }
            }
            return super.visitMethod(method, null);
        }

        private String enclosing() {
            return getCurrentPath().getParentPath().getLeaf() instanceof ClassTree type
                    ? type.getSimpleName().toString()
                    : "";
        }

        // What has many parts is to be a record; its constructor has as many parameters.
        private boolean inRecord() {
            return getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD;
        }

        private void add(Kind kind, Tree tree, String name, int size) {
            String place = Project.name(file) + ": " + name;
            sizes.add(new Size(kind, file, place, size, reasonedAbove(tree)));
        }

        // The comment above: what stands between the end of the code before and the start of this.
        private boolean reasonedAbove(Tree tree) {
            int start = (int) positions.getStartPosition(unit, tree);
            String before = text.substring(0, start);
            int code =
                    Math.max(before.lastIndexOf("}\n"), Math.max(before.lastIndexOf(";\n"), before.lastIndexOf("{\n")));
            return before.substring(Math.max(code, 0)).contains(REASON);
        }
    }
}
