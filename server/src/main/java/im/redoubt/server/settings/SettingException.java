package im.redoubt.server.settings;

/** A setting that cannot be used: which key, what is wrong with it, and what to write instead. */
public final class SettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String key;
    private final String problem;
    private final String mend;

    /**
     * @param key the dotted name of the setting, or empty while it is not known yet
     * @param problem what is wrong, as the end of a sentence that starts with the key
     * @param mend what to do about it, as a sentence
     */
    public SettingException(String key, String problem, String mend) {
        super((key.isEmpty() ? "" : key + ": ") + problem + ". " + mend);
        this.key = key;
        this.problem = problem;
        this.mend = mend;
    }

    /** The dotted name of the setting; empty where it is not known. */
    public String key() {
        return key;
    }

    /** What is wrong with it. */
    public String problem() {
        return problem;
    }

    /** What to do about it. */
    public String mend() {
        return mend;
    }

    /**
     * The same problem, told of this key, or of the place within it that is named already.
     *
     * @param name the dotted name of the setting
     * @return an exception that names it
     */
    SettingException of(String name) {
        return new SettingException(name + key, problem, mend);
    }
}
