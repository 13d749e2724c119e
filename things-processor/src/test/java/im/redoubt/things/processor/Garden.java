package im.redoubt.things.processor;

import java.util.Map;

/** A vocabulary with everything that one can have. */
final class Garden {
    static final String NAMESPACE = "urn:example:garden:1";

    /** Its source; it is called {@code Alarm} as all others. */
    static final String SOURCE = """
            enum Zone { LAWN, BACK_GARDEN }

            /** Where something is. @param x not of a block */
            record Spot(@Range(least = -9, most = 9) int x, @Range(least = Long.MIN_VALUE, most = Long.MAX_VALUE) long y) {}

            /** What one valve does, and for how long. */
            record Valve(Zone zone, @AtMost(3600) Duration open, Optional<Spot> spot) {}

            /**
             * How the garden stands. And more.
             *
             * @param wet whether it rains
             * @param valves all of them,
             *     in any order
             */
            record Garden(
                    boolean wet,
                    Optional<Boolean> dark,
                    @AtMost(3) List<Valve> valves)
                    implements Reading {}

            record Done() {}

            @AllowedTo({Role.OWNER, Role.INSTALLER})
            @Sleeping
            record Water(
                    @AtMost(2) List<Zone> zones,
                    Valve valve,
                    Optional<@org.jspecify.annotations.NonNull Spot> spot,
                    @AtMost(4) Unverified name,
                    Instant at,
                    @AtMost(90) Optional<Duration> forAtMost)
                    implements Command<Garden> {}

            @AllowedTo(Role.USER)
            record Unlock(@Secret Pin pin, @Secret Optional<Pin> second, BareJid by, Optional<Jid> from) implements Command<Done> {}

            @AllowedTo(Role.USER)
            record Forget() implements Command<Done> {}

            record Seen(
                    @AtMost(5) Octets picture,
                    @AtMost(3) Optional<Octets> small,
                    @AtMost(7) Optional<Unverified> note,
                    @AtMost(1000) @org.jspecify.annotations.NonNull List<@AtMost(2) Unverified> notes,
                    @AtMost(3) List<@Range(least = 1, most = 5) Integer> counts,
                    Integer_ integer,
                    @Range(least = Integer.MIN_VALUE, most = Integer.MAX_VALUE) Optional<Integer> any,
                    @Range(least = 0, most = 0) Long zero)
                    implements Event {}

            enum Integer_ { A_1, B }

            record Listed(@AtMost(2) List<Spot> spots) implements Event {
                public Listed {
                    if (spots.isEmpty()) {
                        throw new IllegalArgumentException("nothing");
                    }
                }

                public Listed(Spot one) {
                    this(List.of(one));
                }
            }
            """;

    /** What was made of it. */
    static final Compiled COMPILED = compiled();

    private Garden() {}

    static Compiled compiled() {
        return Compiled.of(Map.of("example.Alarm", source()));
    }

    static String source() {
        return Compiled.source("/** Of a garden. */ @Vocabulary(\"" + NAMESPACE + "\")", SOURCE);
    }

    static final String SPOT = "<spot x='-9' y='9223372036854775807'/>";
    static final String VALVE = "<valve zone='back-garden' open='PT1H'>" + SPOT + "</valve>";
    static final String SEALED = "A".repeat(86) + "==";

    /** Documents that are taken, by the constant of what they are, in the form in which they are written. */
    static final Map<String, String> TAKEN = Map.of(
            "GARDEN",
            "<garden xmlns='" + NAMESPACE + "' wet='false' dark='true'>" + VALVE + "<valve zone='lawn' open='PT0S'/>"
                    + VALVE + "</garden>",
            "WATER",
            "<water xmlns='" + NAMESPACE + "' at='2199-12-31T23:59:59Z' for-at-most='PT1M30S'><zones>lawn</zones>"
                    + "<zones>back-garden</zones>" + VALVE + SPOT + "<name>a&lt;&amp;</name></water>",
            "UNLOCK",
            "<unlock xmlns='" + NAMESPACE + "' by='alice@example.org' from='example.org/a b'><pin>" + SEALED
                    + "</pin><second>" + SEALED + "</second></unlock>",
            "FORGET",
            "<forget xmlns='" + NAMESPACE + "'/>",
            "SEEN",
            "<seen xmlns='" + NAMESPACE + "' integer='a-1' any='-2147483648' zero='0'><picture>AQIDBAU=</picture>"
                    + "<small>AQI=</small><note/><notes/><notes>ab</notes><counts>5</counts></seen>",
            "LISTED",
            "<listed xmlns='" + NAMESPACE + "'>" + SPOT + SPOT + "</listed>");
}
