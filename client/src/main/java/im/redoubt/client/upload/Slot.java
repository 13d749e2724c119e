package im.redoubt.client.upload;

import im.redoubt.client.ClientException;
import im.redoubt.client.text.SafeUrl;
import im.redoubt.client.text.Unverified;
import im.redoubt.client.text.Url;
import im.redoubt.client.text.UrlScheme;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.xml.Element;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A place for a file, as a service gives it (XEP-0363 section 5): it says what is sent to a web server, so nothing of it is taken as it
 * comes (section 12, ATTACKS 88).
 */
final class Slot {
    /** How many headers may go with a file, and how long they may be. */
    private static final int MOST_HEADERS = 10;

    private static final int MOST_CHARS = 8_192;

    /** Section 5: these and no others. */
    private static final List<String> ALLOWED = Arrays.asList("authorization", "cookie", "expires");

    private static final Url SECURE = Url.only(EnumSet.of(UrlScheme.HTTPS));

    private final SafeUrl put;
    private final SafeUrl get;
    private final List<Header> headers;

    /** A header, which may hold a secret. */
    static final class Header {
        private final String name;
        private final String value;

        Header(String name, String value) {
            this.name = name;
            this.value = value;
        }

        String name() {
            return name;
        }

        String value() {
            return value;
        }

        /** Returns the name only. */
        @Override
        public String toString() {
            return name;
        }
    }

    private Slot(SafeUrl put, SafeUrl get, List<Header> headers) {
        this.put = put;
        this.get = get;
        this.headers = headers;
    }

    /**
     * Reads an answer.
     *
     * @throws ClientException if it gives no place, or one that would not be safe
     */
    static Slot read(IqResponse response) {
        Optional<Element> slot = response.content().first(UploadService.NAMESPACE, "slot");
        Element put = slot.flatMap(place -> place.first(UploadService.NAMESPACE, "put"))
                .orElseThrow(() -> new ClientException("the service gave no place for the file"));
        Optional<Element> get = slot.flatMap(place -> place.first(UploadService.NAMESPACE, "get"));
        return new Slot(url(Optional.of(put)), url(get), headers(put));
    }

    private static SafeUrl url(Optional<Element> place) {
        return place.flatMap(element -> element.attribute("url"))
                .flatMap(Slot::secure)
                .orElseThrow(() -> new ClientException("the service gave an address that is not safe to use"));
    }

    /** Returns the address, if it is one that begins with {@code https}. */
    static Optional<SafeUrl> secure(String address) {
        return Unverified.of(address, Url.MOST_CHARS)
                .flatMap(text -> SECURE.read(text).accepted());
    }

    private static List<Header> headers(Element put) {
        List<Header> headers = new ArrayList<>();
        for (Element header : put.children(UploadService.NAMESPACE, "header")) {
            String name = withoutLineEnds(header.attribute("name").orElse(""));
            String value = withoutLineEnds(header.text()).trim();
            if (!ALLOWED.contains(name.toLowerCase(Locale.ROOT))) {
                continue; // section 12: it is not sent, and the upload goes on without it
            }
            if (headers.size() >= MOST_HEADERS || value.length() > MOST_CHARS || !isPrintable(value)) {
                throw new ClientException("the service wants a header sent that cannot be one");
            }
            headers.add(new Header(name, value));
        }
        return Collections.unmodifiableList(headers);
    }

    /** Section 12: they are taken out. */
    private static String withoutLineEnds(String text) {
        return text.replace("\r", "").replace("\n", "");
    }

    private static boolean isPrintable(String value) {
        return value.chars().allMatch(c -> c >= ' ' && c < 0x7F);
    }

    SafeUrl put() {
        return put;
    }

    SafeUrl get() {
        return get;
    }

    List<Header> headers() {
        return headers;
    }
}
