package im.redoubt.server.alert;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.server.event.AdministrationAction;
import im.redoubt.server.event.AlertFailure;
import im.redoubt.server.event.SecurityEvent;
import im.redoubt.server.settings.AlertRecipient;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * Sends alerts as messages of the server. Of the type normal, which is kept for who is off line (RFC 6121 section 8.5.2.2.1),
 * with a text for people and an element for programs.
 */
final class MessageWay {
    private final BareJid domain;
    private final Mailer mailer;

    MessageWay(BareJid domain, Mailer mailer) {
        this.domain = domain;
        this.mailer = mailer;
    }

    /** Sends an alert to everybody whom its rule names; each stage is complete when it is known what became of it. */
    List<CompletionStage<Outcome>> send(Alert alert) {
        List<CompletionStage<Outcome>> all = new ArrayList<>();
        Message message = message(alert);
        for (BareJid account : recipients(alert)) {
            String way = "xmpp:" + account;
            all.add(mailer.send(account, message)
                    .handle((delivery, failure) -> failure == null
                            ? outcome(way, delivery)
                            : Outcome.failed(way, AlertFailure.NOT_KEPT, "the store failed")));
        }
        return all;
    }

    private Set<BareJid> recipients(Alert alert) {
        Set<BareJid> all = new LinkedHashSet<>();
        for (AlertRecipient recipient : alert.rule().to()) {
            switch (recipient) {
                case AlertRecipient.Somebody somebody -> all.add(somebody.account());
                case AlertRecipient.Administrators() -> administrators(alert).forEach(all::add);
            }
        }
        return all;
    }

    /** Whether somebody ought to be an administrator is asked of the others. */
    private Stream<BareJid> administrators(Alert alert) {
        Optional<BareJid> himself = alert.event() instanceof SecurityEvent.Administration event
                        && event.action() == AdministrationAction.ADMINISTRATOR_ADDED
                ? event.target()
                : Optional.empty();
        return mailer.administrators().stream().filter(account -> !himself.equals(Optional.of(account)));
    }

    private Message message(Alert alert) {
        XmlContent content = XmlContent.of(
                Stanza.CLIENT_NAMESPACE,
                List.of(
                        Element.named(Stanza.CLIENT_NAMESPACE, "body")
                                .text(AlertText.of(alert, domain))
                                .build(),
                        AlertElement.of(alert)));
        return new Message(StanzaHeader.EMPTY, MessageType.NORMAL, content);
    }

    private static Outcome outcome(String way, Mailer.Delivery delivery) {
        return switch (delivery) {
            case DELIVERED -> Outcome.done(way, "delivered");
            case WAITS -> Outcome.done(way, "waits until the account comes on line");
            case ARCHIVED ->
                Outcome.failed(
                        way,
                        AlertFailure.MAILBOX_FULL,
                        "as many messages wait for the account as may; it is in the archive only");
            case FULL -> Outcome.failed(way, AlertFailure.MAILBOX_FULL, "the account keeps as many messages as it may");
            case NOT_KEPT -> Outcome.failed(way, AlertFailure.NOT_KEPT, "the store did not keep it");
            case NO_ACCOUNT -> Outcome.failed(way, AlertFailure.NO_ACCOUNT, "there is no such account");
        };
    }
}
