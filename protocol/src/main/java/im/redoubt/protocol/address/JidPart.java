package im.redoubt.protocol.address;

/** The three parts of an address, each with its own preparation and the common bounds (RFC 7622 sections 3.2 to 3.4). */
enum JidPart {
    LOCAL("localpart") {
        @Override
        Outcome<String> enforce(String raw) {
            return AsciiParts.isLocal(raw, 0, raw.length())
                    ? Outcome.accepted(raw)
                    : Profiles.enforce(PrecisProfile.USERNAME_CASE_MAPPED, raw).then(JidPart::withoutExcluded);
        }
    },
    DOMAIN("domainpart") {
        @Override
        Outcome<String> enforce(String raw) {
            return AsciiParts.isDomain(raw, 0, raw.length()) ? Outcome.accepted(raw) : DomainRules.enforce(raw);
        }
    },
    RESOURCE("resourcepart") {
        @Override
        Outcome<String> enforce(String raw) {
            return AsciiParts.isResource(raw, 0, raw.length())
                    ? Outcome.accepted(raw)
                    : Profiles.enforce(PrecisProfile.OPAQUE_STRING, raw);
        }
    };

    /** The most bytes of UTF-8 in a prepared part. */
    static final int MAX_BYTES = 1023;

    /**
     * The most characters in a part before preparation. Preparation makes at most one byte of three characters (composition,
     * such as U+01D5 from three; A-labels, such as {@code xn--tda}), so what is longer cannot become a part.
     */
    static final int MAX_RAW_CHARS = 3 * MAX_BYTES;

    /** What the PRECIS profile allows and a localpart does not (RFC 7622 section 3.3.1). */
    private static final String EXCLUDED = "\"&'/:<>@ ";

    private final String label;

    JidPart(String label) {
        this.label = label;
    }

    /** Applies the rules of the part without its bounds. */
    abstract Outcome<String> enforce(String raw);

    /** Prepares the part: 1 to 1023 bytes that obey its rules, or the reason why not. */
    Outcome<String> prepare(String raw) {
        if (raw.isEmpty()) {
            return Outcome.refused("the " + label + " is empty");
        }
        if (raw.length() > MAX_RAW_CHARS) {
            return tooLong();
        }
        Outcome<String> outcome = enforce(raw);
        String prepared = outcome.value();
        if (prepared == null) {
            return Outcome.refused("the " + label + " " + outcome.why());
        }
        return Utf8.length(prepared) > MAX_BYTES ? tooLong() : outcome;
    }

    private Outcome<String> tooLong() {
        return Outcome.refused("the " + label + " is longer than " + MAX_BYTES + " bytes");
    }

    private static Outcome<String> withoutExcluded(String prepared) {
        for (int i = 0; i < prepared.length(); i++) {
            if (EXCLUDED.indexOf(prepared.charAt(i)) >= 0) {
                return Outcome.refused("contains " + Printable.codePoint(prepared.charAt(i)));
            }
        }
        return Outcome.accepted(prepared);
    }
}
