package im.redoubt.things.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.HashMap;
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
            import im.redoubt.client.extension.Octets;
            import im.redoubt.client.text.*;
            import im.redoubt.client.trust.Pins;
            import im.redoubt.client.trust.Trust;
            import im.redoubt.protocol.address.BareJid;
            import im.redoubt.things.*;
            import im.redoubt.things.command.*;
            import im.redoubt.things.key.VerifyingKey;
            import im.redoubt.things.memory.Keep;
            import im.redoubt.things.pin.Pin;
            import im.redoubt.things.update.*;
            import im.redoubt.things.vocabulary.*;
            """;
    private static final String BEFORE = """
            import java.io.IOException;
            import java.io.InputStream;
            import java.nio.file.Path;
            import java.util.List;
            import java.util.concurrent.ThreadFactory;
            final class Shown {
                interface Siren { void sound(boolean loud); }
                static Alarm.State disarmed(Alarm.State state) { return state; }
                static Alarm.State sounding(Alarm.State state) { return state; }
                static void ring(Object news) {}
                static void show(Object... what) {}
                static void fetch(Updater updater, Octets wanted) {}
                static InputStream download(long from) { return InputStream.nullInputStream(); }
                void run(BareJid account, BareJid address, Path file, im.redoubt.protocol.Secret key, CredentialStore store, Pins pins,
                        ThreadFactory threads, Session session, Siren siren, char[] typed, Alarm.Zone zone,
                        Octets makersKey, Path directory, Path updateFile, Octets nothing, Octets wanted) throws IOException {
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

    private static String name(String vocabulary) {
        int from = vocabulary.indexOf("interface ") + "interface ".length();
        return vocabulary.substring(from, vocabulary.indexOf(' ', from));
    }

    @Test
    void programsOfTheGuideCompile() throws IOException {
        List<String> programs = programs();
        assertThat(programs).hasSize(8);
        Map<String, String> sources = new HashMap<>();
        StringBuilder program = new StringBuilder(IMPORTS + BEFORE);
        for (String one : programs) {
            if (one.startsWith("@Vocabulary")) {
                sources.put("com.example." + name(one), IMPORTS + one);
            } else {
                program.append(one.replace("-> …", "-> {}"));
            }
        }
        sources.put("com.example.Shown", program + "}\n}\n");
        Compiled compiled = Compiled.of(sources);
        assertThat(compiled.complaints()).isEmpty();
    }
}
