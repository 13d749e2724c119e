package im.redoubt.server.command;

import im.redoubt.server.disco.DiscoNode;
import im.redoubt.server.feature.Request;
import im.redoubt.xml.Element;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The list of commands (XEP-0050 section 2.2); empty for whoever may use none. */
final class CommandList implements DiscoNode {
    private static final String ITEMS = "http://jabber.org/protocol/disco#items";
    private static final String INFO = "http://jabber.org/protocol/disco#info";
    private final List<Command> commands;
    private final Commands.Permission permission;

    CommandList(List<Command> commands, Commands.Permission permission) {
        this.commands = commands;
        this.permission = permission;
    }

    @Override
    public String name() {
        return Commands.NAMESPACE;
    }

    @Override
    public CompletionStage<List<Element>> items(Request request) {
        List<Element> items = commands.stream()
                .map(command -> Element.named(ITEMS, "item")
                        .attribute("jid", request.target().toString())
                        .attribute("node", command.node())
                        .attribute("name", command.name())
                        .build())
                .toList();
        return permission.orElse(request, items, List.of());
    }

    @Override
    public CompletionStage<Optional<Element>> info(Request request) {
        return Commands.now(Optional.of(Element.named(INFO, "query")
                .attribute("node", name())
                .child(Element.named(INFO, "identity")
                        .attribute("category", "automation")
                        .attribute("type", "command-list")
                        .build())
                .build()));
    }
}
