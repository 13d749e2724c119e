package im.redoubt.app;

import im.redoubt.app.command.RedoubtCommand;
import im.redoubt.app.command.Terminal;

/** Where the program begins. */
public final class Main {
    private Main() {}

    /**
     * Runs one command and exits with its code.
     *
     * @param args the command and its options
     */
    public static void main(String[] args) {
        System.exit(RedoubtCommand.run(Terminal.system(), args));
    }
}
