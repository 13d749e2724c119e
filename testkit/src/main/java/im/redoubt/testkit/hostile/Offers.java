package im.redoubt.testkit.hostile;

/** What servers offer and say that they should not, made from what an honest one says. */
final class Offers {
    static final String REFUSAL = "<failure xmlns='" + Names.TLS + "'/>";
    static final String CHALLENGE =
            "<challenge xmlns='" + Names.SASL + "'>cj1hLHM9QUFBQUFBQUFBQUE9LGk9NDA5Ng==</challenge>";
    static final String COMPRESSION =
            "<compression xmlns='http://jabber.org/features/compress'><method>zlib</method></compression>";

    private static final int MANY = 1_000;
    private static final String[] STAMPS = {
        "9999-12-31T23:59:59Z", "-0001-01-01T00:00:00Z", "+1000000000-01-01T00:00:00Z", "0000-00-00T00:00:00Z", "", "x"
    };

    private Offers() {}

    static String inClear() {
        return "<stream:features><mechanisms xmlns='" + Names.SASL + "'><mechanism>PLAIN</mechanism>"
                + "<mechanism>SCRAM-SHA-256</mechanism></mechanisms><authentication xmlns='" + Names.SASL2
                + "'><mechanism>PLAIN</mechanism><mechanism>SCRAM-SHA-256</mechanism></authentication>"
                + "</stream:features>";
    }

    static String among(String features, String one) {
        return features.replace("</stream:features>", one + "</stream:features>");
    }

    static String elsewhere(String where) {
        return "<stream:error><see-other-host xmlns='" + Names.ERRORS + "'>" + where
                + "</see-other-host></stream:error></stream:stream>";
    }

    static String nonce(String message, String nonce) {
        return message.replaceFirst("r=[^,]*", "r=" + nonce.replace("$", "\\$"));
    }

    static String iterations(String message, String number) {
        return message.replaceFirst(",i=[0-9]*", ",i=" + number);
    }

    static String salt(String message, String salt) {
        return message.replaceFirst(",s=[^,]*", ",s=" + salt);
    }

    /** Returns an empty success of the profile that something is of. */
    static String success(String honest) {
        return "<success xmlns='" + (honest.contains(Names.SASL2) ? Names.SASL2 : Names.SASL) + "'/>";
    }

    static String only(String features, String... mechanisms) {
        String none = withoutBindings(features).replaceAll("<mechanism>[^<H][^<]*</mechanism>", "");
        StringBuilder left = new StringBuilder();
        for (String mechanism : mechanisms) {
            left.append("<mechanism>").append(mechanism).append("</mechanism>");
        }
        return none.replace("<mechanisms xmlns='" + Names.SASL + "'>", "<mechanisms xmlns='" + Names.SASL + "'>" + left)
                .replace(
                        "<authentication xmlns='" + Names.SASL2 + "'>",
                        "<authentication xmlns='" + Names.SASL2 + "'>" + left);
    }

    static String withoutPlus(String features) {
        return withoutBindings(features).replaceAll("<mechanism>[^<]*-PLUS</mechanism>", "");
    }

    private static String withoutBindings(String features) {
        return features.replaceAll("<sasl-channel-binding.*</sasl-channel-binding>", "");
    }

    static String from(String header, String other) {
        return header.replaceFirst(" from='[^']*'", " from='" + other + "'");
    }

    static String stamps(Scene scene) {
        StringBuilder all = new StringBuilder();
        for (String stamp : STAMPS) {
            all.append(Forged.message(
                    "romeo@" + scene.domain(),
                    scene,
                    "<body>old</body><delay xmlns='urn:xmpp:delay' from='" + scene.domain() + "' stamp='" + stamp
                            + "'/>"));
        }
        return all.append("<presence from='romeo@" + scene.domain() + "/x'><priority>2147483648</priority></presence>")
                .toString();
    }

    /** Returns messages of a contact and of strangers, each with an id of its own, and the strangers each another one. */
    static String messages(Scene scene) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < MANY; i++) {
            String fresh = i + "." + Delivery.ROUND;
            String from = i % 2 == 0 ? "romeo@" + scene.domain() + "/x" : fresh + "@evil.example";
            all.append("<message type='chat' from='" + from + "' to='" + scene.address() + "' id='" + fresh + "'>"
                    + Forged.body() + "<origin-id xmlns='urn:xmpp:sid:0' id='" + fresh + "'/></message>");
        }
        return all.toString();
    }

    static String presences(Scene scene) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < MANY; i++) {
            all.append("<presence from='romeo@" + scene.domain() + "/" + i + "." + Delivery.ROUND + "'/>");
        }
        return all.toString();
    }

    static String requests(Scene scene) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < MANY; i++) {
            all.append("<iq type='get' from='" + Forged.STRANGER + "' to='" + scene.address() + "' id='" + i + "."
                    + Delivery.ROUND + "'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>");
        }
        return all.toString();
    }

    /** Returns the account's address with a Cyrillic letter in it, or another one that is not the account's. */
    static String lookAlike(Scene scene) {
        String local = scene.account().substring(0, scene.account().indexOf('@'));
        String other = local.replace('e', '\u0435').replace('a', '\u0430');
        return (other.equals(local) ? local + "." : other) + "@" + scene.domain();
    }

    static String bookmark() {
        return "<conference xmlns='urn:xmpp:bookmarks:1' autojoin='true' name='" + Forged.MARK + "'/>";
    }

    static String handled(String answer, String h) {
        return answer.replaceFirst(" h='[^']*'", " h='" + h + "'");
    }

    static String forgotten() {
        return "<failed xmlns='" + Names.MANAGEMENT + "'><item-not-found xmlns='" + Names.STANZAS + "'/></failed>";
    }
}
