package im.redoubt.server.settings;

import java.net.URI;
import java.util.List;

/**
 * Whom to write to about this service, as disco tells everybody (XEP-0157). Each is a list of URIs.
 *
 * @param abuse about what users of this service do
 * @param admin those who run it
 * @param feedback wishes
 * @param sales offers
 * @param security holes in it
 * @param status whether it runs
 * @param support help with it
 */
public record ContactSettings(
        List<URI> abuse,
        List<URI> admin,
        List<URI> feedback,
        List<URI> sales,
        List<URI> security,
        List<URI> status,
        List<URI> support) {

    private static final SettingType<List<URI>> URIS =
            Types.list("URIs like \"mailto:help@example.org\" or \"xmpp:help@example.org\"", ContactSettings::contact);

    static final Key<List<URI>> ABUSE = key("abuse", "what users of this service do");
    static final Key<List<URI>> ADMIN = key("admin", "anything, to those who run it");
    static final Key<List<URI>> FEEDBACK = key("feedback", "wishes");
    static final Key<List<URI>> SALES = key("sales", "offers");
    static final Key<List<URI>> SECURITY = key("security", "holes in it");
    static final Key<List<URI>> STATUS = key("status", "whether it runs");
    static final Key<List<URI>> SUPPORT = key("support", "help with it");

    static final List<Key<?>> KEYS = List.of(ABUSE, ADMIN, FEEDBACK, SALES, SECURITY, STATUS, SUPPORT);

    static ContactSettings from(SettingValues values) {
        return new ContactSettings(
                values.get(ABUSE),
                values.get(ADMIN),
                values.get(FEEDBACK),
                values.get(SALES),
                values.get(SECURITY),
                values.get(STATUS),
                values.get(SUPPORT));
    }

    private static Key<List<URI>> key(String kind, String about) {
        return Key.of(
                "contact." + kind,
                URIS,
                List.of(),
                "Where to write about " + about + ", as everybody can ask (XEP-0157).");
    }

    private static URI contact(String text) {
        URI uri = URI.create(text);
        if (!uri.isAbsolute()) {
            throw new IllegalArgumentException(
                    "A contact is a URI: put \"mailto:\", \"xmpp:\" or \"https:\" before it.");
        }
        return uri;
    }
}
