package im.redoubt.server.store;

import java.util.function.Predicate;

/**
 * An item on its way into a node.
 *
 * @param node the node's name
 * @param id the item's name; an item of the same name is replaced
 * @param payload the element, as canonical bytes in no namespace
 * @param initial how the node is to behave if there is none yet
 * @param expected what a node that is there must be like (XEP-0060 section 7.1.5)
 */
public record Publication(
        String node, String id, Blob payload, NodeConfiguration initial, Predicate<PersonalNode> expected) {}
