package im.redoubt.app;

import im.redoubt.app.command.RedoubtCommand;
import im.redoubt.app.command.Terminal;
import im.redoubt.server.HeadStart;

/** Where the program begins. */
public final class Main {
    private Main() {}

    /**
     * Runs one command and exits with its code.
     *
     * @param args the command and its options
     */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("up")) {
            HeadStart.begin();
        }
        System.exit(RedoubtCommand.run(Terminal.system(), args));
    }
}
