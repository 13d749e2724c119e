package im.redoubt.client.text;

import im.redoubt.protocol.address.BareJid;

/** Why an address may not be whose it seems to be. */
public sealed interface AddressWarning {
    /** Calls the one method of {@code cases} that stands for this warning. */
    <R> R on(Cases<R> cases);

    /**
     * One method for each warning.
     *
     * @param <R> what they return
     */
    interface Cases<R> {
        R looksLike(BareJid known);

        R mixesScripts();

        R looksLatin();
    }

    /**
     * It, or its domain, looks like one that is known, and is another one.
     *
     * @param known the one that is known; a domain, if only the domains look alike
     */
    record LooksLike(BareJid known) implements AddressWarning {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.looksLike(known);
        }
    }

    /** Letters of several scripts stand in one part of it that are not written together, such as Latin and Cyrillic ones. */
    record MixesScripts() implements AddressWarning {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.mixesScripts();
        }
    }

    /** A part of it has no Latin letter, and looks as if it had no others. */
    record LooksLatin() implements AddressWarning {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.looksLatin();
        }
    }
}
