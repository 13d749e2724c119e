package im.redoubt.client.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.ClientException;
import im.redoubt.client.RefusedException;
import im.redoubt.client.Rig;
import im.redoubt.client.text.SafeUrl;
import im.redoubt.client.text.Unverified;
import im.redoubt.client.text.Url;
import im.redoubt.client.trust.Trust;
import im.redoubt.xml.Element;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files by way of a web server on loopback that speaks real TLS (XEP-0363). Bytes move in the test's own thread. */
final class UploadsTest {
    private static final String NS = "urn:xmpp:http:upload:0";
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

    private final FileServer server = new FileServer("localhost");
    private final Rig rig = new Rig();
    private Uploads uploads = attached(server.trust(), Runnable::run);

    private Uploads attached(Trust trust, Executor executor) {
        Uploads made = rig.attach(Uploads.on(executor, trust));
        rig.connect();
        return made;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Upload file() {
        return Upload.of("photo.jpg", CONTENT).as("image/jpeg");
    }

    private void serviceIsFound(String more) {
        String own = rig.lastId();
        rig.answers("<query xmlns='http://jabber.org/protocol/disco#items'><item jid='files.example.org'/></query>");
        assertThat(rig.lastId()).isNotEqualTo(own);
        rig.answers(
                "<query xmlns='http://jabber.org/protocol/disco#info'><feature var='" + NS + "'/>" + more + "</query>");
    }

    private static String slot(String put, String get, String headers) {
        return "<slot xmlns='" + NS + "'><put url='" + put + "'>" + headers + "</put><get url='" + get + "'/></slot>";
    }

    private Transfer<SafeUrl> upload(Upload upload, String slot) {
        Transfer<SafeUrl> transfer = uploads.upload(upload);
        serviceIsFound("");
        rig.answers(slot);
        return transfer;
    }

    private static SafeUrl url(String text) {
        return Url.encode(Unverified.of(text)).accepted().orElseThrow();
    }

    @Test
    void fileGoesToItsPlaceAndItsAddressComesBack() {
        AtomicReference<String> got = new AtomicReference<>("");
        server.answers("/put", exchange -> {
            got.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8) + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + exchange.getRequestHeaders().getFirst("Content-Length"));
            exchange.sendResponseHeaders(201, -1);
        });
        Transfer<SafeUrl> transfer = uploads.upload(file());
        List<Long> progress = new ArrayList<>();
        transfer.progress().add(progress::add);
        serviceIsFound("");
        Element request = rig.lastSent().first(NS, "request").orElseThrow();
        assertThat(rig.lastSent().attribute("to")).contains("files.example.org");
        assertThat(request.attribute("filename")).contains("photo.jpg");
        assertThat(request.attribute("size")).contains("7");
        assertThat(request.attribute("content-type")).contains("image/jpeg");
        rig.answers(slot(server.url("/put?t=a%2Fb"), server.url("/get"), ""));
        assertThat(transfer.result().await().text()).isEqualTo(server.url("/get"));
        assertThat(got.get()).isEqualTo("content image/jpeg 7");
        assertThat(server.asked()).containsExactly("PUT /put?t=a%2Fb");
        assertThat(progress).containsExactly(7L);
    }

    @Test
    void serviceIsAskedForOnceAndToldThePurposeThatItKnows() {
        server.answers("/put", FileServer.status(201));
        Transfer<SafeUrl> first = uploads.upload(file().forUse(Purpose.PROFILE));
        serviceIsFound("<feature var='urn:xmpp:http:upload:purpose:0#profile'/>");
        assertThat(rig.lastSent().toString()).contains("<profile xmlns='urn:xmpp:http:upload:purpose:0'/>");
        rig.answers(slot(server.url("/put"), server.url("/get"), ""));
        assertThat(first.result()).isCompleted();
        rig.sent();
        uploads.upload(file());
        assertThat(rig.sent()).singleElement().asString().contains("<request").doesNotContain("purpose");
    }

    @Test
    void tooLargeAFileIsNotEvenAskedFor() {
        Transfer<SafeUrl> transfer = uploads.upload(file());
        rig.sent();
        rig.says("<iq/>");
        uploads.upload(file());
        serviceIsFound("<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE'><value>" + NS
                + "</value></field><field var='max-file-size'><value>6</value></field></x>");
        assertThat(transfer.result()).isNotDone();
        Transfer<SafeUrl> again = uploads.upload(file());
        assertThatThrownBy(again.result()::await).hasMessage("the service takes files of at most 6 bytes");
    }

    @Test
    void refusalOfTheServiceIsTheResult() {
        Transfer<SafeUrl> transfer = uploads.upload(file());
        serviceIsFound("");
        rig.refuses("not-acceptable");
        assertThatThrownBy(transfer.result()::await).isInstanceOf(RefusedException.class);
    }

    @Test
    void serverWithoutAServiceIsToldFromOneThatRefuses() {
        Transfer<SafeUrl> transfer = uploads.upload(file());
        rig.answers("<query xmlns='http://jabber.org/protocol/disco#items'/>");
        rig.answers("<query xmlns='http://jabber.org/protocol/disco#info'/>");
        assertThatThrownBy(transfer.result()::await).hasMessage("the server has no service for files");
    }

    /** ATTACKS 88 and section 12: in the clear, with a password, or what is no address at all. */
    @ParameterizedTest
    @CsvSource({
        "http://localhost/put, https://localhost/get",
        "https://localhost/put, http://localhost/get",
        "ftp://localhost/put, https://localhost/get",
        "file:///etc/passwd, https://localhost/get",
        "jar:https://localhost/a!/b, https://localhost/get",
        "//localhost/put, https://localhost/get",
        "https://user:word@localhost/put, https://localhost/get",
        "https://localhost/put, javascript:alert(1)",
        "'https://localhost/put\u0001', https://localhost/get",
        "'', https://localhost/get"
    })
    @Tag("X-88")
    void placeThatIsNotSafeIsNotUsed(String put, String get) {
        Transfer<SafeUrl> transfer = uploads.upload(file());
        serviceIsFound("");
        if (put.contains("\u0001")) {
            put = put.replace("\u0001", "&#10;");
        }
        rig.answers(slot(put, get, ""));
        assertThatThrownBy(transfer.result()::await).hasMessage("the service gave an address that is not safe to use");
        assertThat(server.asked()).isEmpty();
    }

    /** ATTACKS 88: three headers, without ends of lines. */
    @Test
    @Tag("X-88")
    void onlyAllowedHeadersGoWithTheFile() {
        AtomicReference<com.sun.net.httpserver.Headers> got = new AtomicReference<>();
        server.answers("/put", exchange -> {
            got.set(exchange.getRequestHeaders());
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(201, -1);
        });
        Transfer<SafeUrl> transfer = upload(
                file(),
                slot(
                        server.url("/put"),
                        server.url("/get"),
                        "<header name='Authorization'>Basic&#13;&#10;X-Evil: 1</header><header name='cookie'>a=b</header>"
                                + "<header name='Host'>evil.example</header><header name='X-Other'>1</header>"
                                + "<header name='Cookie: a&#10;X-Evil'>1</header>"
                                + "<header name='Content-Length'>1</header><header name='Transfer-Encoding'>chunked</header>"));
        assertThat(transfer.result()).isCompleted();
        assertThat(got.get().getFirst("Authorization")).isEqualTo("BasicX-Evil: 1");
        assertThat(got.get().getFirst("Cookie")).isEqualTo("a=b");
        assertThat(got.get()).doesNotContainKeys("X-evil", "X-other", "Transfer-encoding");
        assertThat(got.get().getFirst("Host")).startsWith("localhost");
        assertThat(got.get().getFirst("Content-Length")).isEqualTo("7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u00E9b", "a\tb", "long"})
    @Tag("X-88")
    void headerThatCannotBeOneEndsIt(String value) {
        String sent = value.equals("long") ? "x".repeat(8_193) : value;
        Transfer<SafeUrl> transfer = upload(
                file(), slot(server.url("/put"), server.url("/get"), "<header name='Cookie'>" + sent + "</header>"));
        assertThatThrownBy(transfer.result()::await).hasMessageContaining("header");
        assertThat(server.asked()).isEmpty();
    }

    /** ATTACKS 88: what was meant for one host, its headers among it, does not go to another one. */
    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    @Tag("X-88")
    void fileDoesNotFollowARedirection(int status) {
        server.answers("/put", FileServer.redirect(status, server.url("/else")));
        server.answers("/else", FileServer.status(201));
        Transfer<SafeUrl> transfer = upload(file(), slot(server.url("/put"), server.url("/get"), ""));
        assertThatThrownBy(transfer.result()::await)
                .isInstanceOfSatisfying(
                        TransferException.class, why -> assertThat(why.status()).isEqualTo(status));
        assertThat(server.asked()).containsExactly("PUT /put");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 413, 500})
    void whatTheWebServerDoesNotTakeIsNotUploaded(int status) {
        server.answers("/put", FileServer.status(status));
        Transfer<SafeUrl> transfer = upload(file(), slot(server.url("/put"), server.url("/get"), ""));
        assertThatThrownBy(transfer.result()::await).isInstanceOf(TransferException.class);
    }

    /** LIB-05: another name, and another authority. */
    @Test
    @Tag("X-88")
    @Tag("LIB-05")
    void hostThatDoesNotProveWhoItIsGetsNothing() {
        try (FileServer other = new FileServer("files.example.org")) {
            other.answers("/put", FileServer.status(201));
            uploads = attachedAgain(other.trust());
            Transfer<SafeUrl> transfer = upload(file(), slot(other.url("/put"), other.url("/get"), ""));
            assertThatThrownBy(transfer.result()::await).isInstanceOf(TransferException.class);
            assertThat(other.asked()).isEmpty();
        }
        server.answers("/put", FileServer.status(201));
        Uploads suspicious = attachedAgain(Trust.pkix());
        Transfer<Long> transfer = suspicious.download(url(server.url("/put")), 10, new ByteArrayOutputStream());
        assertThatThrownBy(transfer.result()::await).isInstanceOf(TransferException.class);
        assertThat(server.asked()).isEmpty();
    }

    private Uploads attachedAgain(Trust trust) {
        return rig.attach(Uploads.on(Runnable::run, trust));
    }

    @Test
    void fileWithAnotherSizeThanWasSaidIsAnError() {
        server.answers("/put", FileServer.status(201));
        Upload shorter = Upload.of("a", 8, () -> new java.io.ByteArrayInputStream(CONTENT));
        assertThatThrownBy(upload(shorter, slot(server.url("/put"), server.url("/get"), ""))
                        .result()::await)
                .isInstanceOf(TransferException.class);
        Upload longer = Upload.of("a", 6, () -> new java.io.ByteArrayInputStream(CONTENT));
        Transfer<SafeUrl> transfer = uploads.upload(longer);
        rig.answers(slot(server.url("/put"), server.url("/get"), ""));
        assertThatThrownBy(transfer.result()::await).hasMessage("the file does not have as many bytes as was said");
    }

    @Test
    void whatIsThereIsDownloaded() {
        server.answers("/get", exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT);
        });
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        assertThat(uploads.download(url(server.url("/get")), 7, sink).result().await())
                .isEqualTo(7);
        assertThat(sink.toByteArray()).isEqualTo(CONTENT);
        assertThatThrownBy(uploads.download(url(server.url("/get")), 6, sink).result()::await)
                .hasMessage("there are more than 6 bytes");
    }

    /** ATTACKS 88: a server that does not say how much it sends, sends without end, or says less than it sends. */
    @Test
    @Tag("X-88")
    @Tag("LIB-08")
    void noMoreIsReadThanWasAskedFor() {
        server.answers("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                while (true) {
                    exchange.getResponseBody().write(new byte[64 * 1024]);
                }
            } catch (java.io.IOException gone) {
                return; // the client has enough
            }
        });
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        Transfer<Long> transfer = uploads.download(url(server.url("/endless")), 1_000_000, sink);
        assertThatThrownBy(transfer.result()::await).hasMessage("there are more than 1000000 bytes");
        assertThat(sink.size()).isEqualTo(1_000_000);
        server.answers("/large", exchange -> FileServer.bytes(exchange, 5_000, 5_000));
        sink.reset();
        assertThatThrownBy(
                        uploads.download(url(server.url("/large")), 4_999, sink).result()::await)
                .isInstanceOf(TransferException.class);
        assertThat(sink.size()).isZero();
    }

    @Test
    @Tag("X-88")
    void whatIsPackedIsNotUnpacked() {
        server.answers("/packed", exchange -> {
            assertThat(exchange.getRequestHeaders().getFirst("Accept-Encoding")).isEqualTo("identity");
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            FileServer.bytes(exchange, 5, 5);
        });
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        assertThatThrownBy(
                        uploads.download(url(server.url("/packed")), 100, sink).result()::await)
                .isInstanceOf(TransferException.class);
        assertThat(sink.size()).isZero();
    }

    @Test
    void answerThatEndsEarlyIsAnError() {
        server.answers("/short", exchange -> FileServer.bytes(exchange, 50, 5));
        assertThatThrownBy(uploads.download(url(server.url("/short")), 100, new ByteArrayOutputStream())
                        .result()::await)
                .isInstanceOf(TransferException.class);
    }

    @Test
    void downloadFollowsToSafeAddressesAFewTimes() {
        server.answers("/a", FileServer.redirect(302, server.url("/b")));
        server.answers("/b", exchange -> FileServer.bytes(exchange, 5, 5));
        assertThat(uploads.download(url(server.url("/a")), 5, new ByteArrayOutputStream())
                        .result()
                        .await())
                .isEqualTo(5);
        server.answers("/round", FileServer.redirect(302, server.url("/round")));
        assertThatThrownBy(uploads.download(url(server.url("/round")), 5, new ByteArrayOutputStream())
                        .result()::await)
                .hasMessageContaining("from one address to the next");
        assertThat(server.asked()).hasSize(2 + 1 + Web.MOST_REDIRECTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost/x", "file:///etc/passwd", "/relative", "https://a@b@localhost/", ""})
    @Tag("X-88")
    void downloadFollowsToNothingElse(String location) {
        server.answers("/a", FileServer.redirect(302, location));
        assertThatThrownBy(uploads.download(url(server.url("/a")), 5, new ByteArrayOutputStream())
                        .result()::await)
                .hasMessageContaining("not safe to use");
    }

    @Test
    @Tag("X-88")
    void addressInTheClearIsNotFollowed() {
        Transfer<Long> transfer = uploads.download(url("http://localhost:1/x"), 5, new ByteArrayOutputStream());
        assertThatThrownBy(transfer.result()::await).hasMessage("files move by https only");
    }

    @Test
    void transferIsCancelled() {
        List<Runnable> later = new ArrayList<>();
        Uploads waiting = rig.attach(Uploads.on(later::add, server.trust()));
        Transfer<Long> transfer = waiting.download(url(server.url("/a")), 5, new ByteArrayOutputStream());
        transfer.cancel();
        assertThatThrownBy(transfer.result()::await).isInstanceOf(ClientException.class);
        later.forEach(Runnable::run);
        assertThat(server.asked()).isEmpty();
        Transfer<Long> under = uploads.download(url(server.url("/slow")), 1 << 20, new ByteArrayOutputStream());
        assertThat(under.result()).isCompletedExceptionally();
    }

    @Test
    void transferIsCancelledUnderWay() {
        AtomicReference<Transfer<Long>> transfer = new AtomicReference<>();
        List<Runnable> later = new ArrayList<>();
        Uploads waiting = rig.attach(Uploads.on(later::add, server.trust()));
        server.answers("/get", exchange -> FileServer.bytes(exchange, 1 << 20, 1 << 20));
        ByteArrayOutputStream sink = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int from, int length) {
                transfer.get().cancel();
                super.write(bytes, from, length);
            }
        };
        transfer.set(waiting.download(url(server.url("/get")), 1 << 20, sink));
        later.forEach(Runnable::run);
        assertThatThrownBy(transfer.get().result()::await).hasMessage("the transfer was cancelled");
        assertThat(sink.size()).isLessThan(1 << 20);
    }

    @Test
    void fullExecutorIsAFailure() {
        Uploads full = rig.attach(Uploads.on(
                task -> {
                    throw new RejectedExecutionException();
                },
                server.trust()));
        assertThatThrownBy(full.download(url(server.url("/a")), 5, new ByteArrayOutputStream())
                        .result()::await)
                .isInstanceOf(ClientException.class);
    }

    /** ATTACKS 88: names with directories, and others that mean something to whoever keeps the file. */
    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../x", "a/b", "a\\b", "c:x", "a\u0000b", "a\nb", "a\uD800", "\uDC00\uD800"})
    @Tag("X-88")
    void nameWithDirectoriesIsNone(String name) {
        assertThatThrownBy(() -> Upload.of(name, CONTENT)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void uploadIsChecked() {
        assertThat(Upload.of("\uD83C\uDF75.txt", CONTENT).toString()).isEqualTo("file of 7 bytes");
        assertThatThrownBy(() -> Upload.of("n".repeat(256), CONTENT)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Upload.of("a", -1, () -> new java.io.ByteArrayInputStream(CONTENT)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> file().as("image")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> file().as("image/jpeg\r\nX: y")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> uploads.download(url("https://localhost/"), -1, new ByteArrayOutputStream()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
