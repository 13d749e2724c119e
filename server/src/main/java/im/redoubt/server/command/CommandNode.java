package im.redoubt.server.command;

import im.redoubt.protocol.payload.DataForm;
import im.redoubt.server.disco.DiscoNode;
import im.redoubt.server.feature.Request;
import im.redoubt.xml.Element;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** One command (XEP-0050 section 2.3); unknown to whoever may not use it. */
final class CommandNode implements DiscoNode {
    private static final String INFO = "http://jabber.org/protocol/disco#info";
    private final Command command;
    private final Commands.Permission permission;

    CommandNode(Command command, Commands.Permission permission) {
        this.command = command;
        this.permission = permission;
    }

    @Override
    public String name() {
        return command.node();
    }

    @Override
    public CompletionStage<List<Element>> items(Request request) {
        return Commands.now(List.of());
    }

    @Override
    public CompletionStage<Optional<Element>> info(Request request) {
        Element info = Element.named(INFO, "query")
                .attribute("node", name())
                .child(Element.named(INFO, "identity")
                        .attribute("category", "automation")
                        .attribute("type", "command-node")
                        .attribute("name", command.name())
                        .build())
                .child(feature(Commands.NAMESPACE))
                .child(feature(DataForm.NAMESPACE))
                .build();
        return permission.orElse(request, Optional.of(info), Optional.empty());
    }

    private static Element feature(String name) {
        return Element.named(INFO, "feature").attribute("var", name).build();
    }
}
