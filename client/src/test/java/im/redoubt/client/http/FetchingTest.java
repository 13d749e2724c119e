package im.redoubt.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FetchingTest {
    private static final HttpsAddress ADDRESS = new HttpsAddress("2001:db8::1", 8443, "/a?b");

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    private String fetch(String fields, String body) throws IOException {
        String answer = "HTTP/1.1 200 OK\r\n" + fields + "\r\n" + body;
        ByteArrayInputStream in = new ByteArrayInputStream(answer.getBytes(StandardCharsets.ISO_8859_1));
        return new String(Fetching.over(ADDRESS, in, sent, 100).body(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void asksForOneThingAndNoMore() throws IOException {
        fetch("", "");

        assertThat(sent.toString(StandardCharsets.US_ASCII)).isEqualTo("""
                        GET /a?b HTTP/1.1
                        Host: [2001:db8::1]:8443
                        Connection: close
                        Accept-Encoding: identity

                        """.replace("\n", "\r\n"));
    }

    @Test
    void aBodyEndsWhereItSaysOrWithTheConnection() throws IOException {
        assertThat(fetch("", "all of it")).isEqualTo("all of it");
        assertThat(fetch("Content-Length: 3\r\n", "all of it")).isEqualTo("all");
        assertThat(fetch("Content-Length: 0\r\n", "all of it")).isEmpty();
        assertThat(fetch("Transfer-Encoding: Chunked\r\n", "3\r\nall\r\n00B;x=y\r\n of it all \r\n0\r\n\r\n"))
                .isEqualTo("all of it all ");
        assertThat(fetch("Content-Length: 100\r\n", "x".repeat(100))).hasSize(100);
    }

    @Test
    @Tag("T-28")
    void aBodyThatIsLongerThanMayBeOrCutOrOfTwoLengthsIsRefused() {
        for (List<String> answer : List.of(
                List.of("", "x".repeat(101)),
                List.of("Content-Length: 101\r\n", "x".repeat(101)),
                List.of("Content-Length: 99999999999\r\n", ""),
                List.of("Content-Length: 3, 3\r\n", "all"),
                List.of("Content-Length: -3\r\n", "all"),
                List.of("Content-Length: +3\r\n", "all"),
                List.of("Content-Length: \r\n", "all"),
                List.of("Content-Length: 4\r\n", "all"),
                List.of("Content-Length: 3\r\nContent-Length: 3\r\n", "all"),
                List.of("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "all"),
                List.of("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"),
                List.of("Content-Encoding: gzip\r\n", "all"),
                List.of("Transfer-Encoding: chunked\r\n", "3\r\nall"),
                List.of("Transfer-Encoding: chunked\r\n", "3\r\nallx\r\n0\r\n"),
                List.of("Transfer-Encoding: chunked\r\n", "3\nall\r\n0\r\n"),
                List.of("Transfer-Encoding: chunked\r\n", "\r\n"),
                List.of("Transfer-Encoding: chunked\r\n", "0x3\r\nall\r\n0\r\n"),
                List.of("Transfer-Encoding: chunked\r\n", "64\r\n" + "x".repeat(100) + "\r\n1\r\nx\r\n0\r\n"),
                List.of("Transfer-Encoding: chunked\r\n", "0".repeat(300) + "\r\n"))) {
            assertThatThrownBy(() -> fetch(answer.get(0), answer.get(1)))
                    .as("%s", answer)
                    .isInstanceOf(IOException.class);
        }
    }
}
