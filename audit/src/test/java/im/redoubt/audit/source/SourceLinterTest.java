package im.redoubt.audit.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import im.redoubt.audit.Corpus;
import im.redoubt.audit.Finding;
import im.redoubt.audit.Heard;
import im.redoubt.audit.Report;
import im.redoubt.audit.Unread;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Directories of sources: which files are read, and sources that somebody made to stop the linter. */
@Tag("IOT-07")
class SourceLinterTest {
    private static final String PANEL = """
            import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
            class Panel { SecurityMode mode = SecurityMode.disabled; }
            """;

    @TempDir
    private Path directory = Path.of("");

    private Path tree = directory;

    @BeforeEach
    void makeTree() throws IOException {
        tree = Files.createDirectories(directory.resolve("tree"));
    }

    static List<Path> samples() {
        return Corpus.samples("code/bad");
    }

    private void write(String name, String text) throws IOException {
        Path file = tree.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Returns what is said, as FILE:LINE RULE. */
    private List<String> lint() throws InterruptedException {
        List<String> said = new ArrayList<>();
        SourceLinter.read(
                "tree",
                tree,
                new Report() {
                    @Override
                    public void found(Finding finding) {
                        said.add(finding.file() + ":" + finding.line() + " "
                                + finding.rule().id());
                    }

                    @Override
                    public void unread(Unread unread) {
                        said.add(unread.file() + ":" + unread.line() + " " + unread.why());
                    }
                },
                _ -> {});
        return said;
    }

    @Test
    void readsAllSourcesInOrderAndNothingElse() throws IOException, InterruptedException {
        write("b/Panel.java", PANEL);
        write("a/Panel.java", PANEL);
        write("Panel.java.orig", PANEL);
        write(".git/Panel.java", PANEL);
        write("c/notes.txt", "class");
        assertThat(lint()).containsExactly("tree/a/Panel.java:2 tls-disabled", "tree/b/Panel.java:2 tls-disabled");
    }

    @Test
    void followsNoSymbolicLinkOutOfTheDirectory() throws IOException, InterruptedException {
        Path outside = Files.createDirectories(directory.resolve("outside"));
        Files.writeString(outside.resolve("Panel.java"), PANEL);
        Files.createSymbolicLink(tree.resolve("linked"), outside);
        Files.createSymbolicLink(tree.resolve("Linked.java"), outside.resolve("Panel.java"));
        Files.createSymbolicLink(tree.resolve("loop"), tree);
        write("Empty.java", "class Empty {}");
        assertThat(lint()).isEmpty();
    }

    @Test
    void whatDoesNotParseIsSaidWithItsLineAndTheRestIsJudged() throws IOException, InterruptedException {
        write("A.java", "class A {\n  int x = ;\n}\n");
        write("B.java", PANEL);
        write("C.java", "\0\0\0");
        assertThat(lint())
                .containsExactly(
                        "tree/A.java:2 this is no Java that the compiler can parse",
                        "tree/B.java:2 tls-disabled",
                        "tree/C.java:1 this is no Java that the compiler can parse");
    }

    @Test
    void directoryWithoutSourcesIsNotTakenForAGoodOne() throws IOException, InterruptedException {
        assertThat(lint()).containsExactly("tree:0 there are no Java sources in it");
        Files.delete(tree);
        assertThat(lint()).containsExactly("tree:0 there is no such directory, or it may not be read");
    }

    @Test
    void whatIsTooLargeIsSaid() throws IOException, InterruptedException {
        write("A.java", "class A {} //" + "x".repeat(SourceLinter.MOST_BYTES));
        write("B.java", PANEL);
        assertThat(lint())
                .containsExactly("tree/A.java:0 it has more than 4194304 bytes", "tree/B.java:2 tls-disabled");
    }

    // The compiler looks for plug-ins on its class path, and runs those that say so: here what is read is on it.
    @Test
    @Tag("BLD-03")
    void nothingOfWhatIsReadIsRun() throws IOException, InterruptedException {
        write("Trap.java", """
                import com.sun.source.util.JavacTask;
                import com.sun.source.util.Plugin;
                import java.nio.file.Files;
                import java.nio.file.Path;
                public class Trap implements Plugin {
                    static { spring(); }
                    static void spring() {
                        try { Files.writeString(Path.of("sprung"), "x"); } catch (java.io.IOException e) { }
                    }
                    public String getName() { return "trap"; }
                    public boolean autoStart() { return true; }
                    public void init(JavacTask task, String... args) { spring(); }
                }
                """);
        assertThat(start("javac", "-proc:none", "-d", ".", "Trap.java")).isEmpty();
        write("META-INF/services/com.sun.source.util.Plugin", "Trap\n");
        write("META-INF/services/javax.annotation.processing.Processor", "Trap\n");
        assertThat(start(
                        "java",
                        "-cp",
                        System.getProperty("java.class.path") + File.pathSeparator + ".",
                        Here.class.getName()))
                .isEqualTo("read\n");
        assertThat(tree.resolve("sprung")).doesNotExist();
    }

    /** Reads the directory in which it was started. */
    static final class Here {
        private Here() {}

        public static void main(String[] args) throws InterruptedException {
            SourceLinter.read(".", Path.of(""), new Heard(), _ -> {});
            System.out.println("read");
        }
    }

    private String start(String tool, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", tool).toString()));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command)
                .directory(tree.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said;
    }

    @Test
    void oldSourcesInLatin1AreRead() throws IOException, InterruptedException {
        write("A.java", "");
        Files.write(tree.resolve("A.java"), ("// é\n" + PANEL).getBytes(StandardCharsets.ISO_8859_1));
        assertThat(lint()).containsExactly("tree/A.java:3 tls-disabled");
    }

    @Test
    void whatIsNestedWithoutEndEndsOrderly() throws IOException, InterruptedException {
        write("Blocks.java", "class A { void a() " + "{".repeat(200_000) + "}".repeat(200_000) + " }");
        write("Calls.java", "class A { Object a = b" + ".b()".repeat(100_000) + "; }");
        write("Parentheses.java", "class A { int a = " + "(".repeat(200_000) + "1" + ")".repeat(200_000) + "; }");
        write("Sum.java", "class A { void a(Message m) { m.setBody(" + "a + ".repeat(100_000) + "1); } }");
        write("Zone.java", PANEL);
        List<String> said = assertTimeoutPreemptively(Duration.ofMinutes(2), this::lint);
        assertThat(said).contains("tree/Zone.java:2 tls-disabled").allMatch(line -> line.matches("\\S+:[0-9]+ .*"));
    }

    @Test
    void constantsThatNameEachOtherEnd() throws IOException, InterruptedException {
        String constants = IntStream.range(0, 40)
                .mapToObj(i -> "static final String A" + i + " = " + ("A" + (i + 1) + " + ").repeat(20) + "A" + (i + 1)
                        + ";\n")
                .collect(Collectors.joining());
        write(
                "A.java",
                "import org.jivesoftware.smack.packet.Message;\nclass A {\n" + constants
                        + "static final String LOOP = LOOP + LOOP;\nvoid a(Message m) { m.setBody(A0); m.setBody(LOOP); } }");
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(20), this::lint))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsEveryTruncationToItsEnd(Path sample) throws IOException, InterruptedException {
        String whole = Corpus.text(sample);
        for (int end = 0; end < whole.length(); end += 1 + whole.length() / 40) {
            write("T" + end + ".java", whole.substring(0, end));
        }
        Heard heard = new Heard();
        SourceLinter.read("tree", tree, heard, _ -> {});
        assertThat(heard.reasons())
                .isNotEmpty()
                .noneMatch(reason -> reason.contains("cannot cope") || reason.contains("nested"));
    }

    @Test
    void tellsHowFarItIs() throws IOException, InterruptedException {
        write("A.java", PANEL);
        write("B.java", "class {");
        List<Long> progress = new ArrayList<>();
        SourceLinter.read("tree", tree, new Heard(), progress::add);
        assertThat(progress).last().isEqualTo(2L);
        assertThat(SourceLinter.isPossible()).isTrue();
    }
}
