package im.redoubt.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What stands in the setting {@code store.url}, with a password from its file, is what the driver is told. */
class StorageSettingTest {
    @ParameterizedTest
    @ValueSource(strings = {"plain", "with space", "a@b:c/d?e&f=g", "+%2B", "ünï", "#"})
    void userAndPasswordReachTheDriverAsTheyAre(String password) {
        PGSimpleDataSource source = source("postgresql://redoubt@127.0.0.1:25432/talk", Optional.of(password));
        assertThat(source.getUser()).isEqualTo("redoubt");
        assertThat(source.getPassword()).isEqualTo(password);
        assertThat(source.getServerNames()).containsExactly("127.0.0.1");
        assertThat(source.getPortNumbers()).containsExactly(25432);
        assertThat(source.getDatabaseName()).isEqualTo("talk");
    }

    @Test
    void anotherMachineIsVerified() {
        PGSimpleDataSource source =
                source("postgresql://redoubt@db.example.org/talk?sslmode=verify-full", Optional.empty());
        assertThat(source.getSslMode()).isEqualTo("verify-full");
        assertThat(source.getPassword()).isNull();
    }

    private static PGSimpleDataSource source(String setting, Optional<String> password) {
        im.redoubt.server.settings.StoreUrl.Postgres postgres =
                (im.redoubt.server.settings.StoreUrl.Postgres) im.redoubt.server.settings.StoreUrl.parse(setting);
        return PostgresAddress.of(StoreUrl.of(postgres.address(password))).dataSource();
    }
}
