package im.redoubt.things.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The programs that docs/things.md shows compile, with the vocabulary that it shows, and the variables that the text names. */
class GuideTest {
    private static final String BEGIN = "```java\n";
    private static final String END = "```";
    private static final String IMPORTS = """
            package com.example;
            import im.redoubt.client.*;
            import im.redoubt.client.credential.*;
            import im.redoubt.client.text.*;
            import im.redoubt.client.trust.Pins;
            import im.redoubt.client.trust.Trust;
            import im.redoubt.protocol.address.BareJid;
            import im.redoubt.things.*;
            import im.redoubt.things.command.*;
            import im.redoubt.things.memory.Keep;
            import im.redoubt.things.pin.Pin;
            import im.redoubt.things.vocabulary.*;
            """;
    private static final String BEFORE = """
            import java.nio.file.Path;
            import java.util.concurrent.ThreadFactory;
            final class Shown {
                interface Siren { void sound(boolean loud); }
                static Alarm.State disarmed(Alarm.State state) { return state; }
                static Alarm.State sounding(Alarm.State state) { return state; }
                static void ring(Object news) {}
                void run(BareJid account, BareJid address, Path file, im.redoubt.protocol.Secret key, CredentialStore store, Pins pins,
                        ThreadFactory threads, Session session, Siren siren, char[] typed, Alarm.Zone zone) {
            """;

    private static List<String> programs() throws IOException {
        Path guide = Paths.get(System.getProperty("redoubt.root"), "docs", "things.md");
        String text = new String(Files.readAllBytes(guide), StandardCharsets.UTF_8);
        List<String> programs = new ArrayList<>();
        for (int from = text.indexOf(BEGIN); from >= 0; from = text.indexOf(BEGIN, from)) {
            from += BEGIN.length();
            programs.add(text.substring(from, text.indexOf(END, from)));
        }
        return programs;
    }

    @Test
    void programsOfTheGuideCompile() throws IOException {
        List<String> programs = programs();
        assertThat(programs).hasSize(4);
        String vocabulary = IMPORTS + programs.get(0);
        String program = IMPORTS + BEFORE
                + String.join("", programs.subList(1, programs.size())).replace("-> …", "-> {}") + "}\n}\n";
        Compiled compiled = Compiled.of(Map.of("com.example.Alarm", vocabulary, "com.example.Shown", program));
        assertThat(compiled.complaints()).isEmpty();
    }
}
