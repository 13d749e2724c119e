package im.redoubt.server.alert;

import im.redoubt.server.settings.AlertRule.Threshold;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What programs read of an alert in a message: the element {@code alert} of our namespace. Only the server may say it. */
public final class AlertElement {
    /** The namespace. */
    public static final String NAMESPACE = "urn:redoubt:alert:1";

    private static final String NAME = "alert";

    private AlertElement() {}

    static Element of(Alert alert) {
        Subject subject = Subject.of(alert.event());
        Threshold threshold = alert.rule().threshold();
        return Element.named(NAMESPACE, NAME)
                .attribute("rule", alert.rule().name().text())
                .attribute("event", alert.name().action())
                .attribute("reason", alert.name().reason())
                .attribute("count", Integer.toString(threshold.count()))
                .attribute("within", Long.toString(threshold.within().toSeconds()))
                .attribute("at", alert.time().truncatedTo(ChronoUnit.MILLIS).toString())
                .attribute("held-back", Long.toString(alert.heldBack()))
                .attribute("source", subject.network())
                .attribute("account", subject.account().map(Object::toString))
                .attribute("test", alert.origin() == Alert.Origin.TEST ? Optional.of("true") : Optional.empty())
                .build();
    }

    /** Returns whether there is one in {@code content}. */
    public static boolean isIn(XmlContent content) {
        return content.has(NAMESPACE, NAME);
    }

    /** Returns whether {@code child} is one. */
    public static boolean isAlert(Element child) {
        return child.is(NAMESPACE, NAME);
    }
}
