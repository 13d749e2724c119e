package im.redoubt.things.update;

/** Why a release is not taken. */
public enum Refusal {
    /** These bytes are no release. */
    MALFORMED,
    /** None of the maker's keys has signed it, or it was changed since. */
    UNSIGNED,
    /** It is for another kind of device. */
    OTHER_PRODUCT,
    /** It is no newer than a program that was well on this device, or than the one that runs. */
    NOT_NEWER,
    /** It does not replace a program as old as the one that runs: one between the two has to be taken before. */
    STEP_MISSING,
    /** It is larger than the device takes. */
    TOO_LARGE,
    /** Another program is on trial, and has to be confirmed or given up before. */
    ON_TRIAL
}
