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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;

/**
 * Parses files by the compiler of the JDK and has them judged.
 *
 * <p>Guarantee: parsing is all that the compiler does. Before it parses it looks for plug-ins on the class path, and runs those that ask
 * for it; here it finds none ({@link NoClasses}).
 */
final class JavaReader {
    private static final List<String> NEWEST = List.of("-proc:none", "-Xlint:none");
    /** For sources in which newer words are still names. */
    private static final List<String> OLD = List.of("-proc:none", "-Xlint:none", "-source", "8");

    private final JavaCompiler compiler;
    private final JavaFileManager files;

    JavaReader(JavaCompiler compiler) {
        this.compiler = compiler;
        this.files = new NoClasses(compiler.getStandardFileManager(null, null, null));
    }

    /** Files without classes: the loader of any location has nothing but the JDK's own, not even what this program has. */
    private static final class NoClasses extends ForwardingJavaFileManager<JavaFileManager> {
        private final ClassLoader nothing = new ClassLoader(null) {};

        NoClasses(JavaFileManager files) {
            super(files);
        }

        @Override
        public ClassLoader getClassLoader(Location location) {
            return nothing;
        }
    }

    /** Files parsed together, which saves making a compiler for each, and what is wrong with them. */
    private record Parsed(
            JavacTask task, List<CompilationUnitTree> units, List<Diagnostic<? extends JavaFileObject>> errors) {}

    /** A place and what is wrong there; no two are told twice. */
    private record Place(long line, Rule rule) {}

    /** Judges files, in their order. */
    void read(List<SourceText> texts, Report report) throws IOException {
        Parsed parsed;
        try {
            parsed = parse(texts, NEWEST);
        } catch (StackOverflowError
                | RuntimeException
                | AssertionError e) { // what the compiler does not expect is said nowhere
            apart(texts, e, report);
            return;
        }
        for (int i = 0; i < texts.size(); i++) {
            SourceText text = texts.get(i);
            if (parsed.errors().stream().noneMatch(error -> text.equals(error.getSource()))) {
                judge(text, parsed.units().get(i), parsed.task(), report);
            } else {
                again(text, parsed, report);
            }
        }
    }

    private void apart(List<SourceText> texts, Throwable cause, Report report) throws IOException {
        if (texts.size() > 1) {
            for (SourceText text : texts) {
                read(List.of(text), report);
            }
            return;
        }
        boolean deep = cause instanceof StackOverflowError;
        String why = deep ? "its expressions are nested too deep" : "the compiler cannot cope with it";
        report.unread(new Unread(texts.getFirst().name(), 0, why));
    }

    private void again(SourceText text, Parsed first, Report report) throws IOException {
        Parsed old = parse(List.of(text), OLD);
        if (old.errors().isEmpty()) {
            judge(text, old.units().getFirst(), old.task(), report);
            return;
        }
        long line = first.errors().stream()
                .filter(error -> text.equals(error.getSource()))
                .mapToLong(Diagnostic::getLineNumber)
                .findFirst()
                .orElse(0);
        report.unread(new Unread(text.name(), Math.max(line, 0), "this is no Java that the compiler can parse"));
    }

    private Parsed parse(List<SourceText> texts, List<String> options) throws IOException {
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        JavacTask task = (JavacTask) compiler.getTask(Writer.nullWriter(), files, problems, options, null, texts);
        List<CompilationUnitTree> units = new ArrayList<>();
        task.parse().forEach(units::add);
        List<Diagnostic<? extends JavaFileObject>> errors = problems.getDiagnostics().stream()
                .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                .toList();
        return new Parsed(task, units, errors);
    }

    private static void judge(SourceText text, CompilationUnitTree unit, JavacTask task, Report report) {
        Suppressions suppressions = new Suppressions(text.text());
        TreeSet<Place> places = new TreeSet<>(Comparator.comparingLong(Place::line)
                .thenComparing(place -> place.rule().id()));
        Source source = new Source(unit, Trees.instance(task).getSourcePositions(), (rule, line) -> {
            if (!suppressions.cover(rule, line)) {
                places.add(new Place(line, rule));
            }
        });
        try {
            new Judge(source).scan(unit, null);
        } catch (StackOverflowError e) {
            report.unread(new Unread(text.name(), 0, "its expressions are nested too deep"));
            return;
        }
        suppressions.silent().forEach(line -> places.add(new Place(line, CodeRules.SUPPRESSED_SILENTLY)));
        places.forEach(place -> report.found(new Finding(text.name(), place.line(), place.rule())));
    }
}
