package im.redoubt.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresAddressTest {
    @Test
    void readsEveryPart() {
        PGSimpleDataSource source = source("postgresql://me:p%40ss+word@db.example:6000/chat?sslrootcert=/ca.pem");

        assertThat(source.getServerNames()).containsExactly("db.example");
        assertThat(source.getPortNumbers()).containsExactly(6000);
        assertThat(source.getDatabaseName()).isEqualTo("chat");
        assertThat(source.getUser()).isEqualTo("me");
        assertThat(source.getPassword()).isEqualTo("p@ss+word");
        assertThat(source.getSslRootCert()).isEqualTo("/ca.pem");
    }

    @Test
    @Tag("SRV-04")
    void anotherMachineIsTalkedToOverVerifiedTlsOnly() {
        assertThat(source("postgresql://db.example/chat").getSslMode()).isEqualTo("verify-full");
        assertThat(source("postgresql://localhost/chat").getSslMode()).isEqualTo("disable");
        assertThat(source("postgresql://[::1]/chat").getSslMode()).isEqualTo("disable");
        for (String mode : List.of("disable", "allow", "prefer", "require", "verify-ca")) {
            assertThatThrownBy(() -> source("postgresql://db.example/chat?sslmode=" + mode))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("verify-full");
        }
    }

    @Test
    @Tag("B-165")
    void refusesWhatItDoesNotKnowAndNeverQuotesAPassword() {
        for (String url : List.of(
                "postgresql://me:secret@db.example",
                "postgresql://me:secret@db.example/",
                "postgresql://me:secret@db.example/a/b",
                "postgresql://me:secret@db.example/a?socketFactory=x",
                "postgresql://me:secret@db.example/a?loggerFile=/tmp/x",
                "postgresql://me:secret@db.example/a?sslmode",
                "postgresql://me:sec ret@db.example/a")) {
            assertThatThrownBy(() -> source(url))
                    .isInstanceOf(StoreException.class)
                    .hasMessageNotContaining("secret")
                    .hasMessageNotContaining("sec ret");
            assertThat(StoreUrl.of(url).toString()).doesNotContain("sec");
        }
    }

    private static PGSimpleDataSource source(String url) {
        return PostgresAddress.of(StoreUrl.of(url)).dataSource();
    }
}
