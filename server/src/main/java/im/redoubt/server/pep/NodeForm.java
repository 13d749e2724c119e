package im.redoubt.server.pep;

import im.redoubt.protocol.payload.DataForm;
import im.redoubt.protocol.payload.DataForm.Field;
import im.redoubt.server.store.AccessModel;
import im.redoubt.server.store.LastItem;
import im.redoubt.server.store.NodeConfiguration;
import im.redoubt.xml.Element;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The configuration of a node as a form (XEP-0060 sections 8.2, 7.1.5 and 16.4.4). */
final class NodeForm {
    private static final String PREFIX = "pubsub#";
    private static final String FORM_TYPE = "FORM_TYPE";
    private static final String MAX = "max";
    private static final String GROUPS = PREFIX + "roster_groups_allowed";

    /** How many groups of the roster one node is for. */
    private static final int MOST_GROUPS = 100;

    private final int mostItems;

    /** Reads and writes forms where a node keeps {@code mostItems} at most. */
    NodeForm(int mostItems) {
        this.mostItems = mostItems;
    }

    /** What a form asks for. */
    sealed interface Reading {
        /**
         * A change.
         *
         * @param to makes of one configuration that which was asked for
         */
        record Change(UnaryOperator<NodeConfiguration> to) implements Reading {}

        /** Nothing is to change. */
        record Cancelled() implements Reading {}

        /** An access model that is not offered. */
        record WrongAccess() implements Reading {}

        /** A field that is not known, or a value that it cannot have. */
        record Wrong() implements Reading {}
    }

    /**
     * Reads a form.
     *
     * @param around the element that it is in
     * @param type its {@code FORM_TYPE}
     */
    Reading read(Element around, String type) {
        Optional<Element> element = around.first(DataForm.NAMESPACE, "x");
        if (element.isEmpty()) {
            return new Reading.Change(UnaryOperator.identity());
        }
        Optional<DataForm> form = DataForm.read(element.get());
        if (form.filter(one -> one.type().equals("cancel")).isPresent()) {
            return new Reading.Cancelled();
        }
        return form.filter(one -> one.type().equals("submit") || one.type().isEmpty())
                .filter(one -> one.value(FORM_TYPE)
                        .map(type::equals)
                        .orElse(one.values(FORM_TYPE).isEmpty()))
                .map(this::changes)
                .orElseGet(Reading.Wrong::new);
    }

    private Reading changes(DataForm form) {
        UnaryOperator<NodeConfiguration> all = UnaryOperator.identity();
        for (Field field : form.fields()) {
            if (field.name().equals(FORM_TYPE)) {
                continue;
            }
            Reading one = field.name().equals(GROUPS) ? groups(field.values()) : single(field);
            if (!(one instanceof Reading.Change(UnaryOperator<NodeConfiguration> next))) {
                return one;
            }
            UnaryOperator<NodeConfiguration> before = all;
            all = configuration -> next.apply(before.apply(configuration));
        }
        return new Reading.Change(all);
    }

    private Reading single(Field field) {
        return field.values().size() == 1 ? change(field.name(), field.values().get(0)) : new Reading.Wrong();
    }

    /** Section 16.4.4, {@code pubsub#roster_groups_allowed}. */
    private static Reading groups(List<String> values) {
        List<String> groups = values.stream().distinct().toList();
        return groups.size() <= MOST_GROUPS && groups.stream().allMatch(OwnNodes::isName)
                ? new Reading.Change(now -> now.withGroups(groups))
                : new Reading.Wrong();
    }

    private Reading change(String name, String value) {
        return switch (name) {
            case PREFIX + "access_model" ->
                access(value)
                        .<Reading>map(access -> new Reading.Change(now -> now.withAccess(access)))
                        .orElseGet(Reading.WrongAccess::new);
            case PREFIX + "max_items" -> of(items(value), (now, items) -> now.withMaxItems(items));
            case PREFIX + "send_last_published_item" -> of(lastItem(value), (now, when) -> now.withLastItem(when));
            case PREFIX + "persist_items" -> of(flag(value), (now, yes) -> now.withPersistence(yes));
            case PREFIX + "deliver_payloads" -> of(flag(value), (now, yes) -> now.withPayloads(yes));
            case PREFIX + "notify_retract" -> of(flag(value), (now, yes) -> now.withRetractionTold(yes));
            case PREFIX + "notify_delete" -> of(flag(value), (now, yes) -> now.withDeletionTold(yes));
            default -> new Reading.Wrong();
        };
    }

