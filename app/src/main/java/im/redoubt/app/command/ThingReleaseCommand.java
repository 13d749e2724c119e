package im.redoubt.app.command;

import im.redoubt.client.extension.Octets;
import im.redoubt.things.key.SigningKey;
import im.redoubt.things.update.Release;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signs a program for devices. */
@Command(
        name = "release",
        description =
                "Signs a program as its maker, and writes what devices are offered: which program it is, and that it"
                        + " is his.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  redoubt thing release --key maker.key --product panel --number 7 panel.jar > panel.jar.release",
            "  redoubt thing release --key maker.key --product panel --number 8 --replaces 7 panel.jar > panel.jar.release"
        })
final class ThingReleaseCommand extends TerminalCommand {
    @Parameters(paramLabel = "FILE", description = "The program.")
    private Path file = Path.of("");

    @Mixin
    private MakerKeyOptions key = new MakerKeyOptions();

    @Option(
            names = "--product",
            required = true,
            paramLabel = "NAME",
            description = "Which kind of device it is for: a-z, 0-9, hyphen and dot. Others refuse it.")
    private String product = "";

    @Option(
            names = "--number",
            required = true,
            paramLabel = "N",
            description = "Greater than that of any release before. Devices never go back.")
    private long number;

    @Option(
            names = "--replaces",
            paramLabel = "N",
            defaultValue = "0",
            description = "The least number of a program that it may replace; without: any.")
    private long replaces;

    ThingReleaseCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        Release release = release(terminal().directory().resolve(file));
        try (SigningKey signing = key.open(terminal())) {
            byte[] signed = release.sign(signing).toByteArray();
            terminal().out().write(signed, 0, signed.length);
            terminal().out().flush();
        }
        terminal()
                .err()
                .println("Signed " + product + " " + number + ": " + release.size() + " bytes, SHA-256 "
                        + HexFormat.of().formatHex(release.sha256().toByteArray()));
        return ExitCode.OK;
    }

    private Release release(Path program) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(program), sha256)) {
                long size = in.transferTo(OutputStream.nullOutputStream());
                return new Release(product, number, replaces, size, Octets.copyOf(sha256.digest()));
            }
        } catch (IOException e) {
            throw new CommandException(file + " cannot be read: " + e.getMessage() + ".");
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, "That is no release: " + e.getMessage() + ".");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
