package im.redoubt.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The list of what is inside says exactly what is inside. */
class SbomTest {
    private static final Path INSTALLED = Project.ROOT.resolve("app/target/redoubt");

    @Test
    @Tag("B-158")
    @Tag("LIB-09")
    @Tag("BLD-05")
    void listAndContentsAreEqual() throws Exception {
        Map<String, String> there = new TreeMap<>();
        for (Path jar : Project.files(INSTALLED.resolve("lib"), ".jar")) {
            there.put(jar.getFileName().toString(), Digests.sha256(jar));
        }
        // The list describes the application's own jar as its subject, without a checksum: it is not finished then.
        Map<String, String> listed = listed();
        String subject = there.keySet().stream()
                .filter(name -> name.startsWith("redoubt-app-"))
                .findFirst()
                .orElseThrow();
        assertThat(listed).containsKey(subject);
        listed.remove(subject);
        there.remove(subject);
        assertThat(listed).hasSizeGreaterThan(10).isEqualTo(there);
    }

    @Test
    @Tag("B-158")
    void noClassIsThereTwice() throws IOException {
        Map<String, String> owners = new HashMap<>();
        for (Path jar : Project.files(INSTALLED.resolve("lib"), ".jar")) {
            try (JarFile file = new JarFile(jar.toFile())) {
                for (String name : file.stream().map(entry -> entry.getName()).toList()) {
                    if (name.endsWith(".class") && !name.startsWith("META-INF/") && !name.equals("module-info.class")) {
                        String other = owners.put(name, jar.getFileName().toString());
                        assertThat(other).as(name + " in " + jar.getFileName()).isNull();
                    }
                }
            }
        }
        assertThat(owners).isNotEmpty();
    }

    @Test
    @Tag("B-158")
    void classPathNamesEveryJar() throws IOException {
        List<Path> jars = Project.files(INSTALLED.resolve("lib"), ".jar");
        Path app = jars.stream()
                .filter(jar -> jar.getFileName().toString().startsWith("redoubt-app-"))
                .findFirst()
                .orElseThrow();
        try (JarFile file = new JarFile(app.toFile())) {
            String path = file.getManifest().getMainAttributes().getValue("Class-Path");
            assertThat(path.split(" "))
                    .containsExactlyInAnyOrderElementsOf(jars.stream()
                            .filter(jar -> !jar.equals(app))
                            .map(jar -> jar.getFileName().toString())
                            .toList());
        }
    }

    // Names of jars, with the SHA-256 the list gives for them (empty where it gives none).
    private static Map<String, String> listed() throws ParserConfigurationException, IOException, SAXException {
        Map<String, String> listed = new TreeMap<>();
        NodeList components = DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(INSTALLED.resolve("sbom.xml").toFile())
                .getElementsByTagNameNS("*", "component");
        for (int i = 0; i < components.getLength(); i++) {
            Element component = (Element) components.item(i);
            if (component.getElementsByTagNameNS("*", "purl").getLength() == 0) {
                // The tool that wrote the list.
                continue;
            }
            String purl = text(component, "purl");
            String name = text(component, "name") + "-" + text(component, "version");
            String classifier = purl.replaceFirst("^[^?]*\\??", "").replaceFirst(".*classifier=([^&]*).*|.*", "$1");
            String sum = "";
            NodeList hashes = component.getElementsByTagNameNS("*", "hash");
            for (int j = 0; j < hashes.getLength(); j++) {
                Element hash = (Element) hashes.item(j);
                if (hash.getAttribute("alg").equals("SHA-256")) {
                    sum = hash.getTextContent();
                }
            }
            listed.put(name + (classifier.isEmpty() ? "" : "-" + classifier) + ".jar", sum);
        }
        return listed;
    }

    private static String text(Element component, String name) {
        return component.getElementsByTagNameNS("*", name).item(0).getTextContent();
    }
}
