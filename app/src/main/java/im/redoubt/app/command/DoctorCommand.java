package im.redoubt.app.command;

import im.redoubt.app.doctor.Doctor;
import im.redoubt.app.doctor.Finding;
import im.redoubt.app.doctor.SystemLookup;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Command;

/** Looks whether everything around the service is as it should be. */
@Command(
        name = "doctor",
        description =
                "Checks DNS, listeners, certificate, clock, permissions, disk and open files, and says what to do."
                        + " Exit code 1 when something is bad.",
        footerHeading = "%nExamples:%n",
        footer = {"  redoubt doctor", "  redoubt doctor --config redoubt.toml"})
final class DoctorCommand extends ServiceCommand {
    DoctorCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        List<Finding> findings = new Doctor(settings(), new SystemLookup(), InstantSource.system()).examine();
        findings.forEach(this::print);
        return findings.stream().anyMatch(finding -> finding.verdict() == Finding.Verdict.BAD)
                ? ExitCode.FAILURE
                : ExitCode.OK;
    }

    private void print(Finding finding) {
        String mark = switch (finding.verdict()) {
            case OK -> terminal().paint(Terminal.Style.GOOD, "ok  ");
            case WARN -> terminal().paint(Terminal.Style.WARNING, "warn");
            case BAD -> terminal().paint(Terminal.Style.BAD, "bad ");
        };
        terminal().out().println(mark + " " + finding.text());
    }
}
