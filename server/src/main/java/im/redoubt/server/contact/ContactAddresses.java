package im.redoubt.server.contact;

import im.redoubt.server.settings.ContactSettings;
import im.redoubt.xml.Element;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Whom to write to about this server, as a form in its disco (XEP-0157 version 1.1.2). */
public final class ContactAddresses {
    private static final String DATA = "jabber:x:data";
    private static final String FORM_TYPE = "http://jabber.org/network/serverinfo";

    private ContactAddresses() {}

    /** Returns the form, if there is anybody to write to. */
    public static Optional<Element> form(ContactSettings contacts) {
        Element.Builder form = Element.named(DATA, "x").attribute("type", "result");
        form.child(Element.named(DATA, "field")
                .attribute("var", "FORM_TYPE")
                .attribute("type", "hidden")
                .child(DATA, "value", FORM_TYPE)
                .build());
        int before = form.build().children().size();
        add(form, "abuse-addresses", contacts.abuse());
        add(form, "admin-addresses", contacts.admin());
        add(form, "feedback-addresses", contacts.feedback());
        add(form, "sales-addresses", contacts.sales());
        add(form, "security-addresses", contacts.security());
        add(form, "status-addresses", contacts.status());
        add(form, "support-addresses", contacts.support());
        Element filled = form.build();
        return filled.children().size() > before ? Optional.of(filled) : Optional.empty();
    }

    private static void add(Element.Builder form, String name, List<URI> addresses) {
        if (addresses.isEmpty()) {
            return;
        }
        Element.Builder field =
                Element.named(DATA, "field").attribute("var", name).attribute("type", "list-multi");
        addresses.forEach(address -> field.child(DATA, "value", address.toString()));
        form.child(field.build());
    }
}