    private interface Setter<V> {
        NodeConfiguration set(NodeConfiguration now, V value);
    }

    private static <V> Reading of(Optional<V> value, Setter<V> setter) {
        return value.<Reading>map(known -> new Reading.Change(now -> setter.set(now, known)))
                .orElseGet(Reading.Wrong::new);
    }

    private static Optional<AccessModel> access(String value) {
        return switch (value) {
            case "open" -> Optional.of(AccessModel.OPEN);
            case "presence" -> Optional.of(AccessModel.PRESENCE);
            case "whitelist" -> Optional.of(AccessModel.WHITELIST);
            case "roster" -> Optional.of(AccessModel.ROSTER);
            default -> Optional.empty();
        };
    }

    private static String word(AccessModel access) {
        return switch (access) {
            case OPEN -> "open";
            case PRESENCE -> "presence";
            case WHITELIST -> "whitelist";
            case ROSTER -> "roster";
        };
    }

    private static Optional<LastItem> lastItem(String value) {
        return switch (value) {
            case "never" -> Optional.of(LastItem.NEVER);
            case "on_sub" -> Optional.of(LastItem.ON_SUBSCRIPTION);
            case "on_sub_and_presence" -> Optional.of(LastItem.ON_SUBSCRIPTION_AND_PRESENCE);
            default -> Optional.empty();
        };
    }

    private static String word(LastItem when) {
        return switch (when) {
            case NEVER -> "never";
            case ON_SUBSCRIPTION -> "on_sub";
            case ON_SUBSCRIPTION_AND_PRESENCE -> "on_sub_and_presence";
        };
    }

    /** More than are kept is refused, not cut: a client would believe that all it publishes is there. */
    private Optional<Integer> items(String value) {
        if (value.equals(MAX)) {
            return Optional.of(NodeConfiguration.AS_MANY_AS_FIT);
        }
        return Numbers.read(value).filter(number -> number >= 1 && number <= mostItems);
    }

    private static Optional<Boolean> flag(String value) {
        return switch (value) {
            case "1", "true" -> Optional.of(true);
            case "0", "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /**
     * Returns the form with the values that a node has.
     *
     * @param now how the node behaves
     * @param rosterGroups the groups of the owner's roster, from which to choose
     */
    static DataForm of(NodeConfiguration now, List<String> rosterGroups) {
        String items = now.maxItems() == NodeConfiguration.AS_MANY_AS_FIT ? MAX : Integer.toString(now.maxItems());
        return new DataForm(
                "form",
                List.of(
                        Field.hidden(FORM_TYPE, PubSub.NODE_CONFIG),
                        Field.choice(
                                PREFIX + "access_model",
                                word(now.access()),
                                Arrays.stream(AccessModel.values())
                                        .map(NodeForm::word)
                                        .toList()),
                        new Field(GROUPS, "list-multi", "", false, now.groups(), rosterGroups),
                        Field.of(PREFIX + "max_items", "text-single", List.of(items)),
                        Field.choice(
                                PREFIX + "send_last_published_item",
                                word(now.lastItem()),
                                Arrays.stream(LastItem.values())
                                        .map(NodeForm::word)
                                        .toList()),
                        flag("persist_items", now.persistent()),
                        flag("deliver_payloads", now.payloads()),
                        flag("notify_retract", now.tellsRetraction()),
                        flag("notify_delete", now.tellsDeletion())));
    }

    private static Field flag(String name, boolean value) {
        return Field.of(PREFIX + name, "boolean", List.of(value ? "1" : "0"));
    }
}
