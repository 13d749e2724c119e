package im.redoubt.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing comes from elsewhere than Central, and nothing that moves by itself. */
class SupplyTest {
    private static final String UNLOCKED = "-Daether.artifactResolver.postProcessor.trustedChecksums=false";

    @Test
    @Tag("B-160")
    @Tag("BLD-02")
    void foreignRepositoryIsRefused(@TempDir Path directory) {
        ScratchTree tree = ScratchTree.at(directory.resolve("tree"));
        tree.edit("xml/pom.xml", text -> text.replace("</project>", """
                  <repositories>
                    <repository>
                      <id>elsewhere</id>
                      <url>https://elsewhere.invalid/</url>
                    </repository>
                  </repositories>
                </project>"""));
        refuses(tree, "RequireNoRepositories");
    }

    @Test
    @Tag("B-160")
    @Tag("BLD-02")
    void foreignPluginRepositoryIsRefused(@TempDir Path directory) {
        ScratchTree tree = ScratchTree.at(directory.resolve("tree"));
        tree.edit("xml/pom.xml", text -> text.replace("</project>", """
                  <pluginRepositories>
                    <pluginRepository>
                      <id>elsewhere</id>
                      <url>https://elsewhere.invalid/</url>
                    </pluginRepository>
                  </pluginRepositories>
                </project>"""));
        refuses(tree, "RequireNoRepositories");
    }

    @Test
    @Tag("B-160")
    @Tag("BLD-02")
    void snapshotIsRefused(@TempDir Path directory) throws IOException {
        refuses(depending(directory, "1-SNAPSHOT"), "SNAPSHOT");
    }

    @Test
    @Tag("B-160")
    @Tag("BLD-02")
    void rangeOfVersionsIsRefused(@TempDir Path directory) throws IOException {
        refuses(depending(directory, "[1,2)"), "BanDynamicVersions");
    }

    @Test
    @Tag("B-160")
    @Tag("BLD-02")
    void exactVersionPasses(@TempDir Path directory) throws IOException {
        Shell.Result result = depending(directory, "1.0").maven(UNLOCKED, "-pl", "xml", "validate");
        assertThat(result.output()).contains("BUILD SUCCESS");
    }

    @Test
    @Tag("B-160")
    @Tag("BLD-02")
    void pluginWithoutVersionIsRefused(@TempDir Path directory) {
        ScratchTree tree = ScratchTree.at(directory.resolve("tree"));
        tree.edit(
                "pom.xml",
                text -> text.replaceFirst(
                        "(<artifactId>maven-jar-plugin</artifactId>)\\s*<version>[^<]*</version>", "$1"));
        refuses(tree, "RequirePluginVersions");
    }

    private static void refuses(ScratchTree tree, String rule) {
        Shell.Result result = tree.maven(UNLOCKED, "-pl", "xml", "validate");
        assertThat(result.code()).as(result.output()).isNotZero();
        assertThat(result.output()).contains("BUILD FAILURE", rule);
    }

    // A tree whose xml module depends on a made-up artifact; its versions lie in the local repository.
    private static ScratchTree depending(Path directory, String version) throws IOException {
        ScratchTree tree = ScratchTree.at(directory.resolve("tree"));
        tree.edit("xml/pom.xml", text -> text.replaceFirst("<dependencies>", """
                <dependencies>
                    <dependency>
                      <groupId>invalid.example</groupId>
                      <artifactId>thing</artifactId>
                      <version>%s</version>
                    </dependency>""".formatted(version)));
        for (String there : new String[] {"1.0", "1-SNAPSHOT"}) {
            Path place = tree.repository().resolve("invalid/example/thing").resolve(there);
            Files.createDirectories(place);
            Files.writeString(place.resolve("thing-" + there + ".pom"), """
                    <project>
                      <modelVersion>4.0.0</modelVersion>
                      <groupId>invalid.example</groupId>
                      <artifactId>thing</artifactId>
                      <version>%s</version>
                    </project>
                    """.formatted(there));
            new JarOutputStream(Files.newOutputStream(place.resolve("thing-" + there + ".jar"))).close();
        }
        Files.writeString(tree.repository().resolve("invalid/example/thing/maven-metadata-local.xml"), """
                <metadata>
                  <groupId>invalid.example</groupId>
                  <artifactId>thing</artifactId>
                  <versioning>
                    <versions>
                      <version>1.0</version>
                    </versions>
                  </versioning>
                </metadata>
                """);
        return tree;
    }
}
