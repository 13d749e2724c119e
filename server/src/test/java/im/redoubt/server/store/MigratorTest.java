package im.redoubt.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigratorTest {
    private static final Migration ONE =
            new Migration(1, "one", "CREATE TABLE a (x INTEGER);\nINSERT INTO a VALUES (1);\n");
    private static final Migration TWO =
            new Migration(2, "two", "-- a comment; with a semicolon;\nALTER TABLE a\nADD y INTEGER;\n");
    private static final Migration BAD = new Migration(3, "bad", "UPDATE a SET x = 99;\nCREATE TABLE a (x INTEGER);\n");

    @TempDir
    Path temporary = Path.of("");

    private SqliteEngine engine;

    // The engine is set before each test.
    @SuppressWarnings("NullAway.Init")
    MigratorTest() {}

    @BeforeEach
    void open() throws SQLException {
        engine = SqliteEngine.open(StoreUrl.of("sqlite:redoubt.db"), temporary);
    }

    @AfterEach
    void close() throws SQLException {
        engine.close();
    }

    @Test
    @Tag("SRV-05")
    void appliesWhatIsMissingAndThenNothing() throws Exception {
        migrate(ONE);
        migrate(ONE, TWO);
        migrate(ONE, TWO);

        assertThat(number("SELECT COUNT(*) FROM a WHERE y IS NULL")).isEqualTo(1);
        assertThat(number("SELECT COUNT(*) FROM schema_history")).isEqualTo(2);
    }

    @Test
    @Tag("SRV-05")
    @Tag("C-115")
    void aStepThatFailsLeavesTheDataAsItWasAndTheOldProgramStillOpensIt() throws Exception {
        migrate(ONE);

        assertThatThrownBy(() -> migrate(ONE, TWO, BAD))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("version 3")
                .hasMessageContaining("as it was before");

        assertThat(number("SELECT MAX(version) FROM schema_history")).isEqualTo(1);
        assertThat(number("SELECT x FROM a")).isEqualTo(1);
        migrate(ONE);
    }

    @Test
    @Tag("C-115")
    void refusesADatabaseOfANewerProgram() throws Exception {
        migrate(ONE, TWO);

        assertThatThrownBy(() -> migrate(ONE))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.problem()).isEqualTo(StoreProblem.NEWER))
                .hasMessageContaining("version 2");
    }

    @Test
    void refusesAStepThatChangedAfterItWasApplied() throws Exception {
        migrate(ONE);

        assertThatThrownBy(() -> migrate(new Migration(1, "one", ONE.script() + "-- more\n")))
                .isInstanceOf(StoreException.class);
    }

    @Test
    void refusesAScriptWithoutAnEnd() {
        assertThatThrownBy(() -> new Migration(1, "x", "SELECT 1").statements())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesTheDatabaseOfAnotherProgramAndWhatIsNone() throws Exception {
        try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + temporary.resolve("other.db"));
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE theirs (x)");
        }
        Path text = Files.writeString(
                temporary.resolve("text.db"), "no database at all ".repeat(500), StandardCharsets.UTF_8);
        for (Path file : List.of(temporary.resolve("other.db"), text)) {
            Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        }

        assertThatThrownBy(() -> SqliteEngine.open(StoreUrl.of("sqlite:other.db"), temporary))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("another program");
        assertThatThrownBy(() -> SqliteEngine.open(StoreUrl.of("sqlite:text.db"), temporary))
                .isInstanceOf(SQLException.class);
        assertThat(Files.readString(text)).startsWith("no database");
    }

    private void migrate(Migration... steps) throws SQLException {
        new Migrator(List.of(steps), new SteppingClock()).migrate(engine.writer());
    }

    private long number(@com.google.errorprone.annotations.CompileTimeConstant final String sql) throws SQLException {
        SqlSession session = engine.borrow();
        try {
            return session.sql(sql).count();
        } finally {
            engine.giveBack(session, true);
        }
    }
}
