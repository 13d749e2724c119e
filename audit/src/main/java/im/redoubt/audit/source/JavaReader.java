package im.redoubt.audit.source;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import im.redoubt.audit.Finding;
import im.redoubt.audit.Report;
import im.redoubt.audit.Rule;
import im.redoubt.audit.Unread;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;

/** Parses one file by the compiler of the JDK and has it judged. Parsing is all that the compiler does. */
final class JavaReader {
    /** The newest Java, and one for sources in which newer words are still names. */
    private static final List<List<String>> LEVELS =
            List.of(List.of("-proc:none", "-Xlint:none"), List.of("-proc:none", "-Xlint:none", "-source", "8"));

    private final JavaCompiler compiler;
    private final JavaFileManager files;

    JavaReader(JavaCompiler compiler) {
        this.compiler = compiler;
        this.files = compiler.getStandardFileManager(null, null, null);
    }

    /** A place and what is wrong there; no two are told twice. */
    private record Place(long line, Rule rule) {}

    /** Judges the text of a file. */
    void read(String name, String text, Report report) throws IOException {
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        for (List<String> level : LEVELS) {
            problems = new DiagnosticCollector<>();
            JavacTask task = (JavacTask)
                    compiler.getTask(Writer.nullWriter(), files, problems, level, null, List.of(new Text(text)));
            List<CompilationUnitTree> units = List.copyOf(toList(task.parse()));
            if (problems.getDiagnostics().stream().noneMatch(JavaReader::isError)) {
                units.forEach(unit -> judge(name, text, unit, task, report));
                return;
            }
        }
        long line = problems.getDiagnostics().stream()
                .filter(JavaReader::isError)
                .mapToLong(Diagnostic::getLineNumber)
                .findFirst()
                .orElse(0);
        report.unread(new Unread(name, Math.max(line, 0), "this is no Java that the compiler can parse"));
    }

    private static void judge(String name, String text, CompilationUnitTree unit, JavacTask task, Report report) {
        Suppressions suppressions = new Suppressions(text);
        TreeSet<Place> places = new TreeSet<>(Comparator.comparingLong(Place::line)
                .thenComparing(place -> place.rule().id()));
        Source source = new Source(unit, Trees.instance(task).getSourcePositions(), (rule, line) -> {
            if (!suppressions.cover(rule, line)) {
                places.add(new Place(line, rule));
            }
        });
        new Judge(source).scan(unit, null);
        suppressions.silent().forEach(line -> places.add(new Place(line, CodeRules.SUPPRESSED_SILENTLY)));
        places.forEach(place -> report.found(new Finding(name, place.line(), place.rule())));
    }

    private static boolean isError(Diagnostic<?> problem) {
        return problem.getKind() == Diagnostic.Kind.ERROR;
    }

    private static List<CompilationUnitTree> toList(Iterable<? extends CompilationUnitTree> units) {
        List<CompilationUnitTree> list = new ArrayList<>();
        units.forEach(list::add);
        return list;
    }

    /** The text of a file, which the compiler need not look for. */
    private static final class Text extends SimpleJavaFileObject {
        private final String text;

        Text(String text) {
            super(URI.create("string:///Source.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
