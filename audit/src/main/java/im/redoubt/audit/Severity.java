package im.redoubt.audit;

import java.util.Locale;

/** How bad a finding is. The words are those of SARIF 2.1.0 section 3.27.10. */
public enum Severity {
    /** Somebody can use it. */
    ERROR,
    /** It helps somebody, or breaks under load or in the wrong network. */
    WARNING;

    /** Returns how it is written. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
