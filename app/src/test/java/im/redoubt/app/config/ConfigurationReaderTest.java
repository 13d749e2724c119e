package im.redoubt.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import im.redoubt.server.settings.ListenAddress;
import im.redoubt.server.settings.LogLevel;
import im.redoubt.server.settings.Settings;
import im.redoubt.server.settings.StoreUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationReaderTest {
    @TempDir
    private Path directory = Path.of("");

    /** Each row: a file (with ; for a new line), the place, and what the line must say, the mend included. */
    @Tag("B-165")
    @Tag("SRV-04")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            domian = "example.org"                      | 1:1  | domian: is not a setting. Did you mean domain?
            [limits];stanza_byte = 20000                | 2:1  | Did you mean limits.stanza_bytes?
            stanza_bytes = 20000                        | 1:1  | Did you mean limits.stanza_bytes?
            [server];tls = true                         | 2:1  | server.tls: is not a setting. Did you mean listen.tls?
            [metrics];port = 0                          | 2:1  | metrics.port: is not a setting. redoubt config lists
            colour = "blue"                             | 1:1  | redoubt config lists all settings.
            [[limits]];connections = 5                  | 1:1  | limits: is not a setting.
            [[alert]];name = "a"                        | 1:1  | alert[1]: has no on. Write on = …
            [[alert]];name = "a";on = ["nonsense"]      | 3:1  | alert[1].on: "nonsense" cannot be used. There are sign-in,
            [[alert]];name = "a";on = ["stopped"];count = 0 | 4:1 | alert[1].count: 0 is out of range. The least is 1.
            [[alert]];name = "a";on = ["stopped"];[[alert]];name = "b";on = ["stopped"];colour = 1 | 7:1 | alert[2].colour: is not a setting.
            [[alert]];name = "a";on = ["stopped"];[[alert]];name = "a";on = ["stopped"] | 5:1 | alert[2].name: is that of another rule
            [[alert]];name = "a";on = ["stopped"];to = ["xmpp:a@example.net"] | 4:1 | is no account of localhost
            [[alert]];name = "a";on = ["stopped"];command = ["/nowhere/page"] | 4:1 | alert[1].command: /nowhere/page is not there. Put it there
            [alert];name = "a"                          | 2:1  | alert.name: is not a setting.
            alert = [{ name = "a", on = "stopped" }]    | 1:24 | alert[1].on: is the string "stopped". Expected a list of
            [events.syslog];authority = "nowhere.pem"   | 2:1  | is of no use without events.syslog.address
            [events.syslog];address = "a.example:1";authority = "nowhere.pem" | 3:1 | events.syslog.authority: there is no file
            [events.syslog];address = "a.example"       | 2:1  | "a.example" cannot be used. Expected a name and a port
            [events.syslog];verify = false              | 2:1  | events.syslog.verify: is not a setting.
            "limits.connections" = 5                    | 1:1  | is not a setting.
            domain = 5                                  | 1:1  | domain: is the number 5. Expected a domain like
            domain = "a b"                              | 1:1  | domain: "a b" cannot be used.
            domain = "user@example.org"                 | 1:1  | cannot be used
            domain = "example.org/x"                    | 1:1  | cannot be used
            [limits];connections = "many"               | 2:1  | is the string "many". Expected a whole number from 1
            [limits];connections = 1.5                  | 2:1  | is the fraction 1.5. Expected a whole number
            [limits];connections = true                 | 2:1  | is the truth value true. Expected a whole number
            [limits];connections = 0                    | 2:1  | 0 is out of range. The least is 1.
            [limits];connections = -5                   | 2:1  | The least is 1.
            [limits];connections = 3000000000           | 2:1  | The most is 2147483647.
            [limits];stanza_bytes = 9999                | 2:1  | The least is 10000.
            [limits];negotiation_seconds = 86400        | 2:1  | The most is 600.
            [limits];sign_in_failures_per_stream = 100  | 2:1  | The most is 5.
            [accounts];iterations = 4096                | 2:1  | The least is 10000.
            [accounts];iterations = 10000000            | 2:1  | The most is 100000.
            [listen];metrics = ["0.0.0.0:9090"]         | 2:1  | write "127.0.0.1:9090"
            [listen];metrics = ["[::]:9090"]            | 2:1  | Metrics tell who is on line
            [listen];tls = "127.0.0.1:5223"             | 2:1  | Expected a list of addresses
            [listen];tls = [5223]                       | 2:1  | is the number 5223
            [listen];tls = ["example.org:5223"]         | 2:1  | "example.org:5223" cannot be used
            [listen];tls = ["127.0.0.1:99999"]          | 2:1  | a port is 0 to 65535
            [listen];trusted_proxies = ["0.0.0.0/0"]    | 2:1  | That trusts too much of the Internet
            [store];url = "mysql://localhost/x"         | 2:1  | Write "sqlite:redoubt.db" or
            [store];url = "postgresql://u:p@localhost/x" | 2:1 | Take the password out of the address
            [store];url = "postgresql://u@localhost/x?password=p" | 2:1 | Take the password out of the address
            [store];url = "postgresql://u@db.example/x" | 2:1  | add ?sslmode=verify-full
            [store];url = "postgresql://u@db.example/x?sslmode=verify-full&sslmode=disable" | 2:1 | sslmode=verify-full
            [store];url = "postgresql://u@127.evil.example/x" | 2:1 | add ?sslmode=verify-full
            [log];level = "trace"                       | 2:1  | Write one of "error", "warn", "info", "debug".
            [contact];admin = ["help@example.org"]      | 2:1  | put "mailto:", "xmpp:" or "https:" before it
            [tls];key = "/nowhere/key.pem"              | 2:1  | tls.key: is of no use without tls.certificate.
            [events];files = 1                          | 2:1  | The least is 2.
            [[filter]];name = "a";kind = "iq";then = "delete" | 4:1 | filter[1].then: "delete" cannot be used
            [[filter]];name = "a";kind = "iq"           | 1:1  | filter[1]: has no then. Write then =
            [log];level = "info";[[filter]];name = "a";then = "block";body = "x";[[filter]];name = "b";bdy = "x";then = "block" | 9:1 | filter[2].bdy: is not a setting
            [[filter]];name = "a";then = "block";body = "(a" | 4:1 | write \\( for the character
            [[filter]];name = "a";body = "x";then = "block";[[filter]];name = "a";body = "y";then = "block" | 6:1 | filter[2].name: is that of another rule, "a"
            filter = [{name = "a", then = "block"}]     | 1:1  | filter[1]: says nothing of the stanzas
            filter = "x"                                | 1:1  | filter: is no list of tables
            data = 1979-05-27                           | 1:1  | is of a type that no setting has
            data = ""                                   | 1:1  | data: is empty. Write a path.
            domain = "a.example";domain = "b.example"   | 2:1  | domain
            [limits];connections = 5;[limits]           | 3:1  | limits
            [limits]; connections = 5; connections = 6  | 3:2  | connections
            domain = example.org                        | 1:10 | Mend the TOML there.
            """)
    void refusesWithPlaceKeyAndMend(String content, String place, String message) throws IOException {
        Path file = write(content.replace(';', '\n'));
        ConfigurationException refusal =
                catchThrowableOfType(ConfigurationException.class, () -> read(file, List.of()));
        assertThat(refusal.problems().getFirst())
                .startsWith(file + ":" + place.strip())
                .contains(message.strip())
                .doesNotContain("\n")
                .endsWith(refusal.problems().getFirst().endsWith("?") ? "?" : ".");
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() throws IOException {
        Path file = write("domian = \"x\"\n[limits]\nconnections = 0\n");
        ConfigurationException refusal =
                catchThrowableOfType(ConfigurationException.class, () -> read(file, List.of("log.level=loud")));
        assertThat(refusal.problems()).hasSize(3);
        assertThat(refusal.problems().get(2)).startsWith("--set log.level: log.level: is \"loud\".");
    }

    @Test
    @Tag("SRV-08")
    void writesRulesThatItTakesBack() throws IOException {
        Path file = write("""
                [[filter]]
                name = "no adverts"
                from = "*@example.net"
                kind = "message"
                body = '(?i)\\bcheap\\s+pills'
                then = "quarantine"

                [[filter]]
                name = "fast ones"
                more_than_per_minute = 30
                then = "bounce"
                """);
        Configuration first = read(file, List.of());
        String written = ConfigurationWriter.write(first.values());
        assertThat(written)
                .contains("filter = [{ name = \"no adverts\", from = \"*@example.net\", kind = \"message\",")
                .contains("body = \"(?i)\\\\bcheap\\\\s+pills\"");
        Settings again = read(write(written), List.of()).settings();
        assertThat(again.filter()).isEqualTo(first.settings().filter());
        assertThat(again.filter().rules()).hasSize(2);
    }

    @Test
    void bindsAWholeFile() throws IOException {
        Path file = write("""
                domain = "Example.ORG"
                data = "kept"
                [listen]
                tls = ["127.0.0.1:15223", "[::1]:15223"]
                [store]
                url = "postgresql://redoubt@localhost:5433/chat"
                [accounts]
                iterations = 20_000
                [limits]
                negotiation_seconds = 10
                """);
        var settings = read(file, List.of()).settings();
        assertThat(settings.domain()).isEqualTo("example.org");
        assertThat(settings.data()).isEqualTo(directory.resolve("kept"));
        assertThat(settings.events().directory()).isEqualTo(directory.resolve("kept/events"));
        assertThat(settings.listen().tls())
                .containsExactly(ListenAddress.parse("127.0.0.1:15223"), ListenAddress.parse("[::1]:15223"));
        assertThat(((StoreUrl.Postgres) settings.store().url()).address(Optional.of("p w")))
                .isEqualTo("postgresql://redoubt:p%20w@localhost:5433/chat");
        assertThat(settings.accounts().iterations()).isEqualTo(20_000);
        assertThat(settings.limits().connections().negotiation()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void letsTheCommandLineWinOverTheFile() throws IOException {
        Path file = write("domain = \"file.example\"\n[log]\nlevel = \"warn\"\n");
        ConfigurationRequest request = new ConfigurationRequest(
                Optional.of(file.toString()),
                Optional.of("option.example"),
                Optional.empty(),
                List.of("log.level=debug", "domain=set.example", "data=elsewhere"));
        Path here = directory.resolve("here");
        var settings = ConfigurationReader.read(request, here).settings();
        assertThat(settings.domain()).isEqualTo("option.example");
        assertThat(settings.logLevel()).isEqualTo(LogLevel.DEBUG);
        assertThat(settings.data()).isEqualTo(here.resolve("elsewhere"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            limits.connections=500              | limits.connections = 500
            limits.connections = 500            | limits.connections = 500
            domain=chat.example.org             | domain = "chat.example.org"
            domain="chat.example.org"           | domain = "chat.example.org"
            accounts.old_clients=true           | accounts.old_clients = true
            listen.tls=["127.0.0.1:5223"]       | listen.tls = ["127.0.0.1:5223"]
            listen.tls=[]                       | listen.tls = []
            """)
    void takesValuesOfTheCommandLineAsToml(String set, String expected) {
        Configuration configuration = ConfigurationReader.read(
                new ConfigurationRequest(Optional.empty(), Optional.empty(), Optional.empty(), List.of(set)),
                directory);
        String text = ConfigurationWriter.write(configuration.values());
        String shortName =
                expected.substring(expected.indexOf('.', 0) < expected.indexOf(' ') ? expected.indexOf('.') + 1 : 0);
        assertThat(text).contains("\n" + shortName + "\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            limits.connections             | --set limits.connections: has no value.
            nothing.here=1                 | --set nothing.here: nothing.here: is not a setting.
            domain=a'b                     | --set domain: is not a TOML value.
            domain=                        | --set domain: is not a TOML value.
            limits.connections=007         | is the string "007"
            """)
    void refusesBadValuesOfTheCommandLine(String set, String message) {
        assertThatThrownBy(() -> ConfigurationReader.read(
                        new ConfigurationRequest(Optional.empty(), Optional.empty(), Optional.empty(), List.of(set)),
                        directory))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    @Test
    @Tag("B-165")
    void refusesASettingThatIsSetTwice() {
        assertThatThrownBy(() -> ConfigurationReader.read(
                        new ConfigurationRequest(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of("limits.connections=5", "limits.connections=6")),
                        directory))
                .hasMessageContaining("--set limits.connections: is there twice.");
    }

    @Test
    @Tag("B-165")
    @Tag("SRV-04")
    void refusesAKeyFileThatOthersCanRead() throws IOException {
        Path key = Files.createFile(
                directory.resolve("key.pem"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
        Path certificate = Files.createFile(directory.resolve("cert.pem"));
        Path file = write("[tls]\ncertificate = \"cert.pem\"\nkey = \"key.pem\"\n");
        assertThatThrownBy(() -> read(file, List.of()))
                .hasMessage(
                        file + ":3:1: tls.key: others than its owner can use " + key + ". Run chmod 600 " + key + ".");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("r--------"));
        assertThat(read(file, List.of()).settings().tls().orElseThrow().certificate())
                .isEqualTo(certificate);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx-----x"})
    @Tag("B-165")
    @Tag("SRV-04")
    void refusesADatabasePasswordThatOthersCanRead(String mode) throws IOException {
        Path password = Files.writeString(directory.resolve("password"), "secret");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString(mode));
        Path file =
                write("[store]\nurl = \"postgresql://redoubt@localhost/chat\"\npassword_file = \"" + password + "\"\n");
        assertThatThrownBy(() -> read(file, List.of()))
                .hasMessage(file + ":3:1: store.password_file: others than its owner can use " + password
                        + ". Run chmod 600 " + password + ".");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        assertThat(read(file, List.of()).settings().store().passwordFile()).contains(password);
    }

    @Test
    @Tag("B-165")
    void refusesAFileThatEverybodyCanChange() throws IOException {
        Path file = write("domain = \"example.org\"\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThatThrownBy(() -> read(file, List.of())).hasMessageContaining("Run chmod o-w " + file);
    }

    @Test
    void refusesAFileThatIsNotThereOrNoText() throws IOException {
        assertThatThrownBy(() -> read(directory.resolve("no.toml"), List.of())).hasMessageContaining("is not there");
        Path file = directory.resolve("latin.toml");
        Files.write(file, new byte[] {'d', '=', '"', (byte) 0xe9, '"'});
        assertThatThrownBy(() -> read(file, List.of())).hasMessageContaining("is not UTF-8");
    }

    @Test
    void readsBackWhatItWrites() throws IOException {
        Configuration before = ConfigurationReader.read(
                new ConfigurationRequest(
                        Optional.empty(),
                        Optional.of("münchen.example"),
                        Optional.empty(),
                        List.of("limits.connections=77", "contact.admin=[\"mailto:a@example.org\"]")),
                directory);
        String text = ConfigurationWriter.write(before.values());
        assertThat(text).contains("# Connections at once.\n# Default: 10000; changed here.\nconnections = 77\n");
        Configuration after = read(write(text), List.of());
        assertThat(after.settings()).isEqualTo(before.settings());
    }

    private Path write(String content) throws IOException {
        return Files.writeString(directory.resolve("redoubt.toml"), content);
    }

    private Configuration read(Path file, List<String> sets) {
        return ConfigurationReader.read(
                new ConfigurationRequest(Optional.of(file.toString()), Optional.empty(), Optional.empty(), sets),
                directory);
    }

    @Test
    @Tag("SRV-11")
    void readsRulesAndWritesThemSoThatTheyCanBeReadAgain() throws IOException {
        Path file = Files.writeString(directory.resolve("redoubt.toml"), """
                [[alert]]
                name = "page"
                on = ["store-failed", "sign-in-failed/throttled"]
                to = []
                command = ["/bin/true", "a \\"quoted\\" word"]

                [[alert]]
                name = "limits"
                on = ["limit-reached"]
                per = "source"
                """);
        Configuration read = ConfigurationReader.read(
                new ConfigurationRequest(Optional.of(file.toString()), Optional.empty(), Optional.empty(), List.of()),
                directory);
        assertThat(read.settings().alerts().rules())
                .extracting(rule -> rule.name().text())
                .containsExactly("page", "limits");
        Path again = Files.writeString(directory.resolve("again.toml"), ConfigurationWriter.write(read.values()));
        assertThat(ConfigurationReader.read(
                                new ConfigurationRequest(
                                        Optional.of(again.toString()), Optional.empty(), Optional.empty(), List.of()),
                                directory)
                        .settings())
                .isEqualTo(read.settings());
    }

    /** A program that others can change is theirs, and would run as the service. */
    @Test
    @Tag("SRV-04")
    @Tag("B-165")
    void refusesACommandThatOthersCanChange() throws IOException {
        Path page = Files.writeString(directory.resolve("page"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(page, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path file = Files.writeString(
                directory.resolve("redoubt.toml"),
                "[[alert]]\nname = \"a\"\non = [\"stopped\"]\ncommand = [\"" + page + "\"]\n");
        assertThatThrownBy(() -> ConfigurationReader.read(
                        new ConfigurationRequest(
                                Optional.of(file.toString()), Optional.empty(), Optional.empty(), List.of()),
                        directory))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("redoubt.toml:4:1: alert[1].command: " + page
                        + " can be changed by others. Run chmod" + " go-w " + page.toRealPath() + ".");
    }
}
