package im.redoubt.client.upload;

import im.redoubt.client.form.Form;
import im.redoubt.client.form.FormField;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.payload.DataForm;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.xml.Element;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A service that takes files.
 *
 * @param address whom to ask
 * @param mostBytes how large a file may be, if it says so
 * @param purposes what for
 */
record UploadService(Jid address, OptionalLong mostBytes, Set<Purpose> purposes) {
    static final String NAMESPACE = "urn:xmpp:http:upload:0";
    static final String INFO = "http://jabber.org/protocol/disco#info";

    /** Reads what somebody says of himself (XEP-0363 section 3), if he takes files. */
    static Optional<UploadService> read(Jid address, IqResponse response) {
        Optional<Element> query = response.content().first(INFO, "query").filter(info -> has(info, NAMESPACE));
        return query.map(info -> {
            EnumSet<Purpose> purposes = EnumSet.noneOf(Purpose.class);
            for (Purpose purpose : Purpose.values()) {
                if (has(info, purpose.feature())) {
                    purposes.add(purpose);
                }
            }
            return new UploadService(address, most(info), purposes);
        });
    }

    private static boolean has(Element info, String feature) {
        return info.children(INFO, "feature").stream()
                .anyMatch(one -> one.attribute("var").equals(Optional.of(feature)));
    }

    private static OptionalLong most(Element info) {
        for (Element x : info.children(DataForm.NAMESPACE, "x")) {
            Optional<Long> most = Form.read(x)
                    .filter(form -> form.isOfType(NAMESPACE))
                    .flatMap(form -> form.field("max-file-size"))
                    .flatMap(FormField::value)
                    .flatMap(value -> value.parse(UploadService::number));
            if (most.isPresent()) {
                return OptionalLong.of(most.get());
            }
        }
        return OptionalLong.empty();
    }

    private static Optional<Long> number(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }
}
