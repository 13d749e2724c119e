package im.redoubt.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The address of the store: no password in it, and no stranger's machine without a check of its certificate. */
class StoreUrlTest {
    private static SettingException refusal(String text) {
        return catchThrowableOfType(SettingException.class, () -> StorageSettings.URL.read(text, Path.of("/base")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sqlite:redoubt.db",
                "sqlite:/srv/redoubt.db",
                "postgresql://localhost/redoubt",
                "postgresql://redoubt@127.0.0.1:5433/redoubt",
                "postgresql://redoubt@[::1]/redoubt",
                "postgresql://redoubt@db.example/redoubt?sslmode=verify-full",
                "postgresql://db.example:1/redoubt?sslrootcert=/etc/ca.pem&sslmode=verify-full"
            })
    void readsBackWhatItWrites(String text) {
        StoreUrl url = StoreUrl.parse(text);
        assertThat(url).hasToString(text);
        assertThat(StoreUrl.parse(url.toString())).isEqualTo(url);
        assertThat(StorageSettings.URL.type().write(url)).isEqualTo("\"" + text + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite:", "mysql://localhost/x", "redoubt.db", "", "jdbc:postgresql://localhost/x"})
    void namesBothFormsWhereItIsNeither(String text) {
        assertThat(refusal(text).mend())
                .isEqualTo("Write \"sqlite:redoubt.db\" or \"postgresql://user@host/database\".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql://localhost", "postgresql://localhost/", "postgresql:///redoubt"})
    void wantsAHostAndADatabase(String text) {
        assertThat(refusal(text).mend()).contains("postgresql://");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://redoubt:secret@localhost/redoubt",
                "postgresql://redoubt:@localhost/redoubt",
                "postgresql://redoubt%3asecret@localhost/redoubt",
                "postgresql://localhost/redoubt?password=secret",
                "postgresql://localhost/redoubt?sslmode=disable&password=secret",
                "postgresql://redoubt:secret@db.example/redoubt?sslmode=verify-full"
            })
    @Tag("SRV-05")
    void takesNoPassword(String text) {
        assertThat(refusal(text).mend())
                .isEqualTo("Take the password out of the address and put it into a file of mode 0600 that"
                        + " store.password_file names.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://db.example/redoubt",
                "postgresql://10.0.0.1/redoubt?sslmode=require",
                "postgresql://127.0.0.2/redoubt",
                "postgresql://localhost.example/redoubt?sslmode=verify-ca",
                "postgresql://db.example/redoubt?sslmode=verify-full&sslmode=disable",
                "postgresql://db.example/redoubt?sslmode=verify-full&sslmode=verify-full",
                "postgresql://db.example/redoubt?xsslmode=verify-full",
                "postgresql://db.example/redoubt?sslmode=verify-fullest"
            })
    @Tag("SRV-01")
    void trustsNoOtherMachineWithoutACertificate(String text) {
        assertThat(refusal(text).mend()).contains("add ?sslmode=verify-full");
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://redoubt@db.example:5433/x?sslmode=verify-full,"
                + " postgresql://redoubt:p%40s%2Fs%20%2B@db.example:5433/x?sslmode=verify-full",
        "postgresql://localhost/x, postgresql://:p%40s%2Fs%20%2B@localhost/x",
        "postgresql://a%40b@[::1]/x, postgresql://a%40b:p%40s%2Fs%20%2B@[::1]/x"
    })
    void putsThePasswordOfTheFileIn(String text, String whole) {
        StoreUrl.Postgres url = new StoreUrl.Postgres(URI.create(text));
        assertThat(url.address(Optional.of("p@s/s +"))).isEqualTo(whole);
        assertThat(url.address(Optional.empty())).isEqualTo(text);
        assertThat(url).hasToString(text);
    }

    @Test
    void saysOfWhatItCannotReadWhatItStumbledOver() {
        assertThat(refusal("postgresql://local host/x"))
                .hasMessageStartingWith("store.url: \"postgresql://local host/x\" cannot be used. Expected ")
                .hasMessageEndingWith(".");
    }
}
