package im.redoubt.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The compiler of the JDK, with the library in its class path. */
final class SourceCompiler {
    private final Path output;

    /** Compiles into this directory. */
    SourceCompiler(Path output) {
        this.output = output;
    }

    /** Returns what the compiler says against a file of this name. */
    List<Diagnostic<? extends JavaFileObject>> errors(String fileName, String text) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8)) {
            JavaFileObject source =
                    new SimpleJavaFileObject(URI.create("memory:///" + fileName), JavaFileObject.Kind.SOURCE) {
                        @Override
                        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                            return text;
                        }
                    };
            List<String> options = List.of(
                    "-d",
                    output.toString(),
                    "-proc:none",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-Xdiags:verbose");
            boolean compiled = compiler.getTask(new StringWriter(), files, found, options, null, List.of(source))
                    .call();
            List<Diagnostic<? extends JavaFileObject>> errors = found.getDiagnostics().stream()
                    .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                    .collect(Collectors.toList());
            assertThat(compiled).isEqualTo(errors.isEmpty());
            return errors;
        }
    }
}
