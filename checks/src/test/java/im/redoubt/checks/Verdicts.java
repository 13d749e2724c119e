package im.redoubt.checks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What came of the tests, from the reports of all runs that are over. */
final class Verdicts {
    /** What can come of a test; the worst of several runs and several parameters counts. */
    enum Verdict {
        NOT_RUN,
        PASSED,
        FAILED
    }

    private final Map<String, Verdict> verdicts = new HashMap<>();

    private Verdicts() {}

    /** Reads the reports of all modules. */
    static Verdicts ofAllModules() throws IOException, ParserConfigurationException, SAXException {
        return of(Project.modules().stream()
                .flatMap(module -> Project.files(module.resolve("target"), ".xml").stream())
                .filter(file -> file.toString().matches(".*/surefire-reports[^/]*/TEST-[^/]*"))
                .toList());
    }

    /** Reads some reports. */
    static Verdicts of(List<Path> reports) throws IOException, ParserConfigurationException, SAXException {
        Verdicts verdicts = new Verdicts();
        for (Path report : reports) {
            NodeList cases = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(report.toFile())
                    .getElementsByTagName("testcase");
            for (int i = 0; i < cases.getLength(); i++) {
                verdicts.add((Element) cases.item(i));
            }
        }
        return verdicts;
    }

    /** Returns what came of a test. */
    Verdict of(Proof proof) {
        return verdicts.getOrDefault(proof.className() + "." + proof.method(), Verdict.NOT_RUN);
    }

    private void add(Element testCase) {
        // Parameters and numbers follow the name of the method.
        String name = testCase.getAttribute("classname") + "."
                + testCase.getAttribute("name").replaceFirst("[^A-Za-z0-9_$].*", "");
        Verdict verdict = Verdict.PASSED;
        if (has(testCase, "failure") || has(testCase, "error")) {
            verdict = Verdict.FAILED;
        } else if (has(testCase, "skipped")) {
            verdict = Verdict.NOT_RUN;
        }
        verdicts.merge(name, verdict, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }

    private static boolean has(Element testCase, String child) {
        return testCase.getElementsByTagName(child).getLength() > 0;
    }
}
